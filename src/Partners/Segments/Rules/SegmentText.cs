using System.Globalization;
using Entente.Access;
using Entente.Ui;

namespace Entente.Partners.Segments.Rules;

/// <summary>How segments read.</summary>
public static class SegmentText
{
    /// <summary>A value as people read it.</summary>
    public static string Value(SegmentFacet facet, string value) =>
        facet switch
        {
            SegmentFacet.Type when Enum.TryParse<PartnerType>(value, out var type) => type.Words(),
            SegmentFacet.Tier when Enum.TryParse<PartnerTier>(value, out var tier) => tier.Words(),
            SegmentFacet.Status when Enum.TryParse<PartnerStatus>(value, out var status) => status.Words(),
            SegmentFacet.Role when Enum.TryParse<PartnerRole>(value, out var role) => RoleNames.Of(role),
            SegmentFacet.Motion => value.Length > 1 ? char.ToUpperInvariant(value[0]) + value[1..] : value,
            SegmentFacet.Manager => "somebody else",
            _ => value,
        };

    /// <summary>What a condition asks for, behind a fact: <c>Select or Elite</c>, <c>at least 3</c>.</summary>
    public static string Asked(SegmentCondition c) =>
        c.Facet switch
        {
            SegmentFacet.Manager => "one who is asked for",
            SegmentFacet.Active => "as is asked for",
            SegmentFacet.Registered => $"at least {Format.Number(c.Least)}",
            SegmentFacet.Won => c.Amount is { } least ? $"at least {Format.Money(least)}" : "an amount",
            _ => Format.Listed(c.Values.Select(v => Value(c.Facet, v)), "or"),
        };

    /// <summary>The rule in one sentence: <c>Tier Select or Elite, and not region DACH</c>.</summary>
    /// <param name="named">What a manager is called.</param>
    public static string Words(this SegmentRule rule, SegmentOf of, Func<Guid, string?> named)
    {
        if (rule.Conditions.Count == 0)
            return of is SegmentOf.Partners ? "Every partner" : "Everybody at every partner";
        var words = string.Join(rule.Any ? ", or " : ", and ", rule.Conditions.Select(c => (c.Not ? "not " : "") + Words(c, named)));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Words(SegmentCondition c, Func<Guid, string?> named)
    {
        var values = Format.Listed(c.Values.Select(v => Value(c.Facet, v)), "or");
        return c.Facet switch
        {
            SegmentFacet.Type => "type " + values,
            SegmentFacet.Tier => "tier " + values,
            SegmentFacet.Region => "region " + values,
            SegmentFacet.Country => "selling in " + values,
            SegmentFacet.Status => "status " + values,
            SegmentFacet.Manager => "managed by "
                + Format.Listed(
                    c.Values.Select(v => (Guid.TryParse(v, CultureInfo.InvariantCulture, out var id) ? named(id) : null) ?? "somebody"),
                    "or"
                ),
            SegmentFacet.Program => "in the program " + values,
            SegmentFacet.Motion => "with open deals sold as " + values,
            SegmentFacet.Certificate => "holding " + values,
            SegmentFacet.Role => "role " + values,
            SegmentFacet.Active => $"active within {Format.Count(c.Days, "day")}",
            SegmentFacet.Registered => $"{Format.Count(c.Least, "registration")} or more within {Format.Count(c.Days, "day")}",
            SegmentFacet.Won =>
                $"{(c.Amount is { } least ? Format.Money(least) : "something")} or more won within {Format.Count(c.Days, "day")}",
            _ => $"{c.Field} {values}",
        };
    }
}
