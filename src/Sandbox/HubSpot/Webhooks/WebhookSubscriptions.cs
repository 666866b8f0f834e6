using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>One line of an app's own settings: one type of event, of one property where it is about a property.</summary>
internal sealed record AppSubscription(
    long Id,
    string EventType,
    string? PropertyName,
    string? ObjectTypeId,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public bool Wants(string type, string? typeId, string? property) =>
        Active
        && EventType == type
        && (ObjectTypeId is null || ObjectTypeId == typeId)
        && (PropertyName is null || PropertyName == property);
}

/// <summary>Where an app wants to hear of changes. One per target address.</summary>
/// <param name="AppSecret">Signs the deliveries; null takes the sandbox's own.</param>
/// <param name="EventTypes">`deal.propertyChange`, `contact.creation`, `object.creation:0-136`, …; empty means all of companies, contacts and deals.</param>
/// <param name="Lines">An app's own subscriptions, in place of the types.</param>
internal sealed record WebhookSubscription(
    string TargetUrl,
    string? AppSecret = null,
    IReadOnlyList<string>? EventTypes = null,
    long? AppId = null,
    long? PortalId = null,
    long Id = 0,
    IReadOnlyList<AppSubscription>? Lines = null
)
{
    /// <summary>Ids of the subscriptions that want an event; a generic one names the type id after a colon.</summary>
    public IEnumerable<long> Wanting(string type, string? typeId, string? property) =>
        Lines is not null ? Lines.Where(l => l.Wants(type, typeId, property)).Select(l => l.Id)
        : EventTypes!.Contains(typeId is null ? type : $"{type}:{typeId}") ? [Id]
        : [];
}

/// <summary>Kept with the store, so that a restarted sandbox still knows whom to tell.</summary>
internal sealed class WebhookSubscriptions(CrmStore store, AppWebhooks app, SandboxOptions options)
{
    private const string Key = "hubspot.webhooks";

    private (string? Json, List<WebhookSubscription> All) read = (null, []);

    /// <summary>Event types of the three kinds every app hears of.</summary>
    public static IReadOnlyList<string> AllTypes { get; } =
    [
        .. from kind in (string[])["company", "contact", "deal"]
        from what in (string[])["creation", "propertyChange", "deletion", "restore", "associationChange", "merge"]
        select $"{kind}.{what}",
        "contact.privacyDeletion",
    ];

    /// <summary>What the admin API was told.</summary>
    public IReadOnlyList<WebhookSubscription> All()
    {
        var json = store.Setting(Key);
        var seen = read;
        if (!ReferenceEquals(json, seen.Json))
            read = seen = (json, json is null ? [] : JsonSerializer.Deserialize<List<WebhookSubscription>>(json) ?? []);
        return seen.All;
    }

    /// <summary>Everyone to tell: those of the admin API, and the app by its own settings.</summary>
    public IEnumerable<WebhookSubscription> Told() => app.Subscription() is { } own ? All().Append(own) : All();

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
