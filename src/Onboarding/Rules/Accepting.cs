namespace Entente.Onboarding.Rules;

/// <summary>A published version, as far as it matters for who must accept what by when.</summary>
public sealed record VersionTerms(int Number, DateOnly EffectiveOn, int GraceDays, AgreementAudience For)
{
    /// <summary>The first day on which claims wait for it.</summary>
    public DateOnly Gates => EffectiveOn.AddDays(GraceDays);
}

/// <summary>How a partner stands with one agreement on a day.</summary>
/// <param name="Offered">The version that it may accept now; null: nothing waits for it.</param>
/// <param name="Shut">Claims wait: what it accepted is not enough any more.</param>
/// <param name="ShutsOn">While they do not: the first day on which they will; null: no such day is known.</param>
public sealed record AgreementStanding(int? Offered, bool Shut, DateOnly? ShutsOn)
{
    public bool Waits => Offered is not null;

    /// <summary>The last day on which nothing waits for it.</summary>
    public DateOnly? LastDay => ShutsOn?.AddDays(-1);
}

/// <summary>
/// Which version a partner must have accepted on a day. On a day the highest version whose grace is over counts, for those whom it is for; whoever
/// accepted it or a later one is through. Until then what they accepted earlier is enough. A later one may be accepted as soon as it is published.
/// </summary>
public static class Accepting
{
    /// <summary>Reminders, in days before the last one.</summary>
    public static IReadOnlyList<int> Steps { get; } = [7, 1];

    /// <param name="versions">All that were published, in any order.</param>
    /// <param name="accepted">The highest version that the partner accepted; 0: none.</param>
    public static AgreementStanding Of(IReadOnlyCollection<VersionTerms> versions, Addressee who, int accepted, DateOnly today)
    {
        var wanting = Wanting(today);
        DateOnly? shuts = wanting is not null
            ? null
            : versions
                .Select(v => v.Gates)
                .Where(d => d > today)
                .Order()
                .Cast<DateOnly?>()
                .FirstOrDefault(d => Wanting(d!.Value) is not null);
        var newest = versions.MaxBy(v => v.Number);
        var offered = Lacks(newest) ? newest : wanting ?? (shuts is { } day ? Wanting(day) : null);
        return new(offered?.Number, wanting is not null, shuts);

        // What counts on that day and was not accepted.
        VersionTerms? Wanting(DateOnly day) => Counts(versions, day) is { } counts && Lacks(counts) ? counts : null;

        bool Lacks(VersionTerms? version) => version is not null && version.Number > accepted && version.For.Fits(who);
    }

    /// <summary>The version that counts on a day; null: none does yet.</summary>
    public static VersionTerms? Counts(IEnumerable<VersionTerms> versions, DateOnly day) =>
        versions.Where(v => v.Gates <= day).MaxBy(v => v.Number);

    /// <summary>Those that matter on that day or later: the one that counts, and those after it.</summary>
    public static IEnumerable<VersionTerms> Living(IReadOnlyCollection<VersionTerms> versions, DateOnly day)
    {
        var counts = Counts(versions, day)?.Number ?? 0;
        return versions.Where(v => v.Number >= counts);
    }

    /// <summary>The step of which a partner is reminded today; null: of none. Never on the day it was told, and each step once.</summary>
    /// <param name="last">The step of the last reminder; null: there was none.</param>
    public static int? Remind(DateOnly lastDay, DateOnly told, DateOnly today, int? last)
    {
        if (today <= told || today > lastDay)
            return null;
        var left = lastDay.DayNumber - today.DayNumber;
        return left <= 1 ? (last is 1 ? null : 1)
            : left <= 7 && last is null ? 7
            : null;
    }
}
