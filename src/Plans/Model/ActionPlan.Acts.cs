using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Plans.Model;

// What happens to a plan. What cannot be is refused aloud; Consistent says what holds after each, and properties try every order.
internal sealed partial class ActionPlan
{
    public void Share(DateTimeOffset now)
    {
        Must(PlanState.Draft);
        (State, SharedAt) = (PlanState.Shared, now);
        foreach (var item in items)
            item.Out = true;
        foreach (var risk in risks)
            risk.Out = true;
        foreach (var target in targets)
            target.Out = true;
        Announce(new ActionPlanShared(Id, PartnerId));
    }

    /// <summary>The partner agrees, once every target bears both signatures.</summary>
    public void Agree(PersonId by, DateTimeOffset now)
    {
        Must(PlanState.Shared);
        if (!AllSigned)
            throw new InvalidOperationException("A target is not signed.");
        (State, AgreedAt, AgreedBy) = (PlanState.Agreed, now, by);
        Announce(new ActionPlanAgreed(Id, PartnerId));
    }

    public bool AllSigned => targets.TrueForAll(t => t.Signed);

    public void Finish(DateTimeOffset now)
    {
        if (State is not (PlanState.Shared or PlanState.Agreed))
            throw new InvalidOperationException($"A plan that is {State} is not done.");
        End(PlanState.Done, "", now);
    }

    public void Drop(string why, DateTimeOffset now)
    {
        MustBeLive();
        End(PlanState.Dropped, why, now);
    }

    public void Open(string title, string jointValue, string vendorDays, string partnerDays, string note)
    {
        MustBeLive();
        (Title, JointValue, VendorDays, PartnerDays, Note) = (title, jointValue, vendorDays, partnerDays, note);
    }

    public PlanItem Add(ItemText text, DateTimeOffset now) => Add(text, ItemState.Open, null, now);

    /// <summary>By the partner: it counts once the vendor takes it.</summary>
    public PlanItem Propose(ItemText text, PersonId? by, DateTimeOffset now) => Add(text, ItemState.Proposed, by, now);

    public void Tick(PlanItem item, string evidence, PersonId? by, DateTimeOffset now)
    {
        MustBeLive();
        item.Tick(evidence, by, now);
        Announce(new PlanItemTicked(item.Id, Id));
    }

    public void Untick(PlanItem item)
    {
        MustBeLive();
        item.Untick();
    }

    public PlanRisk AddRisk(string words, RiskSeverity severity, string answer, DateTimeOffset now)
    {
        MustBeLive();
        var risk = PlanRisk.Of(this, words, severity, answer, now);
        risks.Add(risk);
        return risk;
    }

    public PlanTarget AddTarget(string words, decimal amount, string unit, DateTimeOffset now)
    {
        MustBeLive();
        var target = PlanTarget.Of(this, words, amount, unit, now);
        targets.Add(target);
        Reopen();
        return target;
    }

    /// <summary>Both signatures fall, and an agreed plan is to be agreed anew: nobody is held to what they did not sign.</summary>
    public void ChangeTarget(PlanTarget target, string words, decimal amount, string unit)
    {
        MustBeLive();
        if (target.Set(words, amount, unit))
            Reopen();
    }

    public void RemoveTarget(PlanTarget target)
    {
        MustBeLive();
        targets.Remove(target);
        Reopen();
    }

    public void Sign(PlanTarget target, PlanSide side, PersonId by, DateTimeOffset now)
    {
        MustBeLive();
        if (side is PlanSide.Partner && State is PlanState.Draft)
            throw new InvalidOperationException("The partner has not seen it.");
        target.Sign(side, by, now);
    }

    /// <summary>Whether its state, its days and its signatures say the same.</summary>
    public bool Consistent =>
        (State is not PlanState.Draft || (SharedAt is null && targets.TrueForAll(t => t.PartnerAt is null)))
        && (State is not PlanState.Agreed || (AllSigned && AgreedAt is not null))
        && (State is not PlanState.Shared || (SharedAt is not null && AgreedAt is null))
        && State.IsLive() == EndedAt is null
        && items.TrueForAll(i => i.Out == SharedAt is not null && i.State is ItemState.Done == i.DoneAt is not null);

    private PlanItem Add(ItemText text, ItemState state, PersonId? by, DateTimeOffset now)
    {
        MustBeLive();
        var item = PlanItem.Of(this, text, state, by, items.Count == 0 ? 1 : items.Max(i => i.Order) + 1, now);
        items.Add(item);
        return item;
    }

    private void Reopen()
    {
        if (State is PlanState.Agreed)
            (State, AgreedAt, AgreedBy) = (PlanState.Shared, null, null);
    }

    private void End(PlanState state, string why, DateTimeOffset now)
    {
        (State, Why, EndedAt) = (state, why, now);
        Announce(new ActionPlanEnded(Id, PartnerId, state is PlanState.Done));
    }

    private void MustBeLive()
    {
        if (!State.IsLive())
            throw new InvalidOperationException($"It is {State}.");
    }

    private void Must(PlanState state)
    {
        if (State != state)
            throw new InvalidOperationException($"It is {State}, not {state}.");
    }
}
