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

    /// <param name="SharePercent">1 to 100: how much of the CRM's published limits Entente may use.</param>
    /// <param name="ReconcileHours">Between two comparisons of everything; 0: only when somebody asks. At most 31 days.</param>
    /// <param name="PollSeconds">Between two looks of the cursor; 5 to 86,400.</param>
    public sealed record Limit(int SharePercent, int ReconcileHours, int PollSeconds);

    /// <summary>All at once, or none: what is out of bounds is named field by field (<c>share</c>, <c>hours</c>, <c>seconds</c>).</summary>
    public Task<Result> Limits(CrmConnectionId id, Limit limit, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (limit.SharePercent is < 1 or > 100)
            wrong["share"] = "Between 1 and 100 per cent.";
        if (limit.ReconcileHours is < 0 or > 24 * 31)
            wrong["hours"] = "Between 0 hours and 31 days, which are 744.";
        if (limit.PollSeconds is < 5 or > 86_400)
            wrong["seconds"] = "Between 5 seconds and a day, which is 86,400.";
        return wrong.Count > 0
            ? Task.FromResult<Result>(Problem.Invalid("crm.limits", "Not set: look at the fields that are marked.", wrong))
            : Change(
                id,
                _ => null,
                c =>
                {
                    // A new pace drops the connector that is held, with what it has learnt: only when it is another one.
                    if (c.PollSeconds != limit.PollSeconds)
                        c.Pace(limit.PollSeconds, c.CallsPerSecond);
                    if (c.SharePercent != limit.SharePercent)
                        c.Limit(limit.SharePercent);
                    c.ReconcileEvery(limit.ReconcileHours);
                },
                ct
            );
    }

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
