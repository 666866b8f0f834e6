using Entente.Ui;

namespace Entente.Health.Rules;

/// <summary>How a score is told.</summary>
public static class HealthWords
{
    /// <summary>Below it a partner needs somebody.</summary>
    public const int Poor = 50;

    /// <summary>From here on it is well.</summary>
    public const int Good = 70;

    /// <summary>So many points down in <see cref="Back"/> days is a slip.</summary>
    public const int Slip = 10;

    /// <summary>Days that the change looks back.</summary>
    public const int Back = 30;

    /// <summary>When nothing was kept on that very day, the newest of so many days before it is taken.</summary>
    public const int BackAtMost = 37;

    private const int Named = 3;

    public static string Words(this HealthArea area) => area.ToString();

    public static Tone Tone(int score) =>
        score < Poor ? Ui.Tone.Bad
        : score < Good ? Ui.Tone.Warn
        : Ui.Tone.Ok;

    public static string Standing(int score) =>
        score < Poor ? "Needs somebody"
        : score < Good ? "Weak in places"
        : "Healthy";

    /// <summary><c>Down 6 in 30 days</c>; null: nothing was measured then.</summary>
    public static string? Change(int score, int? before) =>
        (score - before) switch
        {
            null => null,
            0 => $"As {Back} days ago",
            > 0 and var up => $"Up {Format.Number(up)} in {Back} days",
            var down => $"Down {Format.Number(-down.Value)} in {Back} days",
        };

    /// <summary>The signals that cost most, the dearest first, three at most; those of the same cost in the order of their kinds.</summary>
    public static IReadOnlyList<HealthSignal> Dearest(IEnumerable<HealthPart> parts) =>
        [.. parts.SelectMany(p => p.Signals).Where(s => s.Lost > 0).OrderByDescending(s => s.Lost).ThenBy(s => s.Kind).Take(Named)];

    /// <summary>Areas of which nothing is measured, in words; null: every one is.</summary>
    public static string? NotMeasured(IEnumerable<HealthPart> parts)
    {
        string[] missing = [.. Enum.GetValues<HealthArea>().Except(parts.Select(p => p.Area)).Select(a => a.Words())];
        return missing.Length == 0
            ? null
            : $"Nothing is measured of {string.Join(" and ", missing).ToLowerInvariant()}: the rest makes the hundred.";
    }
}
