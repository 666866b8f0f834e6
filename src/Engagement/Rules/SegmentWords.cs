using System.Globalization;
using Entente.Partners;
using Entente.Ui;

namespace Entente.Engagement.Rules;

/// <summary>How an audience reads.</summary>
public static class SegmentWords
{
    /// <summary>A value as people read it.</summary>
    public static string Value(Facet facet, string value) =>
        facet switch
        {
            Facet.Type when Enum.TryParse<PartnerType>(value, out var type) => type.Words(),
            Facet.Tier when Enum.TryParse<PartnerTier>(value, out var tier) => tier.Words(),
            Facet.Motion => value.Length > 1 ? char.ToUpperInvariant(value[0]) + value[1..] : value,
            _ => value,
        };

    /// <summary>The whole audience in one sentence, for a list: <c>Resellers in the tier Select or Elite</c>.</summary>
    /// <param name="named">What a named partner or segment is called; null for one that the reader does not see.</param>
    public static string Words(this Audience audience, Func<Guid, string?> named) =>
        audience.Groups.Count == 0 ? "Nobody"
        : Format.Listed(audience.Groups.Select(g => Words(g, named)), "or") is var words ? words[..1].ToUpperInvariant() + words[1..]
        : "";

    private static string Words(AudienceGroup group, Func<Guid, string?> named) =>
        group.Rules.Count == 0 ? "everybody at every partner" : Format.Listed(group.Rules.Select(r => Words(r, named)), "and");

    private static string Words(AudienceRule rule, Func<Guid, string?> named)
    {
        var values = Format.Listed(rule.Values.Select(v => Value(rule.Facet, v)), "or");
        return rule.Facet switch
        {
            Facet.Type => "type " + values,
            Facet.Tier => "tier " + values,
            Facet.Region => "region " + values,
            Facet.Country => "selling in " + values,
            Facet.Motion => "with open deals sold as " + values,
            Facet.Registered => $"registered within {values} days",
            Facet.Silent => $"registered nothing within {values} days",
            Facet.Role => "role " + values,
            Facet.Segment => "in " + Format.Listed(rule.Values.Select(v => Named(v, named) ?? "a segment that was removed"), "or"),
            _ => Format.Listed(rule.Values.Select(v => Named(v, named) ?? "a partner"), "or"),
        };
    }

    private static string? Named(string value, Func<Guid, string?> named) =>
        Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? named(id) : null;
}
