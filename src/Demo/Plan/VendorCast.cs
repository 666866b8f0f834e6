using Entente.Access;

namespace Entente.Demo.Plan;

/// <summary>Corvane's own people, and how it cuts the map.</summary>
internal static class VendorCast
{
    public const string Tobias = "tobias.lindqvist@corvane.example";
    public const string Priya = "priya.raman@corvane.example";

    public static IReadOnlyList<StaffPlan> Staff { get; } =
    [
        new("Rhys Tallow", StoryPlan.Owner, StaffRole.Owner),
        new("Maren Voss", StoryPlan.Maren, StaffRole.Admin),
        new("Edda Solberg", "edda.solberg@corvane.example", StaffRole.PartnerManager),
        new("Noor Halabi", "noor.halabi@corvane.example", StaffRole.RevOps),
        new("Tobias Lindqvist", Tobias, StaffRole.Sales, Sells: true),
        new("Priya Raman", Priya, StaffRole.Sales, Sells: true),
        new("Cormac Ailes", "cormac.ailes@corvane.example", StaffRole.Sales, Sells: true),
        new("Lena Harmsworth", "lena.harmsworth@corvane.example", StaffRole.Sales, Sells: true),
        new("Odile Marchetti", "odile.marchetti@corvane.example", StaffRole.Finance),
        new("Hugh Pembry", "hugh.pembry@corvane.example", StaffRole.Marketing),
        new("Wanjiru Kagwe", "wanjiru.kagwe@corvane.example", StaffRole.Auditor),
    ];

    /// <summary>Reps, by market: who takes a deal over.</summary>
    public static string RepFor(Market market) =>
        market switch
        {
            Market.Britain => Tobias,
            Market.Nordics => "cormac.ailes@corvane.example",
            Market.German => "lena.harmsworth@corvane.example",
            _ => Priya,
        };

    public static IReadOnlyList<TerritoryPlan> Territories { get; } =
    [
        new("UK & Ireland", ["GB", "IE"]),
        new("Nordics", ["SE", "NO", "DK", "FI"]),
        new("Germany, Austria, Switzerland", ["DE", "AT", "CH"]),
        new("Benelux", ["NL", "BE", "LU"]),
        new("France and Iberia", ["FR", "ES", "PT"]),
    ];

    /// <summary>The territory that bears a market's companies; null for partners that may register anywhere.</summary>
    public static string? TerritoryOf(Market market) => market is Market.Europe ? null : Territories[(int)market].Name;
}
