using Entente.Partners;
using Entente.Partners.Segments.Rules;
using Entente.Portal.Experiences.Rules;

namespace Entente.Demo.Plan;

/// <summary>
/// Whom Corvane aims at by name, from the first day on: partners of the higher tiers on the Continent, drawn by conditions, and an advisory board, kept
/// by hand, with a tab of its own in the portal. An announcement of late is for the board alone (<see cref="News"/>).
/// </summary>
internal static class SegmentsPlan
{
    public const string Writer = StoryPlan.Owner;
    public const string Board = "Advisory board";

    public static SegmentSheet Continent { get; } =
        new(
            "Higher tiers on the Continent",
            "For what is sold in euros: price lists, launches, invitations.",
            SegmentOf.Partners,
            new(
                false,
                [
                    new(SegmentFacet.Tier, [nameof(PartnerTier.Select), nameof(PartnerTier.Elite)]),
                    new(
                        SegmentFacet.Region,
                        ["Europe", .. new[] { Market.German, Market.Benelux, Market.France }.Select(m => VendorCast.TerritoryOf(m)!)]
                    ),
                ]
            )
        );

    public static SegmentSheet OfTheBoard { get; } =
        new(Board, "Four partners whom we ask before we change the program. Named for two years.", SegmentOf.Partners, null);

    /// <summary>Keys of partners that were there on the first day.</summary>
    public static IReadOnlyList<string> Members { get; } = [PartnerCast.KestrelQuay, PartnerCast.Brightmoor, "hallbrandt", "meridianforge"];

    /// <summary>The portal as ever, with one tab more.</summary>
    public static PortalSheet Layout(Guid board) =>
        new(
            board,
            [
                new(PortalTab.Home, "", TabPlace.Bar, []),
                new(
                    PortalTab.OwnPath + "board",
                    Board,
                    TabPlace.Bar,
                    [
                        new(
                            "What we ask you",
                            "We show you changes to the program four weeks before everybody else, and wait for your word.",
                            []
                        ),
                        new("When we meet", "Once a quarter, for ninety minutes, online. Minutes go to your admins.", []),
                    ]
                ),
            ]
        );

    /// <summary>In the afternoon of the first day: all of its members have joined by then.</summary>
    public static IEnumerable<StoryAct> Acts(StoryTime time) =>
        [new SegmentsMade(StoryTime.Calendar.StartOf(time.FirstDay).AddHours(15.5), Writer)];
}
