using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>
/// Webhooks. Unordered, at least once, and nothing in them is believed but the record they name. Version 3 of the signature
/// is demanded: the older ones carry no time and could be replayed for ever.
/// </summary>
/// <remarks>
/// What an event says of its cause (<c>changeSource</c>, <c>sourceId</c>; Salesforce's <c>changeOrigin</c>) is not read. It could only spare a
/// reading: events of one instant are told together, a workflow that answers to our write is told under its own name or under ours, and a
/// rep's change may stand behind an event of ours. A hint that is skipped could hide a change; one that is followed finds the record as the
/// ledger expects it, and is no news.
/// </remarks>
internal static class HubSpotPush
{
    public static CrmResult<CrmPushRead> Read(CrmPush push, string appSecret, string portalId, DateTimeOffset now)
    {
        var verdict = HubSpotSignature.CheckV3(
            appSecret,
            push.Method,
            push.Address,
            push.Body.Span,
            push.Headers.GetValueOrDefault("x-hubspot-request-timestamp"),
            push.Headers.GetValueOrDefault("x-hubspot-signature-v3"),
            now
        );
        if (verdict != SignatureVerdict.Valid)
            return Refused(verdict);

        try
        {
            using var document = JsonDocument.Parse(push.Body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return Unreadable("The delivery is no list of events.");
            var events = document.RootElement.EnumerateArray().ToList();
            if (portalId.Length > 0 && events.Any(e => e.Text("portalId") is { } portal && portal != portalId))
                return new CrmError(CrmErrorClass.Auth, "wrong_account", "The delivery is about another HubSpot account.");
            return new CrmPushRead([.. events.SelectMany(Hints).Distinct()], [.. events.Select(Key)], "application/json", "");
        }
        catch (JsonException)
        {
            return Unreadable("The delivery is not JSON.");
        }
    }

    // Event ids are not unique by themselves; the attempt number changes with every try.
    private static string Key(JsonElement e) =>
        string.Join(
            '|',
            new[]
            {
                "portalId",
                "subscriptionType",
                "objectId",
                "fromObjectId",
                "toObjectId",
                "propertyName",
                "eventId",
                "occurredAt",
            }.Select(name => e.Text(name))
        );

    private static IEnumerable<CrmHint> Hints(JsonElement e)
    {
        var type = (e.Text("subscriptionType") ?? "").Split('.');
        var at = Canonical.ReadInstant(e.Text("occurredAt")) ?? DateTimeOffset.UnixEpoch;
        var kind = HubSpotPaths.OfType(type[0] == "object" ? e.Text("objectTypeId") : type[0]);
        switch (type.ElementAtOrDefault(1))
        {
            case "associationChange":
                foreach (var hint in Ends(e, kind, at))
                    yield return hint;
                break;
            case "merge" when kind is { } merged:
                var ids = e.Items("mergedObjectIds")
                    .Select(i => i.Text())
                    .Append(e.Text("primaryObjectId"))
                    .Append(e.Text("newObjectId"))
                    .Append(e.Text("objectId"));
                foreach (var id in ids.OfType<string>().Distinct())
                    yield return new CrmHint(merged, id, CrmHintKind.Merged, at);
                break;
            case "deletion" or "privacyDeletion" when kind is { } gone && e.Text("objectId") is { } id:
                yield return new CrmHint(gone, id, CrmHintKind.Deleted, at);
                break;
            case { } when kind is { } changed && e.Text("objectId") is { } id:
                yield return new CrmHint(changed, id, CrmHintKind.Changed, at);
                break;
        }
    }

    // An association is read from the deal's or contact's side; both ends are cheap to fetch.
    private static IEnumerable<CrmHint> Ends(JsonElement e, CrmObject? subscribed, DateTimeOffset at)
    {
        var named = (e.Text("associationType") ?? "").Split("_TO_");
        var from = HubSpotPaths.OfType(e.Text("fromObjectTypeId") ?? named[0].ToLowerInvariant()) ?? subscribed;
        var to = HubSpotPaths.OfType(e.Text("toObjectTypeId") ?? named.ElementAtOrDefault(1)?.ToLowerInvariant());
        if (from is { } a && e.Text("fromObjectId") is { } fromId)
            yield return new CrmHint(a, fromId, CrmHintKind.Changed, at);
        if (to is { } b && e.Text("toObjectId") is { } toId)
            yield return new CrmHint(b, toId, CrmHintKind.Changed, at);
    }

    private static CrmError Refused(SignatureVerdict verdict) =>
        new(
            CrmErrorClass.Auth,
            verdict switch
            {
                SignatureVerdict.Stale => "signature_stale",
                SignatureVerdict.Missing => "signature_missing",
                _ => "signature_wrong",
            },
            verdict == SignatureVerdict.Stale
                ? "The delivery is older than five minutes, or its clock is wrong."
                : "The delivery does not carry a valid HubSpot signature. Compare the app secret in the connection's settings."
        );

    private static CrmError Unreadable(string message) => new(CrmErrorClass.Poison, "unreadable_push", message);
}
