using System.Globalization;

namespace Entente.Platform.Values;

/// <summary>
/// An exact amount: <paramref name="Minor"/> units (cents for EUR, yen for JPY) of an ISO 4217 <paramref name="Currency"/>.
/// Amounts of different currencies are never added: that needs a rate and a date, and is somebody's decision.
/// </summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>How many decimal places the currency's minor unit stands for: 2, but 0 for yen and won, 3 for dinars.</summary>
    public int Decimals => DecimalsOf(Currency);

    /// <summary>The amount in major units, for display and for a CRM's wire format.</summary>
    public decimal Major => Minor / Scale(Currency);

    public static Money Zero(string currency) => new(0, currency);

    /// <summary>From major units; rounds half to even at the currency's minor unit. Throws when it does not fit a long.</summary>
    public static Money FromMajor(decimal major, string currency) =>
        new(checked((long)decimal.Round(major * Scale(currency), 0, MidpointRounding.ToEven)), currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + Same(a, b).Minor), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - Same(a, b).Minor), a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    /// <summary>A share of the amount, rounded half to even.</summary>
    public Money Times(Percent share) =>
        new(checked((long)decimal.Round(Minor * share.Points / 100m, 0, MidpointRounding.ToEven)), Currency);

    /// <summary>
    /// Splits by weights so that the parts always sum to the whole: the largest remainders get the left-over units,
    /// earlier parts first. Weights must not be negative, and one must be positive.
    /// </summary>
    public IReadOnlyList<Money> Split(IReadOnlyList<decimal> weights)
    {
        var total = weights.Sum();
        if (total <= 0 || weights.Any(w => w < 0))
            throw new ArgumentException("Weights must be positive.", nameof(weights));

        var (whole, sign, currency) = (Math.Abs((decimal)Minor), Math.Sign(Minor), Currency);
        var exact = weights.Select(w => whole * w / total).ToArray();
        var parts = exact.Select(e => (long)decimal.Floor(e)).ToArray();
        var left = (int)(whole - parts.Sum(p => (decimal)p));
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).Take(left))
            parts[i]++;

        return [.. parts.Select(p => new Money(sign * p, currency))];
    }

    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary><c>EUR 84000.00</c>: for logs and audit, not for people (see Ui's <c>Format</c>).</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Currency} {Major.ToString("F" + Decimals, CultureInfo.InvariantCulture)}");

    private static Money Same(Money a, Money b) =>
        string.Equals(a.Currency, b.Currency, StringComparison.Ordinal)
            ? b
            : throw new InvalidOperationException($"Cannot mix {a.Currency} and {b.Currency}.");

    private static decimal Scale(string currency) =>
        DecimalsOf(currency) switch
        {
            0 => 1m,
            3 => 1000m,
            _ => 100m,
        };

    private static int DecimalsOf(string currency) =>
        currency switch
        {
            "JPY"
            or "KRW"
            or "VND"
            or "CLP"
            or "ISK"
            or "UGX"
            or "XAF"
            or "XOF"
            or "XPF"
            or "PYG"
            or "RWF"
            or "KMF"
            or "GNF"
            or "DJF"
            or "BIF"
            or "VUV" => 0,
            "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
            _ => 2,
        };
}

/// <summary>A share: <c>new Percent(12.5m)</c> is 12.5 %.</summary>
public readonly record struct Percent(decimal Points)
{
    public static Percent Hundred => new(100m);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Points:0.##} %");
}
