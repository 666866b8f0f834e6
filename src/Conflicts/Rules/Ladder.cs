using System.Globalization;
using Entente.Platform.Time;
using Entente.Registrations.Rules;

namespace Entente.Conflicts.Rules;

/// <summary>One rule of the hierarchy in force, as it came out.</summary>
/// <param name="Rule">Its published name.</param>
/// <param name="Facts">What it looked at, by the party's key.</param>
/// <param name="Left">Who was left after it, in order of their keys.</param>
/// <param name="Reached">False: an earlier rule had decided.</param>
/// <param name="Decides">One is left after it, and several were before.</param>
internal sealed record LadderStep(
    ConflictStep Step,
    string Rule,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<string> Left,
    bool Reached,
    bool Decides
);

/// <summary>Who leads among any number, and by which rule. <paramref name="Leader"/> is the party's key; null: nothing separates them.</summary>
internal sealed record LadderRuling(int Policy, IReadOnlyList<LadderStep> Steps, string? Leader)
{
    public LadderStep? DecidedBy => Steps.FirstOrDefault(s => s.Decides);
}

/// <summary>
/// The published hierarchy (CON-3) among any number of parties: each rule keeps those who are best by it, until one is left. Who qualified
/// within the tie of the earliest stays. Between two it is the same ruling as the assessment's. Pure, and the same in whatever order they are
/// listed.
/// </summary>
internal static class Ladder
{
    public static LadderRuling Of(IReadOnlyList<Party> parties, ConflictRules rules, BusinessCalendar calendar, int policy)
    {
        var left = parties.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        var steps = new List<LadderStep>();
        foreach (var step in rules.Order)
        {
            var reached = left.Count > 1;
            var before = left.Count;
            if (reached)
                left = Best(step, left, rules, calendar);
            steps.Add(
                new(
                    step,
                    step.Words(),
                    parties.ToDictionary(p => p.Key, p => Fact(step, p)),
                    [.. left.Select(p => p.Key)],
                    reached,
                    reached && before > 1 && left.Count == 1
                )
            );
        }
        return new(policy, steps, left.Count == 1 ? left[0].Key : null);
    }

    /// <summary>What a rule looks at, of one party alone: may be told to that party.</summary>
    public static string Fact(ConflictStep step, Party party) =>
        step switch
        {
            ConflictStep.Registered => party.Registered is { } at ? $"Registered {Signals.Day(at)}" : "Not registered",
            ConflictStep.Incumbent => party.IncumbentSince is { } since ? $"Serves it since {Signals.Day(since)}" : "No contract",
            ConflictStep.FirstQualified => party.Qualified is { } at ? $"Qualified {Signals.Day(at)}" : "Not qualified",
            // Nobody records certificates yet.
            ConflictStep.Certification => "Not recorded",
            ConflictStep.Tier => party.TierRank is { } rank ? $"Tier {rank.ToString(CultureInfo.InvariantCulture)}" : "Not applicable",
            ConflictStep.ExactTime => (party.Qualified ?? party.Registered) is { } at
                ? at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                : "None",
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static List<Party> Best(ConflictStep step, List<Party> left, ConflictRules rules, BusinessCalendar calendar) =>
        step switch
        {
            ConflictStep.Registered => Having(left, p => p.Registered is not null),
            ConflictStep.Incumbent => Having(left, p => p.IncumbentSince is not null),
            ConflictStep.FirstQualified => First(left, rules.TieDays, calendar),
            ConflictStep.Certification => left,
            ConflictStep.Tier => left.FindAll(p => (p.TierRank ?? 0) == left.Max(q => q.TierRank ?? 0)),
            ConflictStep.ExactTime => Earliest(left, p => p.Qualified ?? p.Registered),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static List<Party> Having(List<Party> left, Predicate<Party> what) => left.Exists(what) ? left.FindAll(what) : left;

    private static List<Party> First(List<Party> left, int tieDays, BusinessCalendar calendar)
    {
        if (tieDays < 1)
            return Earliest(left, p => p.Qualified);
        if (left.Min(p => p.Qualified) is not { } earliest)
            return left;
        var tied = calendar.AddBusinessDays(earliest, tieDays);
        return left.FindAll(p => p.Qualified is { } at && at <= tied);
    }

    private static List<Party> Earliest(List<Party> left, Func<Party, DateTimeOffset?> when) =>
        left.Min(when) is { } earliest ? left.FindAll(p => when(p) == earliest) : left;
}
