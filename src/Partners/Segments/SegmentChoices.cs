using Entente.Access;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Forms;

namespace Entente.Partners.Segments;

/// <summary>What segments can be drawn by, as far as whoever writes sees it: lists to tick.</summary>
public sealed record SegmentChoices(IReadOnlyList<(SegmentFacet Facet, string Label, IReadOnlyList<Option> Options)> Lists)
{
    public static SegmentChoices None { get; } = new([]);

    public static async Task<SegmentChoices> Load(
        PartnersApi partners,
        AccessApi access,
        IEnumerable<ISegmentFacts> sources,
        CancellationToken ct
    )
    {
        var cards = await partners.All(entering: false, ct);
        var managers = await access.People(cards.Select(c => c.Manager).OfType<PersonId>(), ct);
        var others = new Dictionary<SegmentFacet, IReadOnlyList<Option>>();
        foreach (var source in sources)
        foreach (var facet in source.Facets)
            others[facet] = [.. (await source.Choices(facet, ct)).Select(c => new Option(c.Value, c.Words))];
        return new([
            (SegmentFacet.Type, "Type of partner", Named<PartnerType>(SegmentFacet.Type)),
            (SegmentFacet.Tier, "Tier", Named<PartnerTier>(SegmentFacet.Tier)),
            (SegmentFacet.Region, "Home region", Plain(cards.Select(c => c.Region))),
            (SegmentFacet.Status, "Status", Named<PartnerStatus>(SegmentFacet.Status)),
            (
                SegmentFacet.Manager,
                "Partner manager",
                [.. managers.Values.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Select(m => new Option(m.Id.Short(), m.Name))]
            ),
            (SegmentFacet.Program, "Takes part in the program", Plain(cards.SelectMany(c => c.Programs))),
            (SegmentFacet.Motion, "Has open deals sold as", others.GetValueOrDefault(SegmentFacet.Motion) ?? []),
            (SegmentFacet.Certificate, "Holds the certificate", others.GetValueOrDefault(SegmentFacet.Certificate) ?? []),
            (SegmentFacet.Role, "What the person does there (segments of people)", Named<PartnerRole>(SegmentFacet.Role)),
        ]);
    }

    private static IReadOnlyList<Option> Named<T>(SegmentFacet facet)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Option(v.ToString(), SegmentText.Value(facet, v.ToString())))];

    private static IReadOnlyList<Option> Plain(IEnumerable<string> values) =>
        [.. values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(v => new Option(v, v))];
}
