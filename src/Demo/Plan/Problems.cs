namespace Entente.Demo.Plan;

/// <summary>What customers need, in the words of whoever registers them.</summary>
internal static class Problems
{
    private static readonly Dictionary<string, string[]> ByIndustry = new(StringComparer.Ordinal)
    {
        ["Food"] =
        [
            "Trace quality issues across six plants; audit in autumn.",
            "Recalls take days because nobody knows which batch went where.",
        ],
        ["Logistics"] =
        [
            "Late deliveries are explained by phone; they want to see them coming.",
            "Three depots report in three formats, month-end takes a week.",
        ],
        ["Utilities"] = ["The regulator asks for lineage of every reported figure.", "Sensor data stops and nobody notices for hours."],
        ["Insurance"] =
        [
            "Claims figures differ between finance and actuaries.",
            "Solvency report needs proof of where each number comes from.",
        ],
        ["Health care"] = ["Waiting-time reports are built by hand every week.", "Patient data flows must be documented before the audit."],
        ["Banking"] =
        [
            "Regulator wants data lineage for risk reports by year end.",
            "Forty nightly jobs, two people who know why they fail.",
        ],
        ["Media"] =
        [
            "Audience numbers arrive too late to sell by them.",
            "Campaign data is wrong twice a month; the client notices first.",
        ],
        ["Retail"] = ["Stock in the shop and stock in the system differ by a tenth.", "Price changes reach half of the tills."],
        ["Shipping"] =
        [
            "Fuel reporting across two fleets, each with its own system.",
            "Berth planning runs on a spreadsheet that one person owns.",
        ],
    };

    private static readonly string[] Others =
    [
        "Reports disagree and each department trusts its own.",
        "Data breaks at night and people find out at noon.",
        "A new data platform is chosen; they need to see what feeds what.",
        "An audit asks where the figures come from.",
    ];

    public static string For(string industry) => Of(industry)[0];

    public static string For(string industry, Dice dice) => dice.Pick(Of(industry));

    private static string[] Of(string industry) => ByIndustry.GetValueOrDefault(industry, Others);
}
