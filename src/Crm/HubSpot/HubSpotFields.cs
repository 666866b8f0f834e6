using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>HubSpot's property names and value formats, to and from the neutral ones.</summary>
internal static class HubSpotFields
{
    private const string Lifecycle = "lifecyclestage";
    private const string Merged = "hs_merged_object_ids";

    private static readonly Dictionary<CrmObject, FieldMap[]> Maps = new()
    {
        [CrmObject.Account] =
        [
            new(CrmFields.Name, "name"),
            new(CrmFields.Domain, "domain"),
            new(CrmFields.Website, "website"),
            new(CrmFields.Country, "country"),
            new(CrmFields.City, "city"),
            new(CrmFields.Phone, "phone"),
            new(CrmFields.Industry, "industry"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.CreatedAt, "createdate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Contact] =
        [
            new(CrmFields.FirstName, "firstname"),
            new(CrmFields.LastName, "lastname"),
            new(CrmFields.Email, "email"),
            new(CrmFields.Phone, "phone"),
            new(CrmFields.Title, "jobtitle"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.CreatedAt, "createdate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Deal] =
        [
            new(CrmFields.Name, "dealname"),
            new(CrmFields.Amount, "amount", WireType.Number),
            new(CrmFields.Currency, "deal_currency_code"),
            new(CrmFields.Pipeline, "pipeline"),
            new(CrmFields.Stage, "dealstage"),
            new(CrmFields.CloseDate, "closedate", WireType.DayAsInstant),
            new(CrmFields.Description, "description"),
            new(CrmFields.NextStep, "hs_next_step"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.CreatedAt, "createdate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Note] = [new(CrmFields.At, "hs_timestamp", WireType.Instant), new(CrmFields.Body, "hs_note_body")],
    };

    /// <summary>The property that carries the change stamp: its name differs on contacts.</summary>
    public static string Modified(CrmObject kind) => kind == CrmObject.Contact ? "lastmodifieddate" : "hs_lastmodifieddate";

    public static IReadOnlyList<FieldMap> Of(CrmObject kind) => Maps[kind];

    /// <summary>Every property to ask for.</summary>
    public static List<string> Names(CrmObject kind, ConnectorFacts facts) =>
        [
            .. Maps[kind].Select(m => m.Native),
            .. EntenteFields.Of(kind).Select(f => f.Name),
            Modified(kind),
            Merged,
            .. kind == CrmObject.Account ? [Lifecycle] : Array.Empty<string>(),
            .. facts.Extra(kind),
        ];

    /// <summary>One object of any HubSpot answer as a record, without its links.</summary>
    public static CrmRecord Read(CrmObject kind, JsonElement json, ConnectorFacts facts)
    {
        var properties = json.At("properties");
        var fields = new Dictionary<string, string?>();
        foreach (var map in Maps[kind])
            fields[map.Key] = FromWire(properties.Text(map.Native), map.Type, facts);
        foreach (var own in EntenteFields.Of(kind))
            fields[own.Name] = Canonical.Text(properties.Text(own.Name));
        foreach (var extra in facts.Extra(kind))
            fields[CrmFields.Raw(extra)] = Canonical.Text(properties.Text(extra));

        if (kind == CrmObject.Account)
        {
            fields[CrmFields.IsCustomer] = properties.Text(Lifecycle) is "customer" or "evangelist" ? "true" : "false";
            fields[CrmFields.Domain] = WebHost.Of(fields[CrmFields.Domain]) ?? WebHost.Of(fields[CrmFields.Website]);
        }
        if (kind == CrmObject.Deal)
            fields[CrmFields.Currency] ??= facts.Currency;

        return new CrmRecord(
            kind,
            json.Text("id") ?? "",
            fields,
            Canonical.ReadInstant(json.Text("archivedAt") ?? properties.Text(Modified(kind)) ?? json.Text("updatedAt"))
                ?? DateTimeOffset.UnixEpoch,
            json.True("archived"),
            [],
            (properties.Text(Merged) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    /// <summary>The properties of a write; null clears, which HubSpot spells as empty text.</summary>
    public static Dictionary<string, string> Write(CrmUpsert record, ConnectorFacts facts)
    {
        var properties = new Dictionary<string, string>();
        foreach (var (key, value) in record.Fields)
        {
            if (Native(record.Kind, key) is not { } native)
                continue;
            properties[native.Name] = ToWire(value, native.Type, facts) ?? "";
        }
        if (record.Kind == CrmObject.Note)
            properties["hs_note_body"] = NoteHtml(record.Fields);
        if (record.ExistingId is null)
            properties[EntenteFields.Id] = record.EntenteId;
        return properties;
    }

    private static (string Name, WireType Type)? Native(CrmObject kind, string key)
    {
        if (CrmFields.RawName(key) is { } raw)
            return (raw, WireType.Text);
        if (EntenteFields.Of(kind).Any(f => f.Name == key))
            return (key, WireType.Text);
        return Maps[kind].FirstOrDefault(m => m.Key == key && m.Writable) is { } map ? (map.Native, map.Type) : null;
    }

    private static string? FromWire(string? value, WireType type, ConnectorFacts facts) =>
        type switch
        {
            WireType.Number => Canonical.Number(value),
            WireType.Flag => Canonical.Flag(value),
            WireType.Instant => Canonical.Instant(value),
            WireType.DayAsInstant when Canonical.ReadInstant(value) is { } at => Canonical.Date(
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, facts.Zone).DateTime)
            ),
            _ => Canonical.Text(value),
        };

    private static string? ToWire(string? value, WireType type, ConnectorFacts facts) =>
        type == WireType.DayAsInstant && Canonical.ReadDate(value) is { } day
            ? Canonical.Instant(Noon(day, facts.Zone))
            : Canonical.Text(value);

    // Noon exists on every day in every zone, midnight does not; the day read back is the same.
    private static DateTimeOffset Noon(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static string NoteHtml(IReadOnlyDictionary<string, string?> fields)
    {
        var body = System.Net.WebUtility.HtmlEncode(fields.GetValueOrDefault(CrmFields.Body) ?? "").ReplaceLineEndings("<br>");
        return fields.GetValueOrDefault(CrmFields.Subject) is { } subject
            ? $"<p><strong>{System.Net.WebUtility.HtmlEncode(subject)}</strong></p><p>{body}</p>"
            : $"<p>{body}</p>";
    }
}
