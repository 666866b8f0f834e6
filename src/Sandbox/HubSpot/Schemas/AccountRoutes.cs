using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>What the account says of itself.</summary>
internal sealed class AccountRoutes(CrmStore store, RateLimits limits, SandboxOptions options, TimeProvider clock)
{
    /// <param name="account">Below `/account-info/…`.</param>
    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/details", (AccountRoutes r) => r.Details());
        account.MapGet("/api-usage/daily/private-apps", (AccountRoutes r) => r.Usage());
    }

    private IResult Details()
    {
        var (account, currencies) = (Account.Of(store), Currencies.Of(store));
        var offset = account.Local(clock.GetUtcNow()).Offset;
        return Wire.Json(
            new JsonObject
            {
                ["portalId"] = options.HubSpotPortalId,
                ["accountType"] = account.Type,
                ["timeZone"] = account.TimeZone,
                ["companyCurrency"] = currencies.Home,
                ["additionalCurrencies"] = new JsonArray([.. currencies.Active.Where(c => c != currencies.Home)]),
                ["utcOffset"] = $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
                ["utcOffsetMilliseconds"] = (long)offset.TotalMilliseconds,
                ["uiDomain"] = account.UiDomain,
                ["dataHostingLocation"] = account.DataHosting,
            }
        );
    }

    /// <summary>Calls of the day against the daily limit.</summary>
    private IResult Usage()
    {
        var now = Canonical.Instant(clock.GetUtcNow());
        return Wire.Json(
            new JsonObject
            {
                ["results"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "private-apps-api-calls-daily",
                        ["usageLimit"] = limits.DailyLimit,
                        ["currentUsage"] = limits.UsedToday,
                        ["collectedAt"] = now,
                        ["fetchStatus"] = "SUCCESS",
                        ["resetsAt"] = Canonical.Instant(limits.Midnight()),
                    }
                ),
            }
        );
    }
}
