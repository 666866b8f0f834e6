using Entente.Ui;

namespace Entente.Leads.Rules;

/// <summary>
/// How much a partner's recent record counts. A decline of its own, an offer that lapsed or a lead that was pulled back lowers its weight, a lead that was
/// won raises it; never below half and never above one and a half, so that nobody is shut out and nobody gets everything. Wrong region, wrong product and a
/// conflict with the customer are the vendor's own misses: they count for nothing.
/// </summary>
public static class Weighing
{
    public const int Days = 90;
    public const int Lowest = 50;
    public const int Highest = 150;
    private const int ForDecline = 5;
    private const int ForLapse = 15;
    private const int ForPullBack = 20;
    private const int ForWin = 10;

    /// <summary>In per cent of the partner's weight.</summary>
    public static int Percent(LeadRecord record) =>
        (int)
            Math.Clamp(
                100L
                    + (long)ForWin * record.Won
                    - (long)ForDecline * record.Declined
                    - (long)ForLapse * record.Lapsed
                    - (long)ForPullBack * record.PulledBack,
                Lowest,
                Highest
            );

    /// <summary>The sentences behind <see cref="Percent"/>; none for a partner without a record.</summary>
    public static IReadOnlyList<string> Words(LeadRecord record)
    {
        List<string> words =
        [
            .. Line(record.Won, "won", "+", ForWin),
            .. Line(record.Declined, "declined", "−", ForDecline),
            .. Line(record.Lapsed, "left unanswered", "−", ForLapse),
            .. Line(record.PulledBack, "pulled back or given back", "−", ForPullBack),
        ];
        var percent = Percent(record);
        if (words.Count > 0 && percent is Lowest or Highest)
            words.Add($"No record counts for {(percent == Lowest ? "less" : "more")} than {percent} %");
        return words;
    }

    private static IEnumerable<string> Line(int count, string what, string sign, int each) =>
        count == 0 ? [] : [$"{Format.Count(count, "lead")} {what} in {Days} days: {sign}{each * count} %"];
}
