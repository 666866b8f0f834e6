using System.Linq.Expressions;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Plans.Model;

/// <summary>What is to be done, by whom, until when.</summary>
/// <param name="Owner">A person of that side; null: whoever answers for the plan there.</param>
/// <param name="Evidence">Whether something has to be shown when it is ticked.</param>
public sealed record ItemText(string Title, PlanSide Side, PersonId? Owner, DateOnly Due, bool Evidence);

/// <summary>One milestone.</summary>
[Subject("plan_item")]
internal sealed class PlanItem : Entity, IOwnable<PlanItem>
{
    private PlanItem() { }

    public PlanItemId Id { get; private init; }
    public ActionPlanId PlanId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The plan was shared: the partner's people reach it.</summary>
    public bool Out { get; set; }
    public int Order { get; private init; }
    public string Title { get; private set; } = "";
    public PlanSide Side { get; private set; }
    public PersonId? OwnerId { get; private set; }
    public DateOnly DueOn { get; private set; }
    public bool WantsEvidence { get; private set; }

    /// <summary>What was shown: words, or an address.</summary>
    public string Evidence { get; private set; } = "";
    public ItemState State { get; private set; }
    public PersonId? ProposedBy { get; private init; }
    public PersonId? DoneBy { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>How often it was ticked: an address in a mail is good for one tick.</summary>
    public int Ticks { get; private set; }
    public ItemNews Told { get; private set; }

    public static Expression<Func<PlanItem, bool>> Own(EntenteDb db) =>
        i => (db.Partner == null || i.Out) && (!db.OwnOnly || i.OwnerId == db.Me);

    public static PlanItem Of(ActionPlan plan, ItemText text, ItemState state, PersonId? by, int order, DateTimeOffset now)
    {
        var item = new PlanItem
        {
            Id = Ids.New<PlanItemId>(now),
            PlanId = plan.Id,
            PartnerId = plan.PartnerId,
            Out = plan.SharedAt is not null,
            Order = order,
            State = state,
            ProposedBy = by,
        };
        item.Set(text);
        return item;
    }

    public ItemFact Fact => new(State, DueOn);

    public bool Change(ItemText text)
    {
        Must(ItemState.Open);
        return Set(text);
    }

    public void Tick(string evidence, PersonId? by, DateTimeOffset now)
    {
        Must(ItemState.Open);
        if (WantsEvidence && evidence.Length == 0)
            throw new InvalidOperationException("Nothing shows it.");
        (State, Evidence, DoneBy, DoneAt, Ticks) = (ItemState.Done, evidence, by, now, Ticks + 1);
    }

    public void Untick()
    {
        Must(ItemState.Done);
        (State, DoneBy, DoneAt) = (ItemState.Open, null, null);
    }

    public void Drop()
    {
        Must(ItemState.Open);
        State = ItemState.Dropped;
    }

    public void Answer(bool take)
    {
        Must(ItemState.Proposed);
        State = take ? ItemState.Open : ItemState.Refused;
    }

    public void Tell(ItemNews news) => Told = news;

    // A new day is announced anew, and so is an item to whoever has it now.
    private bool Set(ItemText text)
    {
        var moved = (text.Due, text.Owner, text.Side) != (DueOn, OwnerId, Side);
        if (moved)
            Told = ItemNews.Nothing;
        (Title, Side, OwnerId, DueOn, WantsEvidence) = (text.Title, text.Side, text.Owner, text.Due, text.Evidence);
        return moved;
    }

    private void Must(ItemState state)
    {
        if (State != state)
            throw new InvalidOperationException($"It is {State}, not {state}.");
    }
}

/// <summary>What may keep a plan from being reached, and what is done about it.</summary>
[Subject("plan_risk")]
internal sealed class PlanRisk : Entity, IOwnable<PlanRisk>
{
    private PlanRisk() { }

    public PlanRiskId Id { get; private init; }
    public ActionPlanId PlanId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public bool Out { get; set; }
    public string Words { get; private set; } = "";
    public RiskSeverity Severity { get; private set; }
    public string Answer { get; private set; } = "";
    public bool Open { get; private set; } = true;

    // Of the company as a whole: none of it for a restricted colleague.
    public static Expression<Func<PlanRisk, bool>> Own(EntenteDb db) => r => (db.Partner == null || r.Out) && !db.OwnOnly;

    public static PlanRisk Of(ActionPlan plan, string words, RiskSeverity severity, string answer, DateTimeOffset now)
    {
        var risk = new PlanRisk
        {
            Id = Ids.New<PlanRiskId>(now),
            PlanId = plan.Id,
            PartnerId = plan.PartnerId,
            Out = plan.SharedAt is not null,
        };
        risk.Set(words, severity, answer, open: true);
        return risk;
    }

    public RiskFact Fact => new(Severity, Open);

    public void Set(string words, RiskSeverity severity, string answer, bool open) =>
        (Words, Severity, Answer, Open) = (words, severity, answer, open);
}

/// <summary>A number that both sides sign.</summary>
[Subject("plan_target")]
internal sealed class PlanTarget : Entity, IOwnable<PlanTarget>
{
    private PlanTarget() { }

    public PlanTargetId Id { get; private init; }
    public ActionPlanId PlanId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public bool Out { get; set; }
    public string Words { get; private set; } = "";
    public decimal Amount { get; private set; }

    /// <summary>Of the amount: <c>EUR</c>, <c>deals</c>, <c>certified people</c>.</summary>
    public string Unit { get; private set; } = "";
    public PersonId? VendorBy { get; private set; }
    public DateTimeOffset? VendorAt { get; private set; }
    public PersonId? PartnerBy { get; private set; }
    public DateTimeOffset? PartnerAt { get; private set; }

    public static Expression<Func<PlanTarget, bool>> Own(EntenteDb db) => t => (db.Partner == null || t.Out) && !db.OwnOnly;

    public bool Signed => VendorAt is not null && PartnerAt is not null;

    public static PlanTarget Of(ActionPlan plan, string words, decimal amount, string unit, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PlanTargetId>(now),
            PlanId = plan.Id,
            PartnerId = plan.PartnerId,
            Out = plan.SharedAt is not null,
            Words = words,
            Amount = amount,
            Unit = unit,
        };

    /// <returns>Whether it is another target now; its signatures are gone then.</returns>
    public bool Set(string words, decimal amount, string unit)
    {
        if ((words, amount, unit) == (Words, Amount, Unit))
            return false;
        (Words, Amount, Unit) = (words, amount, unit);
        (VendorBy, VendorAt, PartnerBy, PartnerAt) = (null, null, null, null);
        return true;
    }

    public void Sign(PlanSide side, PersonId by, DateTimeOffset now)
    {
        if (side is PlanSide.Vendor)
            (VendorBy, VendorAt) = (VendorBy ?? by, VendorAt ?? now);
        else
            (PartnerBy, PartnerAt) = (PartnerBy ?? by, PartnerAt ?? now);
    }
}
