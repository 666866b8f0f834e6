using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Whether a rule is for a claim. <c>Unknown</c>: it asks for something that nobody recorded.</summary>
internal enum Fit
{
    No,
    Unknown,
    Yes,
}

/// <summary>What of a claim and its partner a <see cref="Scope"/> looks at; null is not known.</summary>
internal sealed record Segment(
    RegistrationKind Kind,
    PartnerType? Type = null,
    PartnerTier? Tier = null,
    string? Country = null,
    string? Region = null,
    Money? Amount = null
)
{
    /// <summary>Names of the programs that the partner takes part in.</summary>
    public IReadOnlyList<string>? Programs { get; init; }
    public string? Product { get; init; }

    /// <summary>Strong keys of the customer: <c>domain:aldermere.example</c>.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    public static Segment Of(ClaimFacts facts) =>
        new(facts.Claim.Kind, facts.Partner.Type, facts.Partner.TierOrNull, facts.Claim.Country, facts.Partner.Region, facts.Claim.Amount)
        {
            Programs = facts.Partner.Programs,
            Product = facts.Claim.Product,
            Keys = KeysOf(facts.Claim),
        };

    public static Segment Of(Claim claim, PartnerCard partner) =>
        Of(claim.Kind, partner) with
        {
            Country = claim.Country,
            Amount = claim.Amount,
            Product = claim.Product,
            Keys = KeysOf(claim),
        };

    /// <summary>Before anything is known but the partner.</summary>
    public static Segment Of(RegistrationKind kind, PartnerCard partner) =>
        new(kind, partner.Type, partner.Tier, null, partner.Region is { Length: > 0 } region ? region : null, null)
        {
            Programs = partner.Programs,
        };

    private static IReadOnlyList<string> KeysOf(Claim claim) => [.. claim.Keys.Select(k => k.ToString())];
}

internal static class Scopes
{
    /// <summary>One part that surely differs settles it, whatever else is unknown.</summary>
    public static Fit Fit(this Scope scope, Segment segment)
    {
        ReadOnlySpan<Fit> parts =
        [
            Part(scope.Kind, segment.Kind),
            Part(scope.Type, segment.Type),
            Part(scope.Tier, segment.Tier),
            scope.Countries is not { Count: > 0 } countries ? Rules.Fit.Yes
            : segment.Country is not { } country ? Rules.Fit.Unknown
            : countries.Contains(country, StringComparer.OrdinalIgnoreCase) ? Rules.Fit.Yes
            : Rules.Fit.No,
            scope.Region is not { } region ? Rules.Fit.Yes
            : segment.Region is not { } known ? Rules.Fit.Unknown
            : string.Equals(region, known, StringComparison.OrdinalIgnoreCase) ? Rules.Fit.Yes
            : Rules.Fit.No,
            Amount(scope, segment.Amount),
            scope.Program is not { } program ? Rules.Fit.Yes
            : segment.Programs is not { } programs ? Rules.Fit.Unknown
            : programs.Contains(program, StringComparer.OrdinalIgnoreCase) ? Rules.Fit.Yes
            : Rules.Fit.No,
            scope.Products is not { Count: > 0 } products ? Rules.Fit.Yes
            : segment.Product is not { } product ? Rules.Fit.Unknown
            : products.Contains(product, StringComparer.OrdinalIgnoreCase) ? Rules.Fit.Yes
            : Rules.Fit.No,
            Accounts(scope, segment.Keys),
        ];
        var fit = Rules.Fit.Yes;
        foreach (var part in parts)
            fit = part < fit ? part : fit;
        return fit;
    }

