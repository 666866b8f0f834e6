using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>Pauses a connection, takes it up again, sets how often it is looked at.</summary>
public sealed class ChangeConnection(EntenteDb db, Actor actor)
{
    public Task<Result> Pause(CrmConnectionId id, CancellationToken ct) =>
        Change(id, c => c.Runs ? null : "Only a running connection can be paused.", c => c.Pause(), ct);

    /// <summary>Everything that happened meanwhile is made good by the cursor; writes that waited are sent.</summary>
    public Task<Result> Resume(CrmConnectionId id, CancellationToken ct) =>
        Change(
            id,
            c => c.State == CrmConnectionState.Paused ? null : "Only a paused connection can be taken up again.",
            c =>
            {
                c.Resume();
                db.Enqueue(new FetchNamed(id));
            },
            ct
        );

    /// <param name="pollSeconds">5 to 86,400.</param>
    /// <param name="callsPerSecond">Null: the CRM's own limits.</param>
    public Task<Result> Pace(CrmConnectionId id, int pollSeconds, int? callsPerSecond, CancellationToken ct) =>
        pollSeconds is < 5 or > 86_400 || callsPerSecond is < 1 or > 100_000
            ? Task.FromResult<Result>(Problem.Invalid("crm.pace", "pollSeconds", "Between 5 seconds and a day."))
            : Change(id, _ => null, c => c.Pace(pollSeconds, callsPerSecond), ct);

    /// <param name="percent">1 to 100: how much of the CRM's published limits Entente may use.</param>
    public Task<Result> Share(CrmConnectionId id, int percent, CancellationToken ct) =>
        percent is < 1 or > 100
            ? Task.FromResult<Result>(Problem.Invalid("crm.share", "share", "Between 1 and 100 per cent."))
            : Change(id, _ => null, c => c.Limit(percent), ct);

    /// <param name="hours">Between two comparisons of everything; 0: only when somebody asks. At most a month.</param>
    public Task<Result> ReconcileEvery(CrmConnectionId id, int hours, CancellationToken ct) =>
        hours is < 0 or > 24 * 31
            ? Task.FromResult<Result>(Problem.Invalid("crm.reconcile", "hours", "Between 0 hours and 31 days."))
            : Change(id, _ => null, c => c.ReconcileEvery(hours), ct);

    /// <param name="version">As <see cref="ApiVersions"/>; with it the style of HubSpot's paths.</param>
    public async Task<Result> Speak(CrmConnectionId id, string? version, CancellationToken ct)
    {
        var kind = await db.Set<CrmConnection>().Where(c => c.Id == id).Select(c => (CrmKind?)c.Kind).SingleOrDefaultAsync(ct);
        if (kind is { } known && ApiVersions.Trouble(known, version) is { } trouble)
            return Problem.Invalid("crm.api_version", "apiVersion", trouble);
        return await Change(id, _ => null, c => c.Speak(version!), ct);
    }

    /// <summary>From now on this connection is the one that is written to; what was decided before goes where it was meant to.</summary>
    public async Task<Result> WriteHere(CrmConnectionId id, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        await using var held = await db.Hold(["crm-connect"], ct);
        var all = await db.Set<CrmConnection>().ToListAsync(ct);
        if (all.Find(c => c.Id == id) is not { } chosen)
            return CrmRefusals.NoConnection;
        if (chosen.State == CrmConnectionState.Disconnected)
            return CrmRefusals.WrongState("It is disconnected. Connect it again first.");
        all.ForEach(c => c.WriteHere(c.Id == id));
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result> Change(
        CrmConnectionId id,
        Func<CrmConnection, string?> trouble,
        Action<CrmConnection> change,
        CancellationToken ct
    )
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        if (await db.Set<CrmConnection>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
            return CrmRefusals.NoConnection;
        if (trouble(connection) is { } why)
            return CrmRefusals.WrongState(why);
        change(connection);
        await held.Save(ct);
        return Result.Done;
    }
}
