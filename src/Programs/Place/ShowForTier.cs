using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Certificates;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Place;

/// <param name="Who">Of a certificate: whose it is.</param>
/// <param name="Until">The first day on which it is not valid any more; null: none.</param>
public sealed record Shown(string? Criterion, string? Who, string? What, DateOnly? Day, DateOnly? Until);

/// <summary>
/// Somebody of the partner, or staff, shows what no record measures; staff other than whoever handed it in accept or refuse it. Only then it counts.
/// </summary>
public sealed class ShowForTier
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly TierDesk desk;

    internal ShowForTier(EntenteDb db, Actor actor, TimeProvider clock, TierDesk desk) =>
        (this.db, this.actor, this.clock, this.desk) = (db, actor, clock, desk);

    public async Task<Result> Hand(PartnerId partner, Shown shown, CancellationToken ct)
    {
        if (actor.IsOutsider ? !PartnerRights.May(actor, PartnerRights.Answer) : Refusals.MayNotPlace(actor) is not null)
            return actor.IsOutsider ? Refusals.MayNotShow : Refusals.MayNotPlace(actor)!;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        if (taken.Plan is not { Plan: var plan })
            return Refusals.NoPlan;
        var (now, criterion) = (clock.GetUtcNow(), plan.Criteria.FirstOrDefault(c => c.Key == shown.Criterion));
        var (today, who) = (taken.Workspace.DayOf(now), TypedText.Line(shown.Who));
        var kind =
            criterion is null ? Refusals.NoCriterion
            : criterion.Kind is CriterionKind.People or CriterionKind.Evidence ? null
            : Refusals.NotShown;
        var named = criterion?.Kind is CriterionKind.People && who.Length is 0 or > 120 ? Refusals.NoWho : null;
        if (Faults.Of(kind, named, Refusals.Words("what", shown.What, out var what), Days(shown, today)) is { } wrong)
            return wrong;
        db.Add(TierEvidence.Of(partner, criterion!.Key, who, what, shown.Day ?? today, shown.Until, actor.Person, now));
        await taken.Held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Judge(PartnerId partner, Guid evidence, bool? accepted, string? reason, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var id = new TierEvidenceId(evidence);
        if (
            accepted is not { } yes
            || await db.Set<TierEvidence>()
                .SingleOrDefaultAsync(e => e.Id == id && e.PartnerId == partner && e.State == EvidenceState.Waiting, ct)
                is not { } shown
        )
            return Refusals.NoEvidence;
        if (actor.Person is { } person && shown.By == person)
            return Refusals.OwnEvidence;
        var why = TypedText.Lines(reason);
        if (!yes && Refusals.Reason(reason, out why) is { } wrong)
            return wrong;
        shown.Decide(yes, why.Length > 0 ? why : null, actor.Person, clock.GetUtcNow());
        if (yes)
            RunEndCertificate.Plan(db, shown, taken.Workspace);
        await db.EnqueueOnce(new MeasurePartner(partner), partner.ToString()!, ct);
        await taken.Held.Save(ct);
        return Result.Done;
    }

    private static Problem? Days(Shown shown, DateOnly today) =>
        shown.Day > today ? Refusals.NoDay("day", "It cannot lie ahead.")
        : shown.Until <= (shown.Day ?? today) ? Refusals.NoDay("until", "It ends before it begins.")
        : null;
}
