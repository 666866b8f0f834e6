using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Rules;

/// <summary>How large a lead is, as whoever has not accepted it may know.</summary>
public static class AmountBand
{
    private static readonly long[] Steps = [10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000];

    /// <summary><c>€25,000 to €50,000</c>; empty where nobody guessed.</summary>
    public static string Of(Money? amount)
    {
        if (amount is not { } money)
            return "";
        var above = Steps.LastOrDefault(s => money.Major >= s);
        var below = Steps.FirstOrDefault(s => money.Major < s);
        return above == 0 ? $"Below {Words(below, money)}"
            : below == 0 ? $"{Words(above, money)} and more"
            : $"{Words(above, money)} to {Words(below, money)}";
    }

    private static string Words(long step, Money like) => Format.Money(Money.FromMajor(step, like.Currency));
}
