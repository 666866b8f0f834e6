using Entente.Crm.Mapping;
using Entente.Platform.Values;

namespace Entente.Pipeline.Rules.Forecasts;

/// <summary>Deals of one currency that look alike to a forecast.</summary>
/// <param name="Won">Won in the quarter; else open, and expected to close in it.</param>
/// <param name="Means">What the stage of the open ones means.</param>
/// <param name="Chance">0 to 1, of the stage.</param>
/// <param name="Amount">Minor units, all together.</param>
/// <param name="Squares">The sum of the squares of their amounts, minor units squared: how unequal they are.</param>
public sealed record ForecastDeals(bool Won, EntenteStage Means, decimal Chance, int Deals, decimal Amount, decimal Squares);

/// <summary>What a quarter will bring, in one currency; minor units.</summary>
/// <param name="Won">In the books.</param>
/// <param name="Weighted">Won, and what is open by the chance of its stage.</param>
/// <param name="Commit">Won, and what stands in its last stage before the signature.</param>
/// <param name="Best">Won, and everything open.</param>
/// <param name="Low">With <paramref name="High"/>: four times of five it ends between.</param>
public sealed record ForecastSums(string Currency, int Deals, long Won, long Weighted, long Commit, long Best, long Low, long High)
{
    public Money Of(Func<ForecastSums, long> sum) => new(sum(this), Currency);
}

/// <summary>Adds up a quarter (PIP-6). Pure.</summary>
internal static class Forecast
{
    /// <summary>How many standard deviations hold four of five cases.</summary>
    private const double FourOfFive = 1.2815515655446004;

    /// <param name="kept">How past quarters ended as a share of what was weighted at the same week of theirs: 0.9 is a tenth less.</param>
    public static ForecastSums Of(string currency, IEnumerable<ForecastDeals> deals, IReadOnlyList<double> kept)
    {
        var (count, won, open, weighted, commit, variance) = (0, 0m, 0m, 0m, 0m, 0m);
        foreach (var d in deals)
        {
            count += d.Deals;
            if (d.Won)
            {
                won += d.Amount;
                continue;
            }
            open += d.Amount;
            weighted += d.Amount * d.Chance;
            variance += d.Squares * d.Chance * (1 - d.Chance);
            if (d.Means is EntenteStage.Commitment)
                commit += d.Amount;
        }
        var (low, high) = kept.Count >= Enough ? ByHistory(weighted, kept) : ByChance(weighted, variance);
        return new(
            currency,
            count,
            Whole(won),
            Whole(won + weighted),
            Whole(won + commit),
            Whole(won + open),
            Whole(won + Math.Clamp(low, 0, open)),
            Whole(won + Math.Clamp(high, 0, open))
        );
    }

    /// <summary>So many past quarters say more than the chances of the stages.</summary>
    public const int Enough = 4;

    // Each deal is won or not by its chance, whatever becomes of the others.
    private static (decimal Low, decimal High) ByChance(decimal weighted, decimal variance)
    {
        var spread = (decimal)(FourOfFive * Math.Sqrt((double)variance));
        return (weighted - spread, weighted + spread);
    }

    private static (decimal Low, decimal High) ByHistory(decimal weighted, IReadOnlyList<double> kept)
    {
        var sorted = kept.Order().ToList();
        return (weighted * (decimal)Quantile(sorted, 0.1), weighted * (decimal)Quantile(sorted, 0.9));
    }

    private static double Quantile(List<double> sorted, double at)
    {
        var place = at * (sorted.Count - 1);
        var (below, share) = ((int)place, place - (int)place);
        return below + 1 < sorted.Count ? sorted[below] * (1 - share) + sorted[below + 1] * share : sorted[below];
    }

    private static long Whole(decimal minor) => (long)decimal.Round(minor, 0, MidpointRounding.ToEven);
}

/// <summary>How well a forecast held (PIP-6).</summary>
internal static class Accuracy
{
    /// <summary>Within so much of what was said, it held.</summary>
    public const decimal Mark = 15;

    /// <summary>What was closed as a share of what was forecast; null: nothing was.</summary>
    public static Percent? Of(long forecast, long closed) => forecast <= 0 ? null : new Percent(decimal.Round(closed * 100m / forecast, 1));

    public static bool Held(Percent of) => Math.Abs(of.Points - 100) <= Mark;
}
