using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Mapping;
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
            new(CrmFields.CreatedAt, "createdate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Contact] =
        [
            new(CrmFields.FirstName, "firstname"),
            new(CrmFields.LastName, "lastname"),
            new(CrmFields.Email, "email"),
            new(CrmFields.Phone, "phone"),
            new(CrmFields.Title, "jobtitle"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.CreatedAt, "createdate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Deal] =
        [
            new(CrmFields.Name, "dealname"),
            new(CrmFields.Amount, "amount", CrmFieldType.Number),
            new(CrmFields.Currency, "deal_currency_code"),
            new(CrmFields.Pipeline, "pipeline"),
            new(CrmFields.Stage, "dealstage"),
            // A day in the account's zone that the wire carries as an instant.
            new(CrmFields.CloseDate, "closedate", CrmFieldType.Instant) { Entente = CrmFieldType.Date },
            new(CrmFields.Description, "description"),
            new(CrmFields.NextStep, "hs_next_step"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.CreatedAt, "createdate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Note] = [new(CrmFields.At, "hs_timestamp", CrmFieldType.Instant), new(CrmFields.Body, "hs_note_body")],
        [CrmObject.Lead] =
        [
            new(CrmFields.Name, "hs_lead_name"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
            new(CrmFields.Stage, "hs_pipeline_stage"),
            new(CrmFields.Pipeline, "hs_pipeline"),
            new(CrmFields.CreatedAt, "hs_createdate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Task] =
        [
            new(CrmFields.At, "hs_timestamp", CrmFieldType.Instant),
            new(CrmFields.Subject, "hs_task_subject"),
            new(CrmFields.Body, "hs_task_body"),
            new(CrmFields.OwnerId, "hubspot_owner_id"),
        ],
        [CrmObject.Email] =
        [
            new(CrmFields.At, "hs_timestamp", CrmFieldType.Instant),
            new(CrmFields.Subject, "hs_email_subject"),
            new(CrmFields.Body, "hs_email_text"),
        ],
    };

    /// <summary>The property that carries the change stamp: its name differs on contacts.</summary>
    public static string Modified(CrmObject kind) => kind == CrmObject.Contact ? "lastmodifieddate" : "hs_lastmodifieddate";

    /// <summary>Entente's own mapping, without what an admin set.</summary>
    public static IReadOnlyList<FieldMap> Own(CrmObject kind) => Maps[kind];

    /// <summary>The mapping in force.</summary>
    public static IReadOnlyList<FieldMap> Of(CrmObject kind, ConnectorFacts facts) =>
        EffectiveMap.Of(CrmKind.HubSpot, kind, facts.Mapping, () => Maps[kind].Concat(EffectiveMap.OwnFields(kind, f => f.Name)));

    /// <summary>Every property to ask for.</summary>
    public static List<string> Names(CrmObject kind, ConnectorFacts facts) =>
        [
            .. Of(kind, facts).Where(m => m.Readable).Select(m => m.Native).Distinct(),
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
        // Empty is null; what is not there at all is a property that the account has not: nobody has emptied it.
        foreach (var map in Of(kind, facts).Where(m => properties.At(m.Native).ValueKind != JsonValueKind.Undefined))
            fields[map.Key] = EffectiveMap.Read(map, properties.Text(map.Native), facts.Zone);
        foreach (var extra in facts.Extra(kind))
            fields[CrmFields.Raw(extra)] = Canonical.Text(properties.Text(extra));

        if (kind == CrmObject.Account)
        {
            fields.TryAdd(CrmFields.IsCustomer, properties.Text(Lifecycle) is "customer" or "evangelist" ? "true" : "false");
            var (domain, website) = (fields.GetValueOrDefault(CrmFields.Domain), fields.GetValueOrDefault(CrmFields.Website));
            fields[CrmFields.Domain] = WebHost.Of(domain) ?? WebHost.Of(website);
        }
        if (kind == CrmObject.Deal)
            fields[CrmFields.Currency] = fields.GetValueOrDefault(CrmFields.Currency) ?? facts.Currency;

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
        var (properties, maps) = (new Dictionary<string, string>(), Of(record.Kind, facts));
        foreach (var (key, value) in record.Fields)
        {
            if (CrmFields.RawName(key) is { } raw)
                properties[raw] = Canonical.Text(value) ?? "";
            else if (maps.FirstOrDefault(m => m.Key == key && m.Writable) is { } map)
                properties[map.Native] = EffectiveMap.Write(map, value, facts.Zone) ?? "";
        }
        switch (record.Kind)
        {
            case CrmObject.Note:
                properties["hs_note_body"] = NoteHtml(record.Fields);
                break;
            case CrmObject.Task:
                properties.TryAdd("hs_task_status", "NOT_STARTED");
                properties.TryAdd("hs_task_type", "TODO");
                break;
            case CrmObject.Email:
                var incoming = record.Fields.GetValueOrDefault(CrmFields.Incoming) == "true";
                properties["hs_email_direction"] = incoming ? "INCOMING_EMAIL" : "EMAIL";
                properties["hs_email_status"] = "SENT";
                properties["hs_email_headers"] = MailHeaders(record.Fields);
                break;
        }
        if (record.ExistingId is null)
            properties[EntenteFields.Id] = record.EntenteId;
        return properties;
    }

    // HubSpot shows sender and recipients from this JSON text only.
    private static string MailHeaders(IReadOnlyDictionary<string, string?> fields)
    {
        var parties = new Dictionary<string, object>
        {
            ["to"] = (fields.GetValueOrDefault(CrmFields.To) ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(address => new { email = address }),
        };
        if (fields.GetValueOrDefault(CrmFields.From) is { } sender)
            parties["from"] = new { email = sender };
        return JsonSerializer.Serialize(parties, CrmHttp.Json);
    }

    private static string NoteHtml(IReadOnlyDictionary<string, string?> fields)
    {
        var body = System.Net.WebUtility.HtmlEncode(fields.GetValueOrDefault(CrmFields.Body) ?? "").ReplaceLineEndings("<br>");
        return fields.GetValueOrDefault(CrmFields.Subject) is { } subject
            ? $"<p><strong>{System.Net.WebUtility.HtmlEncode(subject)}</strong></p><p>{body}</p>"
            : $"<p>{body}</p>";
    }
}
