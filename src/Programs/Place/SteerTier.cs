using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Place;

/// <summary>What staff do besides placing: hold a partner where it is, let it off a criterion, write the plan of its quarter of grace.</summary>
internal sealed class SteerTier(EntenteDb db, Actor actor, TimeProvider clock, TierDesk desk)
{
    private const int LongestDays = 366;

    /// <summary>It neither rises nor falls before that day.</summary>
    public async Task<Result> Hold(PartnerId partner, DateOnly? until, string? reason, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var today = taken.Workspace.DayOf(clock.GetUtcNow());
        if (Faults.Of(Day(until, today), Refusals.Reason(reason, out var why)) is { } wrong)
            return wrong;
        taken.Rows.Course(db, partner).Hold(until!.Value, why, actor.Person);
        return await Done(taken, why, ct);
    }

    public async Task<Result> LetGo(PartnerId partner, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        taken.Rows.Course(db, partner).LetGo();
        return await Done(taken, "", ct);
    }

    /// <summary>The criterion does not count before that day.</summary>
    public async Task<Result> Except(PartnerId partner, string? criterion, DateOnly? until, string? reason, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        if (taken.Plan is not { Plan: var plan })
            return Refusals.NoPlan;
        var now = clock.GetUtcNow();
        var known = plan.Criteria.Any(c => c.Key == criterion) ? null : Refusals.NoCriterion;
        if (Faults.Of(known, Day(until, taken.Workspace.DayOf(now)), Refusals.Reason(reason, out var why)) is { } wrong)
            return wrong;
        db.Add(TierException.Of(partner, criterion!, until!.Value, why, actor.Person, now));
        return await Done(taken, why, ct);
    }

    public async Task<Result> EndException(PartnerId partner, Guid exception, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var today = taken.Workspace.DayOf(clock.GetUtcNow());
        var id = new TierExceptionId(exception);
        if (
            await db.Set<TierException>().SingleOrDefaultAsync(e => e.Id == id && e.PartnerId == partner && e.Until > today, ct)
            is not { } given
        )
            return Refusals.NoException;
        given.End(today);
        return await Done(taken, "", ct);
    }

    /// <summary>What both sides mean to do in the quarter of grace.</summary>
    public async Task<Result> Plan(PartnerId partner, string? words, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        if (Refusals.Words("plan", words, out var plan) is { } wrong)
            return wrong;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var course = taken.Rows.Course(db, partner);
        if (course.Grace is null)
            return Refusals.NoGrace;
        course.Write(plan, actor.Person, clock.GetUtcNow());
        return await Done(taken, "", ct);
    }

    private static Problem? Day(DateOnly? until, DateOnly today) =>
        until is not { } day || day <= today || day > today.AddDays(LongestDays)
            ? Refusals.NoDay("until", "Choose a day within a year from now.")
            : null;

    private async Task<Result> Done(TierDesk.Taken taken, string reason, CancellationToken ct)
    {
        await db.EnqueueOnce(new MeasurePartner(taken.Partner.Id), taken.Partner.Id.ToString()!, ct);
        db.Because(reason);
        await taken.Held.Save(ct);
        return Result.Done;
    }
}
