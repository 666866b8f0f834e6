using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Watch;

/// <summary>Looks at what has changed since the last look. Called for by events; one at a time is enough.</summary>
[JobName("conflicts.watch")]
internal sealed record LookNow;

/// <summary>
/// The watch (CON-2). Each look takes claims and open deals since the last one, with an overlap, and once a day protections that end and
/// renewals that come near; what an event told and what it missed are found alike. Looking twice changes nothing.
/// </summary>
internal sealed class SweepConflicts(EntenteDb db, Docket docket, ClaimContests contests, PipelineApi pipeline, TimeProvider clock)
    : IScheduled,
        IJob<LookNow>
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>A deal's stamp is the CRM's, and its record may come a day later.</summary>
    private static readonly TimeSpan DealOverlap = TimeSpan.FromDays(2);

    public async Task<JobOutcome> Run(LookNow payload, CancellationToken ct)
    {
        await Run(clock.GetUtcNow(), ct);
        return JobOutcome.Done;
    }

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        // One watch at a time: two would open one case twice, and the second would fail.
        await using var held = await db.Hold([CaseDesk.WatchKey], ct);
        var mark = await db.Set<WatchMark>().SingleOrDefaultAsync(ct);
        if (mark is null)
            // The first look is at everything of a year: what began before there was a watch.
            db.Add(mark = WatchMark.First(now.AddYears(-1)));
        var terms = await contests.Terms(ct);
        var today = terms.Calendar.DateAt(now);
        var (since, newDay) = (mark.LookedAt, mark.Day != today);
        var until = newDay ? now.AddDays(WatchTerms.ExpiringDays) : now;
        for (var known = 0; ; known += AtOnce)
        {
            var claims = await contests.Touched(since - Overlap, now, until, known, AtOnce, ct);
            await Look(claims, [], now, ct);
            if (claims.Count < AtOnce)
                break;
        }
        for (var known = 0; ; known += AtOnce)
        {
            var deals = await pipeline.OpenSince(since - DealOverlap, known, AtOnce, ct);
            await Look([], deals, now, ct);
            if (deals.Count < AtOnce)
                break;
        }
        await LookAtComplaints(now, ct);
        if (newDay)
            await LookAtHeld(now, ct);
        if (newDay)
            foreach (
                var page in (await pipeline.ClosingBetween(today, today.AddDays(WatchTerms.SettledDays + WatchTerms.LeadDays), ct)).Chunk(
                    AtOnce
                )
            )
                await Look([], page, now, ct);
        await docket.CloseEmpty(now, ct);
        mark.Look(now, today);
        await held.Save(ct);
    }

    // A rival may come long after the complaint, and the claim that it is about may have ended: what waits is looked at each time, it is never much.
    private async Task LookAtComplaints(DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Set<Complaint>()
            .Where(c => c.Upheld == null && c.Registration != null)
            .OrderBy(c => c.Id)
            .Select(c => c.Registration!.Value)
            .ToListAsync(ct);
        foreach (var page in waiting.Chunk(AtOnce))
            await Look([.. page.Select(id => new RegistrationId(id))], [], now, ct);
    }

    private async Task LookAtHeld(DateTimeOffset now, CancellationToken ct)
    {
        for (var known = 0; ; known += AtOnce)
        {
            var claims = await contests.HeldBeyond(now, known, AtOnce, ct);
            await Look(claims, [], now, ct);
            if (claims.Count < AtOnce)
                return;
        }
    }

    // Saved at once: what the next page sees must know the cases of this one.
    private async Task Look(
        IReadOnlyCollection<RegistrationId> claims,
        IReadOnlyCollection<OpportunityCard> deals,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await docket.Look(claims, deals, [], now, ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>A claim came, came back or ended: the watch looks at once.</summary>
internal sealed class HearOfClaims(EntenteDb db)
    : IHandle<RegistrationSubmitted>,
        IHandle<RegistrationReopened>,
        IHandle<RegistrationDeclined>,
        IHandle<RegistrationRejected>,
        IHandle<RegistrationWithdrawn>
{
    public Task Handle(RegistrationSubmitted what, Telling telling, CancellationToken ct) => Look(ct);

    public Task Handle(RegistrationReopened what, Telling telling, CancellationToken ct) => Look(ct);

    public Task Handle(RegistrationDeclined what, Telling telling, CancellationToken ct) => Look(ct);

    public Task Handle(RegistrationRejected what, Telling telling, CancellationToken ct) => Look(ct);

    public Task Handle(RegistrationWithdrawn what, Telling telling, CancellationToken ct) => Look(ct);

    private Task Look(CancellationToken ct) => db.EnqueueOnce(new LookNow(), "watch", ct);
}

/// <summary>A deal in which a partner has a part went to another rep (CON-2: sudden owner change).</summary>
[JobName("conflicts.owner_changed")]
internal sealed record LookAtOwner(OpportunityId Opportunity, string From, string To);

/// <summary>In a job of its own: what it adds to a case waits for whoever has the case in hand.</summary>
internal sealed class HearOfOwners(EntenteDb db, Docket docket, PipelineApi pipeline, TimeProvider clock)
    : IHandle<OpportunityOwnerChanged>,
        IJob<LookAtOwner>
{
    public async Task Handle(OpportunityOwnerChanged what, Telling telling, CancellationToken ct)
    {
        if (await pipeline.Get(what.Opportunity, ct) is { IsDirect: false, State: OpportunityState.Open })
            db.Enqueue(new LookAtOwner(what.Opportunity, what.From, what.To));
    }

    public async Task<JobOutcome> Run(LookAtOwner payload, CancellationToken ct)
    {
        await using var held = await db.Hold([CaseDesk.WatchKey], ct);
        if (await pipeline.Get(payload.Opportunity, ct) is not { IsDirect: false, State: OpportunityState.Open } deal)
            return JobOutcome.Done;
        var change = new OwnerChangeFact(deal.Id.Value, payload.From, payload.To, deal.Owner?.Name ?? "somebody else");
        await docket.Look([], [deal], [change], clock.GetUtcNow(), ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
