using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>Where an app wants to hear of changes. One per target address.</summary>
/// <param name="AppSecret">Signs the deliveries; null takes the sandbox's own.</param>
/// <param name="EventTypes">`deal.propertyChange`, `contact.creation`, …; empty means all of companies, contacts and deals.</param>
internal sealed record WebhookSubscription(
    string TargetUrl,
    string? AppSecret = null,
    IReadOnlyList<string>? EventTypes = null,
    long? AppId = null,
    long? PortalId = null,
    long Id = 0
);

/// <summary>Kept with the store, so that a restarted sandbox still knows whom to tell.</summary>
internal sealed class WebhookSubscriptions(CrmStore store, SandboxOptions options)
{
    private const string Key = "hubspot.webhooks";

    /// <summary>Event types of the three kinds apps may subscribe to by name.</summary>
    public static IReadOnlyList<string> AllTypes { get; } =
    [
        .. from kind in (string[])["company", "contact", "deal"]
        from what in (string[])["creation", "propertyChange", "deletion", "restore", "associationChange"]
        select $"{kind}.{what}",
    ];

    public IReadOnlyList<WebhookSubscription> All() =>
        store.Setting(Key) is { } json ? JsonSerializer.Deserialize<List<WebhookSubscription>>(json) ?? [] : [];

    /// <summary>Adds a subscription, or replaces the one of the same target; what is left out is filled in.</summary>
    public WebhookSubscription Put(WebhookSubscription order)
    {
        var full = order with
        {
            AppSecret = order.AppSecret ?? options.HubSpotAppSecret,
            EventTypes = order.EventTypes is { Count: > 0 } types ? types : AllTypes,
            AppId = order.AppId ?? options.HubSpotAppId,
            PortalId = order.PortalId ?? options.HubSpotPortalId,
        };
        return store.Write(
            Origin.Admin,
            tx =>
            {
                var all = All();
                full = full with
                {
                    Id = all.FirstOrDefault(s => s.TargetUrl == full.TargetUrl)?.Id ?? (all.Count == 0 ? 1 : all.Max(s => s.Id) + 1),
                };
                tx.Setting(Key, JsonSerializer.Serialize(all.Where(s => s.Id != full.Id).Append(full)));
                return full;
            }
        );
    }

    public void Clear() => store.Write(Origin.Admin, tx => tx.Setting(Key, "[]"));
}
