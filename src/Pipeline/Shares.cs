using System.Globalization;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>A partner's part. <paramref name="BasisPoints"/>: hundredths of a per cent, 0 to 10,000.</summary>
public readonly record struct RoleShare(DealRole Role, int BasisPoints);

/// <summary>The arithmetic of shares: whole basis points, so that nothing is lost or made by rounding. Pure.</summary>
public static class Shares
{
    public const int Whole = 10_000;

    /// <summary>Equal shares that sum to the whole exactly; what is left over goes to the first ones, a basis point each.</summary>
    public static IReadOnlyList<int> Equal(int count) =>
        count < 1 ? [] : [.. Enumerable.Range(0, count).Select(i => Whole / count + (i < Whole % count ? 1 : 0))];

    /// <summary>Why these cannot stand beside each other; null: they can.</summary>
    public static Problem? Fault(IReadOnlyCollection<RoleShare> shares)
    {
        if (shares.Any(s => s.BasisPoints is < 0 or > Whole || !Enum.IsDefined(s.Role)))
            return Problem.Invalid("share.out_of_range", "shares", "A share lies between 0 and 100 %, and has a role.");
        var sum = shares.Sum(s => (long)s.BasisPoints);
        return sum > Whole
            ? Problem.Invalid("share.above_whole", "shares", $"Together the shares make {Percent(sum)}. They may not go above 100 %.")
            : null;
    }

    /// <summary>Reads <c>33.34</c> or <c>33,34</c>, with or without a sign of per cent; null: it is none, or finer than a basis point.</summary>
    public static int? Read(string? typed)
    {
        var text = (typed ?? "").Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        return
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 1000
            && decimal.Truncate(percent * 100) == percent * 100
            ? (int)(percent * 100)
            : null;
    }

    /// <summary><c>33.34 %</c>.</summary>
    public static string Percent(long basisPoints) => Plain(basisPoints) + " %";

    /// <summary><c>33.34</c>, as a field holds it.</summary>
    public static string Plain(long basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Words(this DealRole role) => role.ToString();
}
