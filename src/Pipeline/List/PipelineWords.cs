using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Pipeline.List;

/// <summary>How sums of the pipeline are written.</summary>
internal static class PipelineWords
{
    /// <summary><c>€1.64M</c>, with more currencies <c>€1.64M + $20k</c>; <c>nothing yet</c> without any.</summary>
    public static string Short(IReadOnlyList<Money> worth) =>
        worth.Count == 0 ? "nothing yet" : string.Join(" + ", worth.Select(Format.MoneyShort));

    /// <summary>A deal's name without the registration number at its end: <c>Oakhaven Media (DR-0987)</c> is Oakhaven Media.</summary>
    public static string Without(string? number, string name) =>
        number is not null && name.EndsWith($" ({number})", StringComparison.Ordinal) ? name[..^(number.Length + 3)] : name;

    public static string Whole(IReadOnlyList<Money> worth) => worth.Count == 0 ? "–" : string.Join(" + ", worth.Select(Format.Money));
}
