using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Collaboration.Rules;

/// <summary>
/// Dates as people write them: <c>2026-05-29</c>, <c>29.05.2026</c>, <c>29 May 2026</c>, <c>May 29, 2026</c>, <c>2026年5月29日</c>, <c>Q3 2026</c>
/// (its last day). With slashes the day stands first unless it cannot.
/// </summary>
public static partial class Dates
{
    private static readonly Dictionary<string, int> Months = ClaimWordsList
        .Months.SelectMany((words, i) => words.Split('|').Select(w => (w, i + 1)))
        .GroupBy(p => p.w, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First().Item2, StringComparer.Ordinal);

    public static DateOnly? Read(string? text, DateOnly? today)
    {
        if (text is null)
            return null;
        var words = text.ToLowerInvariant();
        foreach (Match m in Iso().Matches(words))
            if (Of(m.Groups["a"].Value, m.Groups["b"].Value, m.Groups["c"].Value) is { } date)
                return date;
        foreach (Match m in Numbers().Matches(words))
        {
            var year = m.Groups["c"].Value.Length == 2 ? "20" + m.Groups["c"].Value : m.Groups["c"].Value;
            if ((Of(year, m.Groups["b"].Value, m.Groups["a"].Value) ?? Of(year, m.Groups["a"].Value, m.Groups["b"].Value)) is { } date)
                return date;
        }
        foreach (Match m in DayMonth().Matches(words))
            if (
                Months.TryGetValue(m.Groups["b"].Value, out var month)
                && Year(m.Groups["c"].Value, month, today) is { } year
                && Of(year, month, m.Groups["a"].Value) is { } date
            )
                return date;
        foreach (Match m in MonthDay().Matches(words))
            if (Months.TryGetValue(m.Groups["a"].Value, out var month) && Of(m.Groups["c"].Value, month, m.Groups["b"].Value) is { } date)
                return date;
        if (Quarter().Match(words) is { Success: true } q)
            return new DateOnly(
                int.Parse(q.Groups["b"].Value, CultureInfo.InvariantCulture),
                int.Parse(q.Groups["a"].Value, CultureInfo.InvariantCulture) * 3,
                1
            )
                .AddMonths(1)
                .AddDays(-1);
        foreach (Match m in MonthYear().Matches(words))
            if (Months.TryGetValue(m.Groups["a"].Value, out var month) && Of(m.Groups["b"].Value, month, "1") is { } first)
                return first.AddMonths(1).AddDays(-1);
        return null;
    }

    /// <summary>A date in a line that speaks of closing or deciding.</summary>
    public static DateOnly? NearClose(string text, DateOnly? today)
    {
        foreach (var line in text.Split('\n', '。'))
        {
            if (!line.AsSpan().ContainsAnyInRange('0', '9'))
                continue;
            foreach (var sentence in line.Split(". "))
                if (
                    ClaimWordsList.Close.Any(c => sentence.Contains(c, StringComparison.OrdinalIgnoreCase))
                    && Read(sentence, today) is { } date
                )
                    return date;
        }
        return null;
    }

    // Without a year: the next time the month comes.
    private static string? Year(string said, int month, DateOnly? today) =>
        said.Length > 0 ? said
        : today is { } day ? (month < day.Month ? day.Year + 1 : day.Year).ToString(CultureInfo.InvariantCulture)
        : null;

    private static DateOnly? Of(string year, int month, string day) => Of(year, month.ToString(CultureInfo.InvariantCulture), day);

    private static DateOnly? Of(string year, string month, string day)
    {
        var (y, m, d) = (
            int.Parse(year, CultureInfo.InvariantCulture),
            int.Parse(month, CultureInfo.InvariantCulture),
            int.Parse(day, CultureInfo.InvariantCulture)
        );
        return y is >= 2000 and < 2100 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    [GeneratedRegex(@"\b(?<a>20[0-9]{2})[\-/.年][ ]?(?<b>[01]?[0-9])[\-/.月][ ]?(?<c>[0-3]?[0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(?<a>[0-3]?[0-9])[./\-] ?(?<b>[0-3]?[0-9])[./\-] ?(?<c>20[0-9]{2}|[0-9]{2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"\b(?<a>[0-3]?[0-9])(?:st|nd|rd|th|er|\.)? (?:de |of )?(?<b>\p{L}{3,14})\.?,?(?: (?:de )?(?<c>20[0-9]{2}))?",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b(?<a>\p{L}{3,14})\.? (?<b>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?<c>20[0-9]{2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b[qt](?<a>[1-4])[ /\-]?(?<b>20[0-9]{2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"\b(?<a>\p{L}{3,14})\.?(?: de)? (?<b>20[0-9]{2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex MonthYear();
}
