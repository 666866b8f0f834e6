using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>What the account says of itself.</summary>
/// <param name="TimeZone">An IANA name; days of the account (its daily limit, its dates) begin at midnight there.</param>
internal sealed record Account(
    string TimeZone = "Etc/UTC",
    string Type = "DEVELOPER_TEST",
    string UiDomain = "app.hubspot.com",
    string DataHosting = "eu1"
)
{
    private const string Key = "hubspot.account";

    public static Account Of(CrmStore store) => store.Setting(Key) is { } json ? JsonSerializer.Deserialize<Account>(json)! : new();

    /// <summary>Why it cannot be; null when it was kept.</summary>
    public static string? Keep(CrmStore store, Account account)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out _))
            return $"There is no time zone {account.TimeZone}.";
        store.Write(Origin.Admin, tx => tx.Setting(Key, JsonSerializer.Serialize(account)));
        return null;
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}
