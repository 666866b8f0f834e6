using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>One claim of every sort that a policy can tell apart: what holds for all of these holds for every claim.</summary>
internal static class Segments
{
    public static IEnumerable<Segment> Of(Policy policy)
    {
        var scopes = policy.Rules.Select(r => r.Scope).Distinct().ToList();
        var types = Apart(
            Enum.GetValues<PartnerType>().Select(t => (PartnerType?)t).Prepend(null),
            t => scopes.Select(s => new Scope(Type: s.Type).Fit(new(default, Type: t)))
        );
        var tiers = Apart(
            Enum.GetValues<PartnerTier>().Select(t => (PartnerTier?)t).Prepend(null),
            t => scopes.Select(s => new Scope(Tier: s.Tier).Fit(new(default, Tier: t)))
        );
        var countries = Apart(
            scopes.SelectMany(s => s.Countries ?? []).Prepend("ZZ").Prepend(null),
            c => scopes.Select(s => new Scope(Countries: s.Countries).Fit(new(default, Country: c)))
        );
        var regions = Apart(
            scopes.Select(s => s.Region).Append("\0"),
            r => scopes.Select(s => new Scope(Region: s.Region).Fit(new(default, Region: r)))
        );
        var amounts = Apart(Amounts(scopes), a => scopes.Select(s => new Scope(From: s.From, Below: s.Below).Fit(new(default, Amount: a))));
        return from kind in Enum.GetValues<RegistrationKind>()
            from type in types
            from tier in tiers
            from country in countries
            from region in regions
            from amount in amounts
            select new Segment(kind, type, tier, country, region, amount);
    }

    // At each threshold and just below it; the fits cannot change anywhere else.
    private static IEnumerable<Money?> Amounts(IReadOnlyList<Scope> scopes) =>
        scopes
            .SelectMany(s => new[] { s.From, s.Below })
            .OfType<Money>()
            .SelectMany(m => new Money?[] { m, m with { Minor = m.Minor - 1 } })
            .Prepend(null);

    // Two values that every scope judges alike are one.
    private static List<T> Apart<T>(IEnumerable<T> values, Func<T, IEnumerable<Fit>> fits) =>
        [.. values.DistinctBy(v => string.Concat(fits(v).Select(f => (char)('0' + (int)f))))];
}
