using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Platform.Values;

namespace Entente.Reviews.Rules;

/// <summary>What people type into reviews, and why it is refused.</summary>
public static partial class ReviewText
{
    public const int LongestLine = 200;
    public const int LongestText = 4000;
    public const int LongestUnit = 30;
    public const decimal MostAmount = 1_000_000_000_000m;

    [GeneratedRegex(@"^([0-9]{1,3}(,[0-9]{3})*|[0-9]+)(\.[0-9]{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written { get; }

    /// <summary>One line that has to be there.</summary>
    public static string Line(string? typed, string field, string missing, Dictionary<string, string> wrong)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0)
            wrong[field] = missing;
        else if (text.Length > LongestLine)
            wrong[field] = $"Keep it within {LongestLine} characters.";
        return text;
    }

    /// <summary>Several lines, or none.</summary>
    public static string Lines(string? typed, string field, Dictionary<string, string> wrong)
    {
        var text = TypedText.Lines(typed);
        if (text.Length > LongestText)
            wrong[field] = $"Keep it within {Ui.Format.Number(LongestText)} characters.";
        return text;
    }

    /// <summary>A number such as <c>1,500</c> or <c>1500.50</c>; what could be read in two ways (<c>1,5</c>, <c>250.000</c>) is asked about.</summary>
    /// <returns>Rounded as the database keeps it; null: nothing was typed, or it is in <paramref name="wrong"/>.</returns>
    public static decimal? Amount(string? typed, string field, bool required, Dictionary<string, string> wrong)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0 && !required)
            return null;
        if (
            Written.IsMatch(text)
            && decimal.TryParse(
                text.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            && amount < MostAmount
        )
            return Math.Round(amount, 2);
        wrong[field] = "Write a number, such as 250000.";
        return null;
    }

    public static string Unit(string? typed, string field, Dictionary<string, string> wrong)
    {
        var unit = TypedText.Line(typed);
        if (unit.Length is 0 or > LongestUnit)
            wrong[field] = $"Give the unit, such as EUR or deals, in up to {LongestUnit} characters.";
        return unit;
    }

    /// <summary>A day as the browser sends it: <c>2026-11-30</c>.</summary>
    public static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(TypedText.Line(typed), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 2200
            ? day
            : null;
}
