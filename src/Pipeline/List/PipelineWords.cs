using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Pipeline.List;

/// <summary>How sums of the pipeline are written.</summary>
internal static class PipelineWords
{
    /// <summary><c>€1.64M</c>, with more currencies <c>€1.64M + $20k</c>; <c>nothing yet</c> without any.</summary>
    public static string Short(IReadOnlyList<Money> worth) =>
        worth.Count == 0 ? "nothing yet" : string.Join(" + ", worth.Select(Format.MoneyShort));

    public static string Whole(IReadOnlyList<Money> worth) => worth.Count == 0 ? "–" : string.Join(" + ", worth.Select(Format.Money));
}
