using Entente.Platform.Matching.Pairs;

namespace Entente.Platform.Matching;

/// <summary>
/// Two whole records compared: how likely they are one company's, what to do, and why. Pure and symmetric. The probability is calibrated
/// (see the README of this folder); between the two thresholds somebody is asked.
/// </summary>
public static class CompanyPair
{
    /// <summary>At least so likely: the same.</summary>
    public const double Same = 0.85;

    /// <summary>Less likely than this: different.</summary>
    public const double Different = 0.20;

    /// <summary>Never throws; records with nothing in common to compare are <see cref="PairVerdict.Ask"/>.</summary>
    public static PairAnswer Of(CompanyRecord left, CompanyRecord right) => Of(Reading.Of(left), Reading.Of(right));

    /// <summary>One against each of several, in their order; read once.</summary>
    public static IReadOnlyList<PairAnswer> OfMany(CompanyRecord left, IReadOnlyList<CompanyRecord> rights)
    {
        if (rights.Count == 0)
            return [];
        var read = Reading.Of(left);
        return [.. rights.Select(right => Of(read, Reading.Of(right)))];
    }

    private static PairAnswer Of(Reading a, Reading b)
    {
        var evidence = new Evidence(a, b);
        var probability = evidence.Probability();
        return new PairAnswer(Math.Round(probability, 4), VerdictOf(probability), Sentence.Of(evidence));
    }

    internal static double Probability(Reading a, Reading b) => new Evidence(a, b).Probability();

    internal static PairVerdict VerdictOf(double probability) =>
        probability >= Same ? PairVerdict.Same
        : probability < Different ? PairVerdict.Different
        : PairVerdict.Ask;
}
