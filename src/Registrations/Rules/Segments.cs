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
        var programs = Apart(
            Programs(scopes),
            p => scopes.Select(s => new Scope { Program = s.Program }.Fit(new(default) { Programs = p }))
        );
        var products = Apart(
            scopes.SelectMany(s => s.Products ?? []).Prepend("\0").Prepend(null),
            p => scopes.Select(s => new Scope { Products = s.Products }.Fit(new(default) { Product = p }))
        );
        var accounts = Apart(
            Accounts(scopes),
            k => scopes.Select(s => new Scope { Accounts = s.Accounts, Except = s.Except }.Fit(new(default) { Keys = k }))
        );
        return from kind in Enum.GetValues<RegistrationKind>()
            from type in types
            from tier in tiers
            from country in countries
            from region in regions
            from amount in amounts
            from program in programs
            from product in products
            from keys in accounts
            select new Segment(kind, type, tier, country, region, amount)
            {
                Programs = program,
                Product = product,
                Keys = keys,
            };
    }

    // A partner may take part in none, in each one, in all of them, and in any two; not known before it is looked up.
    private static IEnumerable<IReadOnlyList<string>?> Programs(IReadOnlyList<Scope> scopes)
    {
        var names = scopes.Select(s => s.Program).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return [null, [], .. names.SelectMany((a, i) => names.Skip(i).Select(b => (IReadOnlyList<string>)[a, b])), names];
    }

    // A claim has one name, and one website or none. Keys that every scope judges alike are one before they are paired.
    private static IEnumerable<IReadOnlyList<string>?> Accounts(IReadOnlyList<Scope> scopes)
    {
        var keys = scopes.SelectMany(s => NamedAccounts.Keys([.. s.Accounts ?? [], .. s.Except ?? []])).Distinct().ToList();
        if (keys.Count == 0)
            return [null, []];
        var lists = scopes
            .SelectMany(s => new[] { s.Accounts, s.Except })
            .OfType<IReadOnlyList<string>>()
            .Select(NamedAccounts.Keys)
            .ToList();
        List<string> Kind(string kind) =>
            [
                .. keys.Where(k => k.StartsWith(kind + ":", StringComparison.Ordinal))
                    .Append("")
                    .DistinctBy(k => string.Concat(lists.Select(l => l.Contains(k) ? '1' : '0'))),
            ];
        return
        [
            null,
            .. from domain in Kind(ClaimKey.Domain)
            from name in Kind(ClaimKey.Name)
            select (IReadOnlyList<string>)[.. new[] { domain, name }.Where(k => k.Length > 0)],
        ];
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
