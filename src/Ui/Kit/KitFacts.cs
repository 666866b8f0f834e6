namespace Entente.Ui.Kit;

/// <summary>The invented facts of the kit: always the same day, so that pictures of it can be compared.</summary>
internal static class KitFacts
{
    public static readonly Reader Reader = new(
        new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero),
        TimeZoneInfo.FindSystemTimeZoneById("Europe/London")
    );

    public static readonly TimeSpan Promise = TimeSpan.FromHours(48);

    /// <summary>A March instant of 2026.</summary>
    public static DateTimeOffset March(int day, int hour, int minute) => new(2026, 3, day, hour, minute, 0, TimeSpan.Zero);

    public static DateTimeOffset At(int month, int day) => new(2026, month, day, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An id whose avatar has the tint 1 to 6.</summary>
    public static Guid Tinted(int tint) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(tint - 1));

    public static readonly IReadOnlyList<string> Roles =
    [
        "canvas",
        "surface",
        "raised",
        "sunken",
        "hover",
        "line",
        "line-2",
        "line-in",
        "text",
        "text-2",
        "text-3",
        "brand",
        "brand-strong",
        "brand-mark",
        "brand-ink",
        "brand-tint",
        "brand-tint-2",
        "brand-line",
        "focus",
    ];
}
