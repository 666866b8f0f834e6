using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>Stages what is promised on a registration and what becomes of it; whoever calls holds the registration, and saves.</summary>
internal sealed class PromiseBook(EntenteDb db, ClaimWorld world)
{
    /// <summary>A referral was approved, and that was told. Nothing is promised of one that has its opportunity, nor twice while it is waited for.</summary>
    /// <param name="converted">When it was bound to its opportunity; null: not yet.</param>
    public async Task OfReferral(Registration registration, DateTimeOffset? converted, DateTimeOffset at, CancellationToken ct)
    {
        if (converted < at || (await Waiting(registration.Id, PromiseKind.Opportunity, ct)).Count > 0)
            return;
        var made = await Make(registration, PromiseKind.Opportunity, at, ct);
        if (converted is { } bound)
            made?.Did(bound);
    }

    /// <summary>A meeting came on record.</summary>
    public Task OfMeeting(Registration registration, DateTimeOffset at, CancellationToken ct) =>
        Make(registration, PromiseKind.FollowUp, at, ct);

    /// <summary>What was promised was done: all of that kind that wait for it are answered by it.</summary>
    public async Task Did(RegistrationId claim, PromiseKind kind, DateTimeOffset at, CancellationToken ct) =>
        (await Waiting(claim, kind, ct)).ForEach(p => p.Did(at));

    /// <summary>The claim ended: nothing of it is waited for any more.</summary>
    public async Task End(RegistrationId claim, DateTimeOffset at, CancellationToken ct) =>
        (await Waiting(claim, null, ct)).ForEach(p => p.End(at));

    private Task<List<WorkingPromise>> Waiting(RegistrationId claim, PromiseKind? kind, CancellationToken ct) =>
        db.Set<WorkingPromise>()
            .Where(p => p.RegistrationId == claim && p.DoneAt == null && p.EndedAt == null && (kind == null || p.Kind == kind))
            .ToListAsync(ct);

    private async Task<WorkingPromise?> Make(Registration registration, PromiseKind kind, DateTimeOffset at, CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        if (WorkingPromises.Make(kind, terms.Policy.Promises, terms.Calendar, at) is not { } run)
            return null;
        if (await db.Set<WorkingPromise>().AnyAsync(p => p.RegistrationId == registration.Id && p.Kind == kind && p.BeganAt == at, ct))
            return null;
        var made = WorkingPromise.Make(registration, kind, terms.Policy.Promises.Hours(kind), run, terms.Calendar);
        db.Add(made);
        return made;
    }
}
