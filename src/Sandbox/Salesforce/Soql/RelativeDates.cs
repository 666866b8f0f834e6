namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Salesforce's words for spans of days, taken in UTC (the sandbox's users live there).</summary>
internal static class RelativeDates
{
    /// <summary>More days, weeks, months or years than any record lies back.</summary>
    public const int MaxCount = 1500;

    public static readonly HashSet<string> Plain =
    [
        "TODAY",
        "YESTERDAY",
        "TOMORROW",
        "LAST_WEEK",
        "THIS_WEEK",
        "NEXT_WEEK",
        "LAST_MONTH",
        "THIS_MONTH",
        "NEXT_MONTH",
        "LAST_QUARTER",
        "THIS_QUARTER",
        "NEXT_QUARTER",
        "LAST_YEAR",
        "THIS_YEAR",
        "NEXT_YEAR",
        "LAST_90_DAYS",
        "NEXT_90_DAYS",
    ];

    public static readonly HashSet<string> Counted =
    [
        "LAST_N_DAYS",
        "NEXT_N_DAYS",
        "N_DAYS_AGO",
        "LAST_N_WEEKS",
        "NEXT_N_WEEKS",
        "LAST_N_MONTHS",
        "NEXT_N_MONTHS",
        "LAST_N_YEARS",
        "NEXT_N_YEARS",
    ];

    /// <summary>First day in, first day after.</summary>
    public static (DateOnly From, DateOnly Until) Span(RelativeDate word, DateOnly today)
    {
        var n = word.Count ?? 0;
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var year = new DateOnly(today.Year, 1, 1);
        return word.Keyword switch
        {
            "TODAY" => Days(today, 0, 1),
            "YESTERDAY" => Days(today, -1, 1),
            "TOMORROW" => Days(today, 1, 1),
            "LAST_WEEK" => Days(week, -7, 7),
            "THIS_WEEK" => Days(week, 0, 7),
            "NEXT_WEEK" => Days(week, 7, 7),
            "LAST_MONTH" => Months(month, -1, 1),
            "THIS_MONTH" => Months(month, 0, 1),
            "NEXT_MONTH" => Months(month, 1, 1),
            "LAST_QUARTER" => Months(quarter, -3, 3),
            "THIS_QUARTER" => Months(quarter, 0, 3),
            "NEXT_QUARTER" => Months(quarter, 3, 3),
            "LAST_YEAR" => Months(year, -12, 12),
            "THIS_YEAR" => Months(year, 0, 12),
            "NEXT_YEAR" => Months(year, 12, 12),
            "LAST_90_DAYS" => Days(today, -90, 91),
            "NEXT_90_DAYS" => Days(today, 1, 90),
            // The last n days include today, as Salesforce counts them; the next n begin tomorrow.
            "LAST_N_DAYS" => Days(today, -n, n + 1),
            "NEXT_N_DAYS" => Days(today, 1, n),
            "N_DAYS_AGO" => Days(today, -n, 1),
            "LAST_N_WEEKS" => Days(week, -7 * n, 7 * n),
            "NEXT_N_WEEKS" => Days(week, 7, 7 * n),
            "LAST_N_MONTHS" => Months(month, -n, n),
            "NEXT_N_MONTHS" => Months(month, 1, n),
            "LAST_N_YEARS" => Months(year, -12 * n, 12 * n),
            "NEXT_N_YEARS" => Months(year, 12, 12 * n),
            _ => throw new InvalidOperationException($"{word.Keyword} is in no list of relative dates."),
        };
    }

    private static (DateOnly From, DateOnly Until) Days(DateOnly day, int skip, int length) =>
        (day.AddDays(skip), day.AddDays(skip + length));

    private static (DateOnly From, DateOnly Until) Months(DateOnly day, int skip, int length) =>
        (day.AddMonths(skip), day.AddMonths(skip + length));
}
