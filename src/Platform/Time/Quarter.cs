using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Platform.Time;

/// <summary>A calendar quarter: <c>2026-Q4</c>.</summary>
public readonly record struct Quarter(int Year, int Number)
{
    public static Quarter Of(DateOnly day) => new(day.Year, (day.Month + 2) / 3);

    public DateOnly First => new(Year, Number * 3 - 2, 1);

    /// <summary>The last day of it.</summary>
    public DateOnly Last => Next.First.AddDays(-1);

    public Quarter Next => Number == 4 ? new(Year + 1, 1) : new(Year, Number + 1);

    public Quarter Previous => Number == 1 ? new(Year - 1, 4) : new(Year, Number - 1);

    /// <summary>As it stands in an address and in a row.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-Q{Number}");

    /// <summary>As people say it: <c>Q4 2026</c>.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"Q{Number} {Year}");

    /// <summary>As it was written by <see cref="ToString"/>; throws for anything else.</summary>
    public static Quarter Parse(string text) => TryParse(text, out var quarter) ? quarter : throw new FormatException(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out Quarter quarter)
    {
        quarter = default;
        if (
            text is not { Length: 7 }
            || text[4..6] != "-Q"
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or > 2200
            || text[6] is < '1' or > '4'
        )
            return false;
        quarter = new(year, text[6] - '0');
        return true;
    }
}
