using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Rules;

namespace Entente.Programs.Model;

/// <summary>How a partner stood against its plan when it was last measured.</summary>
[NotAudited("worked out anew from records that are audited themselves")]
internal sealed class TierCard : Entity, IPartnerOwned
{
    private TierCard() { }

    public PartnerId PartnerId { get; private init; }
    public PartnerTier Earned { get; private set; }

    /// <summary>Of the plan it was measured by.</summary>
    public int PlanNumber { get; private set; }
    public DateOnly Day { get; private set; }

    /// <summary>Of the criteria of the next tier: how many there are, how many are met.</summary>
    public int Asked { get; private set; }
    public int Met { get; private set; }

    /// <summary>Not there yet, but near on every criterion; and so of its own tier, when that is missed.</summary>
    public bool NearNext { get; private set; }
    public bool Misses { get; private set; }

    /// <summary>Values by criterion, as JSON.</summary>
    public string Json { get; private set; } = "[]";

    public static TierCard Of(PartnerId partner) => new() { PartnerId = partner };

    public void Show(TierPlan plan, int number, Scored scored, PartnerTier current, DateOnly day)
    {
        var next = TierPlan.Above(current) ?? current;
        List<Measured> asked = [.. scored.Criteria.Where(c => c.Criterion.Target(next) is not null)];
        (Earned, PlanNumber, Day) = (scored.Earned, number, day);
        (Asked, Met) = (asked.Count, asked.Count(c => c.Met(next)));
        NearNext =
            next != current
            && Met < Asked
            && asked.TrueForAll(c => c.Near(next, plan.NearMiss) || (c with { Value = c.Coming }).Near(next, plan.NearMiss));
        Misses = scored.Earned < current;
        Json = Platform.Jobs.Json.Write(scored.Criteria.Select(c => new CardValue(c.Criterion.Key, c.Value, c.Coming)).ToList());
    }

    public IReadOnlyList<CardValue> Values => Platform.Jobs.Json.Read<List<CardValue>>(Json);
}

/// <param name="Coming">As the review at the end of the quarter would find it.</param>
internal sealed record CardValue(string Key, long Value, long Coming);

/// <summary>What was decided about a partner's tier besides the tier itself: reviews, grace, a hold.</summary>
[Subject("tier_course")]
internal sealed class TierCourse : Entity, IPartnerOwned
{
    private TierCourse() { }

    public PartnerId PartnerId { get; private init; }

    /// <summary><c>2026-Q3</c>: the last quarter that was looked back on.</summary>
    public string? Reviewed { get; private set; }

    /// <summary>The quarter at whose end its grace is over.</summary>
    public string? Grace { get; private set; }

    /// <summary>What both sides mean to do in that quarter.</summary>
    public string? Plan { get; private set; }
    public PersonId? PlanBy { get; private set; }
    public DateTimeOffset? PlanAt { get; private set; }

    /// <summary>The first day on which it moves again.</summary>
    public DateOnly? HeldUntil { get; private set; }
    public string? HeldFor { get; private set; }
    public PersonId? HeldBy { get; private set; }

    /// <summary>The quarter in which the partner was last told that it is near.</summary>
    public string? Nudged { get; private set; }

    public static TierCourse Of(PartnerId partner) => new() { PartnerId = partner };

    public Quarter? ReviewedQuarter => Reviewed is { } text ? Quarter.Parse(text) : null;

    public Quarter? GraceQuarter => Grace is { } text ? Quarter.Parse(text) : null;

    public bool IsHeld(DateOnly day) => HeldUntil > day;

    public void Review(Quarter quarter) => Reviewed = quarter.ToString();

    public void GiveGrace(Quarter until) => (Grace, Plan, PlanBy, PlanAt) = (until.ToString(), null, null, null);

    public void EndGrace() => (Grace, Plan, PlanBy, PlanAt) = (null, null, null, null);

    public void Write(string plan, PersonId? by, DateTimeOffset now) => (Plan, PlanBy, PlanAt) = (plan, by, now);

    public void Hold(DateOnly until, string reason, PersonId? by) => (HeldUntil, HeldFor, HeldBy) = (until, reason, by);

    public void LetGo() => (HeldUntil, HeldFor, HeldBy) = (null, null, null);

    public void Nudge(Quarter quarter) => Nudged = quarter.ToString();
}