    /// <summary>Every claim that <paramref name="inner"/> is for, <paramref name="outer"/> is for too.</summary>
    public static bool Covers(this Scope outer, Scope inner) =>
        Wider(outer.Kind, inner.Kind)
        && Wider(outer.Type, inner.Type)
        && Wider(outer.Tier, inner.Tier)
        && (
            outer.Countries is not { Count: > 0 }
            || (inner.Countries is { Count: > 0 } few && few.All(c => outer.Countries.Contains(c, StringComparer.OrdinalIgnoreCase)))
        )
        && (outer.Program is null || string.Equals(outer.Program, inner.Program, StringComparison.OrdinalIgnoreCase))
        && (
            outer.Products is not { Count: > 0 }
            || (inner.Products is { Count: > 0 } some && some.All(p => outer.Products.Contains(p, StringComparer.OrdinalIgnoreCase)))
        )
        && (
            outer.Accounts is not { Count: > 0 }
            || (inner.Accounts is { Count: > 0 } && !NamedAccounts.Keys(inner.Accounts).Except(NamedAccounts.Keys(outer.Accounts)).Any())
        )
        && (outer.Except is not { Count: > 0 } || !NamedAccounts.Keys(outer.Except).Except(NamedAccounts.Keys(inner.Except)).Any())
        && (outer.Region is null || string.Equals(outer.Region, inner.Region, StringComparison.OrdinalIgnoreCase))
        && (outer.From is not { } from || (inner.From is { } least && Same(from, least) && least.Minor >= from.Minor))
        && (outer.Below is not { } below || (inner.Below is { } most && Same(below, most) && most.Minor <= below.Minor));

    /// <summary>Whether one claim can be in both.</summary>
    public static bool Meets(this Scope a, Scope b) =>
        Meet(a.Kind, b.Kind)
        && Meet(a.Type, b.Type)
        && Meet(a.Tier, b.Tier)
        && (
            a.Countries is not { Count: > 0 }
            || b.Countries is not { Count: > 0 }
            || a.Countries.Intersect(b.Countries, StringComparer.OrdinalIgnoreCase).Any()
        )
        && (
            a.Products is not { Count: > 0 }
            || b.Products is not { Count: > 0 }
            || a.Products.Intersect(b.Products, StringComparer.OrdinalIgnoreCase).Any()
        )
        && (a.Accounts is not { Count: > 0 } || b.Accounts is not { Count: > 0 } || NamedAccounts.Meet(a.Accounts, b.Accounts))
        && !Without(a, b)
        && !Without(b, a)
        && (a.Region is null || b.Region is null || string.Equals(a.Region, b.Region, StringComparison.OrdinalIgnoreCase))
        && Below(a.From, b.Below)
        && Below(b.From, a.Below);

    private static Fit Accounts(Scope scope, IReadOnlyList<string>? keys) =>
        !scope.Names() ? Rules.Fit.Yes
        : keys is null ? Rules.Fit.Unknown
        : scope.Accounts is { Count: > 0 } only && !NamedAccounts.On(only, keys) ? Rules.Fit.No
        : scope.Except is { Count: > 0 } but && NamedAccounts.On(but, keys) ? Rules.Fit.No
        : Rules.Fit.Yes;

    // Every account that the one is for, the other leaves out.
    private static bool Without(Scope one, Scope other) =>
        one.Accounts is { Count: > 0 }
        && other.Except is { Count: > 0 }
        && !NamedAccounts.Keys(one.Accounts).Except(NamedAccounts.Keys(other.Except)).Any();

    private static Fit Part<T>(T? wanted, T? known)
        where T : struct, Enum =>
        wanted is not { } asked ? Rules.Fit.Yes
        : known is not { } given ? Rules.Fit.Unknown
        : EqualityComparer<T>.Default.Equals(asked, given) ? Rules.Fit.Yes
        : Rules.Fit.No;

    // What is in another currency cannot be compared: nobody recorded a rate.
    private static Fit Amount(Scope scope, Money? amount)
    {
        if (scope.From is null && scope.Below is null)
            return Rules.Fit.Yes;
        if (amount is not { } known || !Same(scope.From ?? scope.Below!.Value, known))
            return Rules.Fit.Unknown;
        return (scope.From is { } from && known.Minor < from.Minor) || (scope.Below is { } below && known.Minor >= below.Minor)
            ? Rules.Fit.No
            : Rules.Fit.Yes;
    }

    private static bool Wider<T>(T? outer, T? inner)
        where T : struct, Enum => outer is null || (inner is { } one && EqualityComparer<T>.Default.Equals(outer.Value, one));

    private static bool Meet<T>(T? a, T? b)
        where T : struct, Enum => a is null || b is null || EqualityComparer<T>.Default.Equals(a.Value, b.Value);

    private static bool Below(Money? from, Money? below) =>
        from is not { } least || below is not { } most || (Same(least, most) && least.Minor < most.Minor);

    private static bool Same(Money a, Money b) => string.Equals(a.Currency, b.Currency, StringComparison.Ordinal);
}
