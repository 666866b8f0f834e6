using System.Text.Json;

namespace Entente.Sandbox.Store;

/// <summary>One rate from an instant on: home currency for one unit.</summary>
internal sealed record ExchangeRate(string Id, string Code, decimal Rate, DateTimeOffset From, bool Visible = true);

/// <summary>The account's own currency and those it has rates for.</summary>
internal sealed record Currencies(string Home, IReadOnlyList<ExchangeRate> Rates)
{
    public const string Key = "hubspot.currencies";

    /// <summary>What a new account has.</summary>
    public static Currencies Default { get; } =
        new("EUR", [new("1", "USD", 0.92m, DateTimeOffset.UnixEpoch), new("2", "GBP", 1.17m, DateTimeOffset.UnixEpoch)]);

    public static Currencies Of(CrmStore store) => store.Setting(Key) is { } json ? JsonSerializer.Deserialize<Currencies>(json)! : Default;

    /// <summary>Codes a deal may carry, the home currency first.</summary>
    public IEnumerable<string> Active => Current.Where(r => r.Visible).Select(r => r.Code).Prepend(Home);

    /// <summary>The newest rate of each currency.</summary>
    public IEnumerable<ExchangeRate> Current => Rates.GroupBy(r => r.Code).Select(g => g.OrderBy(r => r.From).ThenBy(r => r.Id).Last());

    /// <summary>Home currency for one unit of another; null for one that is not active.</summary>
    public decimal? Rate(string? code) => code is null || code == Home ? 1m : Current.FirstOrDefault(r => r.Code == code)?.Rate;
}
