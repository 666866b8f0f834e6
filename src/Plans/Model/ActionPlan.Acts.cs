using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Pipeline;
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
        (State, AgreedAt, AgreedBy, AgreedTerms, ChangedSince) = (PlanState.Agreed, now, by, Terms, false);
        Announce(new ActionPlanAgreed(Id, PartnerId));
    }

    /// <summary>
    /// Tells apart what a yes to the plan is a yes to: how it opens, its items but for what became of them, its targets. Whoever agrees has seen this one.
    /// </summary>
    public int Terms
    {
        get
        {
            var of = new StringBuilder();
            foreach (var text in (string[])[Title, JointValue, VendorDays, PartnerDays])
                of.Append(text).Append('\0');
            foreach (var i in items.Where(i => i.State is ItemState.Open or ItemState.Done).OrderBy(i => i.Id.Value))
                of.Append(
                    CultureInfo.InvariantCulture,
                    $"{i.Id.Value:N}{i.Title}\0{i.Side}{i.OwnerId?.Value:N}{i.DueOn:yyyyMMdd}{i.WantsEvidence}\0"
                );
            foreach (var t in targets.OrderBy(t => t.Id.Value))
                of.Append(CultureInfo.InvariantCulture, $"{t.Id.Value:N}{t.Words}\0{t.Amount:0.00}{t.Unit}\0");
            return BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(of.ToString())));
        }
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
        Compare();
    }

    public PlanItem Add(ItemText text, DateTimeOffset now) => Add(text, ItemState.Open, null, now);

    /// <summary>By the partner: it counts once the vendor takes it.</summary>
    public PlanItem Propose(ItemText text, PersonId? by, DateTimeOffset now) => Add(text, ItemState.Proposed, by, now);

    /// <returns>True: it is due on another day, or somebody else does it.</returns>
    public bool Change(PlanItem item, ItemText text)
    {
        MustBeLive();
        var moved = item.Change(text);
        Compare();
        return moved;
    }

    /// <returns>True: the partner never saw it, and it goes for good; else it stays, crossed out.</returns>
    public bool Drop(PlanItem item)
    {
        MustBeLive();
        item.Drop();
        Compare();
        return SharedAt is null && items.Remove(item);
    }

    public void Answer(PlanItem item, bool take)
    {
        MustBeLive();
        item.Answer(take);
        Compare();
    }

    /// <summary>A deal was merged into another one: the plan goes along.</summary>
    public void Follow(OpportunityId into) => OpportunityId = into;

    /// <summary>How many items take room: what was dropped or refused does not.</summary>
    public int Counting => items.Count(i => i.State is ItemState.Open or ItemState.Done or ItemState.Proposed);

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
        && (State is not PlanState.Agreed || (AllSigned && AgreedAt is not null && ChangedSince == (AgreedTerms != Terms)))
        && (State is not PlanState.Shared || (SharedAt is not null && AgreedAt is null))
        && State.IsLive() == EndedAt is null
        && items.TrueForAll(i => i.Out == SharedAt is not null && i.State is ItemState.Done == i.DoneAt is not null);

    private PlanItem Add(ItemText text, ItemState state, PersonId? by, DateTimeOffset now)
    {
        MustBeLive();
        var item = PlanItem.Of(this, text, state, by, items.Count == 0 ? 1 : items.Max(i => i.Order) + 1, now);
        items.Add(item);
        Compare();
        return item;
    }

    // Days move and items come and go without a new yes; whoever reads who agreed when is told that it was to something else.
    private void Compare() => ChangedSince = State is PlanState.Agreed && AgreedTerms != Terms;

    private void Reopen()
    {
        if (State is PlanState.Agreed)
            (State, AgreedAt, AgreedBy, AgreedTerms, ChangedSince) = (PlanState.Shared, null, null, null, false);
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
