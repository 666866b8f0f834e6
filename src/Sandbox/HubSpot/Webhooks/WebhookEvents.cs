using System.Globalization;
using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>Changes of the store as the events HubSpot makes of them.</summary>
internal sealed class WebhookEvents(Labels labels)
{
    /// <summary>Types apps may subscribe to by name; all others only as `object.…` with a type id.</summary>
    public static IReadOnlyDictionary<Kind, string> Named { get; } =
        new Dictionary<Kind, string>
        {
            [Kind.Company] = "company",
            [Kind.Contact] = "contact",
            [Kind.Deal] = "deal",
            [Kind.Ticket] = "ticket",
            [Kind.Product] = "product",
            [Kind.LineItem] = "line_item",
        };

    /// <summary>The events of one change for one subscriber: none, one, or one per side of an association.</summary>
    public IEnumerable<WebhookEvent> Of(Change change, WebhookSubscription to)
    {
        foreach (var (what, kind, e) in All(change, to))
        {
            var typeId = ObjectTypes.TypeId(kind);
            if (Named.TryGetValue(kind, out var name))
            {
                foreach (var id in to.Wanting($"{name}.{what}", null, e.PropertyName))
                    yield return e with
                    {
                        SubscriptionId = id,
                        SubscriptionType = $"{name}.{what}",
                        TypeId = typeId,
                    };
            }
            foreach (var id in to.Wanting($"object.{what}", typeId, e.PropertyName))
                yield return Generic(change, e) with
                {
                    SubscriptionId = id,
                    SubscriptionType = $"object.{what}",
                    TypeId = typeId,
                    ObjectTypeId = typeId,
                };
        }
    }

    private static IEnumerable<(string What, Kind Kind, WebhookEvent Event)> All(Change change, WebhookSubscription to)
    {
        var blank = Blank(change, to) with { ObjectId = change.Id };
        return change switch
        {
            { Link: { } link } =>
            [
                ("associationChange", RecordIds.KindOf(link.From), Side(change, to, link.From, link.To)),
                ("associationChange", RecordIds.KindOf(link.To), Side(change, to, link.To, link.From)),
            ],
            { Type: ChangeType.Created } => [("creation", change.Kind, blank with { ChangeFlag = "NEW" })],
            { Type: ChangeType.Archived } => [("deletion", change.Kind, blank with { ChangeFlag = "DELETED" })],
            { Type: ChangeType.Restored } => [("restore", change.Kind, blank with { ChangeFlag = "RESTORED" })],
            { Type: ChangeType.Erased, Kind: Kind.Contact } => [("privacyDeletion", change.Kind, blank with { ChangeFlag = "DELETED" })],
            { Type: ChangeType.Erased } => [("deletion", change.Kind, blank with { ChangeFlag = "DELETED" })],
            { Type: ChangeType.Merged } =>
            [
                (
                    "merge",
                    change.Kind,
                    blank with
                    {
                        ObjectId = change.Gone[0],
                        PrimaryObjectId = change.Gone[0],
                        MergedObjectIds = [.. change.Gone.Skip(1)],
                        NewObjectId = change.Id,
                        NumberOfPropertiesMoved = change.Moved,
                        ChangeFlag = "MERGED",
                    }
                ),
            ],
            { Type: ChangeType.FieldChanged, Field.HubSpotName: { } name } =>
            [
                ("propertyChange", change.Kind, blank with { PropertyName = name, PropertyValue = WireValue(change) }),
            ],
            _ => [],
        };
    }

    private static WebhookEvent Side(Change change, WebhookSubscription to, long from, long other) =>
        Blank(change, to) with
        {
            // Each side is an event of its own, and the pair shares one change: keep their ids apart.
            EventId = (change.Sequence * 2) + (from == change.Link!.From ? 0 : 1),
            AssociationType =
                $"{ObjectTypes.Singular(RecordIds.KindOf(from))}_TO_{ObjectTypes.Singular(RecordIds.KindOf(other))}".ToUpperInvariant(),
            FromObjectId = from,
            ToObjectId = other,
            AssociationRemoved = change.Type == ChangeType.Unlinked,
            IsPrimaryAssociation = change.Link.Primary,
        };

    /// <summary>What the generic events of associations say beyond the named ones.</summary>
    private WebhookEvent Generic(Change change, WebhookEvent e)
    {
        if (change.Link is not { } link || e.FromObjectId is not { } from)
            return e;
        var (a, b) = (RecordIds.KindOf(from), RecordIds.KindOf(link.OtherEnd(from)));
        var label = labels.Of(link, from).Select(l => ((int TypeId, string Category)?)(l.TypeId, l.Category)).FirstOrDefault();
        return e with
        {
            FromObjectTypeId = ObjectTypes.TypeId(a),
            ToObjectTypeId = ObjectTypes.TypeId(b),
            AssociationTypeId = label?.TypeId ?? DefaultTypes.Unlabelled(a, b),
            AssociationCategory = label?.Category ?? "HUBSPOT_DEFINED",
        };
    }

    private static WebhookEvent Blank(Change change, WebhookSubscription to) =>
        new()
        {
            EventId = change.Sequence * 2,
            SubscriptionId = to.Id,
            PortalId = to.PortalId!.Value,
            AppId = to.AppId!.Value,
            OccurredAt = change.When.ToUnixTimeMilliseconds(),
            SubscriptionType = "",
            AttemptNumber = 0,
            ChangeSource = change.Origin.HubSpotSource,
            SourceId = change.Origin.SourceId,
        };

    /// <summary>Webhooks carry dates as epoch milliseconds, unlike reads.</summary>
    private static string WireValue(Change change) =>
        change is { Value: { } value, Field.Type: FieldType.Date or FieldType.DateTime } && Canonical.ReadInstant(value) is { } at
            ? at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : change.Value ?? "";
}
