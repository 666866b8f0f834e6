namespace Entente.Conflicts.Rules;

/// <summary>
/// Claims that have ended and still keep their side of a case: their prices are held, or a complaint about them waits. They win nothing, and a case in
/// which one of them stands against somebody does not fall away. Pure.
/// </summary>
internal static class Lingering
{
    public static IReadOnlyList<ClaimFact> Of(CompanyFacts facts, DateTimeOffset now) =>
        [
            .. facts
                .Ended.Where(c => HoldsPrices(c.Lapsed, c.Offer.HeldUntil, now))
                .Concat(facts.Complaints.Select(c => c.Claim))
                .Where(c => facts.Claims.All(s => s.Id != c.Id))
                .DistinctBy(c => c.Id)
                .OrderBy(c => c.Id),
        ];

    /// <summary>Whether prices are held on although the protection is over.</summary>
    public static bool HoldsPrices(bool lapsed, DateTimeOffset? heldUntil, DateTimeOffset now) => lapsed && heldUntil > now;
}
