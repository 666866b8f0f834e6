using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>One of two who want to lead on a customer.</summary>
/// <param name="Name">For staff: the partner, or <c>Direct sales</c>.</param>
/// <param name="Registered">When the claim was made; null for somebody without one (a direct opportunity without activity).</param>
/// <param name="IncumbentSince">Since when it serves this customer; null: not at all.</param>
/// <param name="Qualified">When the claim was qualified: a complete submission, a meeting.</param>
/// <param name="Specialists">Certified people; null where that does not apply.</param>
/// <param name="TierRank">Higher is better; null where that does not apply.</param>
internal sealed record Contender(
    string Name,
    DateTimeOffset? Registered,
    DateTimeOffset? IncumbentSince,
    DateTimeOffset? Qualified,
    int? Specialists,
    int? TierRank
);

/// <summary>How one rule of the hierarchy came out.</summary>
internal enum RuleOutcome
{
    /// <summary>Did not separate the two.</summary>
    Level,
    First,
    Second,
    NotReached,
}

/// <summary>One rule with both sides' facts, in words.</summary>
internal sealed record RuledStep(string Rule, string First, string Second, RuleOutcome Outcome);

/// <summary>Who leads, and by which rule. <paramref name="Leader"/> is null when nothing separates the two.</summary>
internal sealed record Ruling(Contender First, Contender Second, IReadOnlyList<RuledStep> Steps, Contender? Leader)
{
    public RuledStep? DecidedBy => Steps.FirstOrDefault(s => s.Outcome is RuleOutcome.First or RuleOutcome.Second);
}

/// <summary>
/// The published hierarchy (CON-3), by default: registered beats unregistered, incumbent beats net-new, first qualified submission; claims within
/// one business day of the earliest count as tied, then certification decides, then tier, then exact time.
/// Pure, and the same whichever of the two is named first.
/// </summary>
internal static class ConflictHierarchy
{
    /// <param name="rules">Which steps, in which order; null: as published by default.</param>
    public static Ruling Rule(Contender first, Contender second, BusinessCalendar calendar, ConflictRules? rules = null)
    {
        rules ??= ConflictRules.Default;
        var tied = Tied(first.Qualified, second.Qualified, calendar, rules.TieDays);
        var steps = new List<RuledStep>();
        Contender? leader = null;
        foreach (var (rule, words, compared) in rules.Order.Select(step => Step(step, first, second, tied)))
        {
            if (leader is not null)
            {
                steps.Add(new(rule, words(first), words(second), RuleOutcome.NotReached));
                continue;
            }
            var outcome = compared switch
            {
                > 0 => RuleOutcome.First,
                < 0 => RuleOutcome.Second,
                _ => RuleOutcome.Level,
            };
            leader = outcome switch
            {
                RuleOutcome.First => first,
                RuleOutcome.Second => second,
                _ => null,
            };
            steps.Add(new(rule, words(first), words(second), outcome));
        }
        return new(first, second, steps, leader);
    }

    /// <summary>What a step is called.</summary>
    public static string Name(ConflictStep step) => step.Words();

    // Positive: the first leads. Each compares one thing only.
    private static (string Rule, Func<Contender, string> Words, int Compared) Step(
        ConflictStep step,
        Contender a,
        Contender b,
        bool tied
    ) =>
        step switch
        {
            ConflictStep.Registered => (
                Name(step),
                c => c.Registered is { } at ? $"Registered {Words.Day(at)}" : "Not registered",
                Has(a.Registered).CompareTo(Has(b.Registered))
            ),
            ConflictStep.Incumbent => (
                Name(step),
                c => c.IncumbentSince is { } since ? $"Serves it since {Words.Day(since)}" : "No contract",
                Has(a.IncumbentSince).CompareTo(Has(b.IncumbentSince))
            ),
            ConflictStep.FirstQualified => (
                Name(step),
                c => c.Qualified is { } at ? $"Qualified {Words.Day(at)}" : "Not qualified",
                tied ? 0 : Earlier(a.Qualified, b.Qualified)
            ),
            ConflictStep.Certification => (Name(step), c => Specialists(c.Specialists), (a.Specialists ?? 0).CompareTo(b.Specialists ?? 0)),
            ConflictStep.Tier => (
                Name(step),
                c => c.TierRank is { } rank ? $"Tier {rank}" : "Not applicable",
                (a.TierRank ?? 0).CompareTo(b.TierRank ?? 0)
            ),
            ConflictStep.ExactTime => (
                Name(step),
                c => (c.Qualified ?? c.Registered) is { } at ? Words.Moment(at) : "None",
                Earlier(a.Qualified ?? a.Registered, b.Qualified ?? b.Registered)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static bool Tied(DateTimeOffset? a, DateTimeOffset? b, BusinessCalendar calendar, int days)
    {
        if (days < 1 || a is not { } x || b is not { } y)
            return false;
        var (earliest, later) = x <= y ? (x, y) : (y, x);
        return later <= calendar.AddBusinessDays(earliest, days);
    }

    private static int Earlier(DateTimeOffset? a, DateTimeOffset? b) =>
        (a, b) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            var (x, y) => y.Value.CompareTo(x.Value),
        };

    private static bool Has(DateTimeOffset? at) => at is not null;

    private static string Specialists(int? count) =>
        count switch
        {
            null => "Not applicable",
            1 => "1 specialist",
            _ => $"{count} specialists",
        };
}
