using Entente.Access;
using Entente.Crm.Mapping;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Forms;

namespace Entente.Engagement.Write;

/// <summary>What audiences and deals can be chosen by, as far as whoever writes sees it.</summary>
public sealed record AudienceChoices(
    IReadOnlyList<Option> Types,
    IReadOnlyList<Option> Tiers,
    IReadOnlyList<Option> Regions,
    IReadOnlyList<Option> Partners,
    IReadOnlyList<Option> Segments
)
{
    public static IReadOnlyList<Option> Motions { get; } =
    [.. Enum.GetValues<Motion>().Where(m => m is not Motion.Direct).Select(m => new Option(m.ToString().ToLowerInvariant(), m.Words()))];

    public static IReadOnlyList<Option> Stages { get; } =
    [.. Enum.GetValues<EntenteStage>().Select(s => new Option(s.ToString(), s.ToString()))];

    public static IReadOnlyList<Option> Roles { get; } =
    [.. Enum.GetValues<PartnerRole>().Select(r => new Option(r.ToString(), RoleNames.Of(r)))];

    public static AudienceChoices Of(IReadOnlyList<PartnerCard> cards, IReadOnlyList<SegmentCard> segments) =>
        new(
            [.. cards.Select(c => c.Type).Distinct().Order().Select(t => new Option(t.ToString(), t.Words()))],
            [.. Enum.GetValues<PartnerTier>().Select(t => new Option(t.ToString(), t.Words()))],
            [
                .. cards
                    .Select(c => c.Region)
                    .Where(r => r.Length > 0)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(r => new Option(r, r)),
            ],
            [.. cards.Select(c => new Option(c.Id.Short(), c.Name))],
            [.. segments.Select(s => new Option(s.Id.Short(), s.Name))]
        );
}
