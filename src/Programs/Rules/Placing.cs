using Entente.Partners;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Programs.Rules;

/// <param name="NearlyHolds">It misses its tier, but nearly.</param>
/// <param name="Review">The quarter that is over and looked back on now; null: an ordinary day, on which nobody falls.</param>
/// <param name="Grace">The quarter at whose end its grace is over; null: it has none.</param>
/// <param name="Held">It stays where it is until a day, with the reason.</param>
/// <param name="Refused">A rise that was refused, and the quarter in which; null: none. It is not proposed again in that quarter.</param>
/// <param name="PlanSince">When the plan was published: nobody falls by what was not published before the quarter began.</param>
public sealed record PlacingFacts(
    PartnerTier Current,
    PartnerTier Earned,
    bool NearlyHolds,
    DateOnly Today,
    Quarter? Review,
    Quarter? Grace,
    bool Held,
    (PartnerTier Tier, Quarter Quarter)? Refused,
    Promotions Promotions,
    DateOnly PlanSince
);

/// <summary>What becomes of a partner's tier.</summary>
public abstract record Placement
{
    private Placement() { }

    public sealed record Stay(string Why, bool GraceEnds = false) : Placement;

    public sealed record Promote(PartnerTier To) : Placement;

    public sealed record Propose(PartnerTier To) : Placement;

    /// <param name="Until">The quarter at whose end it is looked at again.</param>
    public sealed record Grace(Quarter Until) : Placement;

    public sealed record Demote(PartnerTier To, Quarter Review) : Placement;
}

/// <summary>Decides where a partner is placed (PTN-5). Pure.</summary>
public static class Placing
{
    public static Placement Decide(PlacingFacts facts)
    {
        if (facts.Held)
            return new Placement.Stay("It is held where it is.");
        if (facts.Earned > facts.Current)
            return facts.Promotions is Promotions.Automatic ? new Placement.Promote(facts.Earned)
                : facts.Refused == (facts.Earned, Quarter.Of(facts.Today)) ? new Placement.Stay("This rise was refused in this quarter.")
                : new Placement.Propose(facts.Earned);
        if (facts.Earned == facts.Current)
            return new Placement.Stay("It has earned its tier.", GraceEnds: facts.Grace is not null);
        if (facts.Review is not { } quarter || quarter.Last >= facts.Today)
            return new Placement.Stay("Nobody falls before a quarter ends.");
        if (facts.PlanSince > quarter.First)
            return new Placement.Stay("The plan was published after this quarter had begun.");
        if (facts.Grace is { } until)
            return quarter.Last < until.Last
                ? new Placement.Stay("It has a quarter of grace.")
                : new Placement.Demote(facts.Earned, quarter);
        return facts.NearlyHolds ? new Placement.Grace(quarter.Next) : new Placement.Demote(facts.Earned, quarter);
    }
}
