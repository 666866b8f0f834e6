namespace Entente.Registrations.Rules;

/// <summary>How many open registrations a partner may hold (REG-11); more for those who close what they register.</summary>
/// <param name="Base">For everybody.</param>
/// <param name="PerTenPercent">So many more for every full ten per cent of conversion.</param>
/// <param name="LookBackDays">Registrations that ended within so many days count for the conversion.</param>
public sealed record QuotaRules(int Base, int PerTenPercent, int LookBackDays)
{
    public static QuotaRules Default { get; } = new(250, 100, 365);
}

/// <summary>What a partner's record of registrations looks like at one moment.</summary>
/// <param name="Open">Waiting for a decision, or approved and not yet closed.</param>
/// <param name="Idle">Of the approved ones that run: those without any evidence (no first meeting, no progress, no deal that moved).</param>
/// <param name="Running">Approved and protected.</param>
/// <param name="Ended">Won, lost, withdrawn after the approval, released or expired, within the look back.</param>
/// <param name="Won">Of those.</param>
/// <param name="Dropped">Of those: released or expired without a deal.</param>
internal sealed record HoldingFacts(int Open, int Idle, int Running, int Ended, int Won, int Dropped)
{
    public static HoldingFacts None { get; } = new(0, 0, 0, 0, 0, 0);
}

/// <summary>One reason why a score is what it is, in a sentence for staff.</summary>
public sealed record HoardingSignal(string Words, int Points);

/// <summary>How much a partner holds without working on it: 0 (nothing) to 100. For the reviewer's page.</summary>
public sealed record HoardingScore(int Points, IReadOnlyList<HoardingSignal> Signals);

/// <summary>Whether a partner holds more than it works on. Pure.</summary>
internal static class Hoarding
{
    /// <summary>Fewer than this say nothing about a rate.</summary>
    private const int EnoughToJudge = 5;

    /// <summary>How many it may hold open. Grows with what it won, never below the base.</summary>
    public static int Quota(HoldingFacts facts, QuotaRules rules) =>
        facts.Ended < EnoughToJudge ? rules.Base : rules.Base + rules.PerTenPercent * (facts.Won * 10 / facts.Ended);

    /// <summary>Whether one more would be too many.</summary>
    public static bool IsFull(HoldingFacts facts, QuotaRules rules) => facts.Open >= Quota(facts, rules);

    public static HoardingScore Score(HoldingFacts facts, QuotaRules rules)
    {
        var signals = new List<HoardingSignal>();
        var quota = Quota(facts, rules);
        // How full the quota is weighs little; what lies idle and what was dropped weigh most.
        Add(signals, 20 * Math.Min(facts.Open, quota) / Math.Max(1, quota), $"{facts.Open} of {quota} open registrations used");
        if (facts.Running > 0)
            Add(signals, 50 * facts.Idle / facts.Running, $"{facts.Idle} of {facts.Running} protected ones without any evidence");
        if (facts.Ended >= EnoughToJudge)
            Add(signals, 30 * facts.Dropped / facts.Ended, $"{facts.Dropped} of {facts.Ended} in a year released or expired");
        return new(Math.Clamp(signals.Sum(s => s.Points), 0, 100), signals);
    }

    private static void Add(List<HoardingSignal> signals, int points, string words)
    {
        if (points > 0)
            signals.Add(new(words, points));
    }
}
