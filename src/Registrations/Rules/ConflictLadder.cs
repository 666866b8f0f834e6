using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>What the hierarchy compares of one who wants to lead on a customer.</summary>
/// <param name="Name">For staff: the partner, or <c>Direct sales</c>.</param>
/// <param name="Registered">When the claim was made; null for somebody without one (a direct opportunity without activity).</param>
/// <param name="IncumbentSince">Since when it serves this customer; null: not at all.</param>
/// <param name="Qualified">As <see cref="Qualification.At"/> says; null: not qualified.</param>
/// <param name="Specialists">Certified people; null where that does not apply.</param>
/// <param name="TierRank">Higher is better; null where that does not apply.</param>
public sealed record Contender(
    string Name,
    DateTimeOffset? Registered,
    DateTimeOffset? IncumbentSince,
    DateTimeOffset? Qualified,
    int? Specialists,
    int? TierRank
);

/// <summary>
/// The one ladder (CON-3): each step keeps those who are best by it. The review of a claim and the case of a conflict both climb it. Pure, and the
/// same in whatever order they are listed.
/// </summary>
public static class ConflictLadder
{
    /// <summary>Those of several who are left after a step, in their order; never none.</summary>
    public static IReadOnlyList<T> Best<T>(
        ConflictStep step,
        IReadOnlyList<T> left,
        Func<T, Contender> of,
        ConflictRules rules,
        BusinessCalendar calendar
    ) =>
        step switch
        {
            ConflictStep.Registered => Having(left, p => of(p).Registered is not null),
            ConflictStep.Incumbent => Having(left, p => of(p).IncumbentSince is not null),
            ConflictStep.FirstQualified => First(left, p => of(p).Qualified, rules.TieDays, calendar),
            ConflictStep.Certification => Most(left, p => of(p).Specialists),
            ConflictStep.Tier => Most(left, p => of(p).TierRank),
            ConflictStep.ExactTime => Earliest(left, p => of(p).Qualified ?? of(p).Registered),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static IReadOnlyList<T> Having<T>(IReadOnlyList<T> left, Func<T, bool> what) => left.Any(what) ? [.. left.Where(what)] : left;

    private static IReadOnlyList<T> Most<T>(IReadOnlyList<T> left, Func<T, int?> what) =>
        [.. left.Where(p => (what(p) ?? 0) == left.Max(q => what(q) ?? 0))];

    // Qualified within so many business days of the earliest is tied with it; whoever is not qualified is out as soon as somebody is.
    private static IReadOnlyList<T> First<T>(
        IReadOnlyList<T> left,
        Func<T, DateTimeOffset?> qualified,
        int tieDays,
        BusinessCalendar calendar
    )
    {
        if (tieDays < 1)
            return Earliest(left, qualified);
        if (left.Min(qualified) is not { } earliest)
            return left;
        var tied = calendar.AddBusinessDays(earliest, tieDays);
        return [.. left.Where(p => qualified(p) is { } at && at <= tied)];
    }

    private static IReadOnlyList<T> Earliest<T>(IReadOnlyList<T> left, Func<T, DateTimeOffset?> when) =>
        left.Min(when) is { } earliest ? [.. left.Where(p => when(p) == earliest)] : left;
}
