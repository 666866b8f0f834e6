using Entente.Access;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>A partner's person asks for an item; it counts once the vendor takes it.</summary>
public sealed class ProposeItem
{
    private const int MostWaiting = 10;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PlanClock day;

    internal ProposeItem(EntenteDb db, Actor actor, TimeProvider clock, PlanClock day) =>
        (this.db, this.actor, this.clock, this.day) = (db, actor, clock, day);

    public async Task<Result> Run(string number, PlanForm form, CancellationToken ct)
    {
        if (!PartnerRights.May(actor, PartnerRights.Answer))
            return Refusals.PartnerMayNot;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = form.ReadItem(wrong);
        await using var desk = await PlanDesk.Take(db, number, ct);
        if (desk is not { Plan: { } plan })
            return Refusals.None;
        if (!plan.State.IsLive())
            return Refusals.Ended;
        if (text is null || wrong.Count > 0)
            return Refusals.Invalid(wrong);
        if (plan.Counting >= ShapePlan.Most)
            return Refusals.TooMany;
        // The vendor answers some before there are more, and a day that is over pushes nothing else off a list.
        if (plan.Items.Count(i => i.State is ItemState.Proposed) >= MostWaiting)
            return Refusals.TooManyWait;
        if (text.Due < (await day.Now(ct)).Today)
            return Refusals.Invalid(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["due"] = "Give a day that is still to come." }
            );
        // A colleague who sees only their own would not see it again otherwise; whom it goes to besides, the vendor says.
        var owner = actor.OwnOnly && text.Side is PlanSide.Partner ? actor.Person : null;
        db.Add(plan.Propose(text with { Owner = owner }, actor.Person, clock.GetUtcNow()));
        await desk.Save(ct);
        return Result.Done;
    }
}
