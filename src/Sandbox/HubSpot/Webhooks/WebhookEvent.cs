using System.Text.Json.Serialization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>One event as HubSpot puts it into the array it posts. Names, order and types are theirs.</summary>
internal sealed record WebhookEvent
{
    public required long EventId { get; init; }
    public required long SubscriptionId { get; init; }
    public required long PortalId { get; init; }
    public required long AppId { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long OccurredAt { get; init; }
    public required string SubscriptionType { get; init; }
    public required int AttemptNumber { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ObjectId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PropertyName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PropertyValue { get; init; }
    public required string ChangeSource { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChangeFlag { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AssociationType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FromObjectId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ToObjectId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? AssociationRemoved { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPrimaryAssociation { get; init; }

    /// <summary>The events of one change for one subscription: none, one, or one per side of an association.</summary>
    public static IEnumerable<WebhookEvent> Of(Change change, WebhookSubscription to)
    {
        foreach (var e in All(change, to))
        {
            if (to.EventTypes!.Contains(e.SubscriptionType))
                yield return e;
        }
    }

    private static IEnumerable<WebhookEvent> All(Change change, WebhookSubscription to)
    {
        if (change.Link is { } link)
        {
            yield return Side(change, to, link.From, link.To);
            yield return Side(change, to, link.To, link.From);
            yield break;
        }
        var blank = Blank(change, to, change.Kind) with { ObjectId = change.Id };
        switch (change.Type)
        {
            case ChangeType.Created:
                yield return blank with
                {
                    SubscriptionType = Type(change.Kind, "creation"),
                    ChangeFlag = "NEW",
                };
                break;
            case ChangeType.Archived:
                yield return blank with
                {
                    SubscriptionType = Type(change.Kind, "deletion"),
                    ChangeFlag = "DELETED",
                };
                break;
            case ChangeType.Restored:
                yield return blank with
                {
                    SubscriptionType = Type(change.Kind, "restore"),
                    ChangeFlag = "RESTORED",
                };
                break;
            case ChangeType.FieldChanged when change.Field?.HubSpotName is { } name:
                yield return blank with
                {
                    SubscriptionType = Type(change.Kind, "propertyChange"),
                    PropertyName = name,
                    PropertyValue = WireValue(change),
                };
                break;
        }
    }

    private static WebhookEvent Side(Change change, WebhookSubscription to, long from, long other)
    {
        var (a, b) = (RecordIds.KindOf(from), RecordIds.KindOf(other));
        return Blank(change, to, a) with
        {
            // Each side is an event of its own, and the pair shares one change: keep their ids apart.
            EventId = (change.Sequence * 2) + (from == change.Link!.From ? 0 : 1),
            SubscriptionType = Type(a, "associationChange"),
            AssociationType = $"{a}_TO_{b}".ToUpperInvariant(),
            FromObjectId = from,
            ToObjectId = other,
            AssociationRemoved = change.Type == ChangeType.Unlinked,
            IsPrimaryAssociation = change.Link.Primary,
        };
    }

    private static WebhookEvent Blank(Change change, WebhookSubscription to, Kind kind) =>
        new()
        {
            EventId = change.Sequence * 2,
            SubscriptionId = to.Id,
            PortalId = to.PortalId!.Value,
            AppId = to.AppId!.Value,
            OccurredAt = change.When.ToUnixTimeMilliseconds(),
            SubscriptionType = Type(kind, ""),
            AttemptNumber = 0,
            ChangeSource = change.Origin.Door is Door.Page ? "CRM_UI" : "INTEGRATION",
            SourceId = change.Origin.Door is Door.Page ? $"userId:{change.Origin.User}" : change.Origin.App,
        };

    private static string Type(Kind kind, string what) => $"{kind.ToString().ToLowerInvariant()}.{what}";

    /// <summary>Webhooks carry dates as epoch milliseconds, unlike reads.</summary>
    private static string WireValue(Change change) =>
        change is { Value: { } value, Field.Type: FieldType.Date or FieldType.DateTime } && Canonical.ReadInstant(value) is { } at
            ? at.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)
            : change.Value ?? "";
}
