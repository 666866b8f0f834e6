using System.Globalization;
using Entente.Platform.Time;
using Entente.Registrations.Rules;
using Entente.Ui;

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
/// within the tie of the earliest stays. It is the ladder by which a claim is reviewed too (<see cref="ConflictLadder"/>). Pure, and the same in
/// whatever order they are listed.
/// </summary>
internal static class Ladder
{
    public static LadderRuling Of(IReadOnlyList<Party> parties, ConflictRules rules, BusinessCalendar calendar, int policy)
    {
        IReadOnlyList<Party> left = [.. parties.OrderBy(p => p.Key, StringComparer.Ordinal)];
        var steps = new List<LadderStep>();
        foreach (var step in rules.Order)
        {
            var reached = left.Count > 1;
            if (reached)
                left = ConflictLadder.Best(step, left, AsContender, rules, calendar);
            steps.Add(
                new(
                    step,
                    step.Words(),
                    parties.ToDictionary(p => p.Key, p => Fact(step, p)),
                    [.. left.Select(p => p.Key)],
                    reached,
                    reached && left.Count == 1
                )
            );
        }
        return new(policy, steps, left.Count == 1 ? left[0].Key : null);
    }

    /// <summary>What a rule looks at, of one party alone: may be told to that party.</summary>
    public static string Fact(ConflictStep step, Party party) =>
        step switch
        {
            _ when party.Lingers => "The registration has ended",
            ConflictStep.Registered => party.Registered is { } at ? $"Registered {Signals.Day(at)}" : "Not registered",
            ConflictStep.Incumbent => party.IncumbentSince is { } since ? $"Serves it since {Signals.Day(since)}" : "No contract",
            ConflictStep.FirstQualified => party.Qualified is { } at ? $"Qualified {Signals.Day(at)}" : "Not qualified",
            ConflictStep.Certification => party switch
            {
                { Specialists: { } people } => Format.Count(people, "certified person", "certified people"),
                { Partner: null } => "Not applicable",
                _ => "Not recorded",
            },
            ConflictStep.Tier => party.TierRank is { } rank ? $"Tier {rank.ToString(CultureInfo.InvariantCulture)}" : "Not applicable",
            ConflictStep.ExactTime => (party.Qualified ?? party.Registered) is { } at
                ? at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                : "None",
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static Contender AsContender(Party p) => new(p.Name, p.Registered, p.IncumbentSince, p.Qualified, p.Specialists, p.TierRank);
}
