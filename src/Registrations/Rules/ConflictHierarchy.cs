using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>How one rule of the hierarchy came out between the two.</summary>
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

/// <summary>
/// How a claimant stands among those who want the same customer, told against one of them: whoever leads, or, where the claimant leads, whoever
/// held out longest.
/// </summary>
/// <param name="Leader">Who of the two is ahead; null when nothing separates them.</param>
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
    public static Ruling Rule(Contender first, Contender second, BusinessCalendar calendar, ConflictRules? rules = null) =>
        Rule(first, [second], calendar, rules ?? ConflictRules.Default);

    /// <summary>A claimant among any number: the same ladder as a conflict's case climbs.</summary>
    /// <param name="others">At least one; of equals the first is the one it is told against.</param>
    public static Ruling Rule(Contender claimant, IReadOnlyList<Contender> others, BusinessCalendar calendar, ConflictRules rules)
    {
        Contender[] all = [claimant, .. others];
        IReadOnlyList<int> left = [.. Enumerable.Range(0, all.Length)];
        // After which step each was out; who holds out to the end, after none.
        var fell = Enumerable.Repeat(rules.Order.Count, all.Length).ToArray();
        for (var step = 0; step < rules.Order.Count && left.Count > 1; step++)
        {
            var best = ConflictLadder.Best(rules.Order[step], left, i => all[i], rules, calendar);
            foreach (var out_ in left.Except(best))
                fell[out_] = step;
            left = best;
        }
        var other = Enumerable.Range(1, others.Count).MaxBy(i => fell[i]);
        return new(
            claimant,
            all[other],
            [.. rules.Order.Select((step, at) => Told(step, at, (claimant, fell[0]), (all[other], fell[other])))],
            fell[0].CompareTo(fell[other]) switch
            {
                > 0 => claimant,
                < 0 => all[other],
                _ => null,
            }
        );
    }

    /// <summary>What a step is called.</summary>
    public static string Name(ConflictStep step) => step.Words();

    private static RuledStep Told(ConflictStep step, int at, (Contender Who, int Fell) first, (Contender Who, int Fell) second) =>
        new(
            Name(step),
            Fact(step, first.Who),
            Fact(step, second.Who),
            at > Math.Min(first.Fell, second.Fell) ? RuleOutcome.NotReached
                : second.Fell == at ? RuleOutcome.First
                : first.Fell == at ? RuleOutcome.Second
                : RuleOutcome.Level
        );

    private static string Fact(ConflictStep step, Contender c) =>
        step switch
        {
            ConflictStep.Registered => c.Registered is { } at ? $"Registered {Words.Day(at)}" : "Not registered",
            ConflictStep.Incumbent => c.IncumbentSince is { } since ? $"Serves it since {Words.Day(since)}" : "No contract",
            ConflictStep.FirstQualified => c.Qualified is { } at ? $"Qualified {Words.Day(at)}" : "Not qualified",
            ConflictStep.Certification => Specialists(c.Specialists),
            ConflictStep.Tier => c.TierRank is { } rank ? $"Tier {rank}" : "Not applicable",
            ConflictStep.ExactTime => (c.Qualified ?? c.Registered) is { } at ? Words.Moment(at) : "None",
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static string Specialists(int? count) =>
        count switch
        {
            null => "Not applicable",
            1 => "1 specialist",
            _ => $"{count} specialists",
        };
}
