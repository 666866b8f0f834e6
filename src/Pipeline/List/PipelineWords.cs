using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Pipeline.List;

/// <summary>How sums of the pipeline are written.</summary>
internal static class PipelineWords
{
    /// <summary><c>€1.64M</c>, with more currencies <c>€1.64M + $20k</c>; <c>nothing yet</c> without any.</summary>
    public static string Short(IReadOnlyList<Money> worth) =>
        worth.Count == 0 ? "nothing yet" : string.Join(" + ", worth.Select(Format.MoneyShort));

    /// <summary>What they are worth together, one sum a currency, the largest first; amounts of different currencies are never added.</summary>
    public static IReadOnlyList<Money> Worth(IEnumerable<Money?> amounts) =>
        [
            .. amounts
                .OfType<Money>()
                .GroupBy(m => m.Currency)
                .Select(g => g.Aggregate(Money.Zero(g.Key), (sum, m) => sum + m))
                .OrderByDescending(m => m.Major),
        ];

    /// <summary>A deal's name without the registration number at its end: <c>Oakhaven Media (DR-0987)</c> is Oakhaven Media.</summary>
    public static string Without(string? number, string name) =>
        number is not null && name.EndsWith($" ({number})", StringComparison.Ordinal) ? name[..^(number.Length + 3)] : name;

    public static string Whole(IReadOnlyList<Money> worth) => worth.Count == 0 ? "–" : string.Join(" + ", worth.Select(Format.Money));
}
