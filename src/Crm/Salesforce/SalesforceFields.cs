using System.Globalization;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Salesforce's field names and value formats, to and from the neutral ones.</summary>
internal static class SalesforceFields
{
    /// <summary>Our unique key: <c>Entente_Id__c</c>.</summary>
    public static readonly string Key = EntenteFields.Of(CrmObject.Deal).First(f => f.Name == EntenteFields.Id).SalesforceName;

    private static readonly Dictionary<CrmObject, FieldMap[]> Maps = new()
    {
        [CrmObject.Account] =
        [
            new(CrmFields.Name, "Name"),
            new(CrmFields.Website, "Website"),
            new(CrmFields.Country, "BillingCountry"),
            new(CrmFields.City, "BillingCity"),
            new(CrmFields.Phone, "Phone"),
            new(CrmFields.Industry, "Industry"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Contact] =
        [
            new(CrmFields.FirstName, "FirstName"),
            new(CrmFields.LastName, "LastName"),
            new(CrmFields.Email, "Email"),
            new(CrmFields.Phone, "Phone"),
            new(CrmFields.Title, "Title"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Deal] =
        [
            new(CrmFields.Name, "Name"),
            new(CrmFields.Amount, "Amount", WireType.Number),
            new(CrmFields.Stage, "StageName"),
            new(CrmFields.CloseDate, "CloseDate", WireType.Date),
            new(CrmFields.Description, "Description"),
            new(CrmFields.NextStep, "NextStep"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", WireType.Instant, Writable: false),
        ],
        [CrmObject.Note] = [new(CrmFields.Subject, "Subject"), new(CrmFields.Body, "Description")],
    };

    public static IReadOnlyList<FieldMap> Of(CrmObject kind) => Maps[kind];

    public static string Object(CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => "Account",
            CrmObject.Contact => "Contact",
            CrmObject.Deal => "Opportunity",
            CrmObject.Note => "Task",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such object."),
        };

    public static CrmObject? OfObject(string? name) =>
        name switch
        {
            "Account" => CrmObject.Account,
            "Contact" => CrmObject.Contact,
            "Opportunity" => CrmObject.Deal,
            "Task" => CrmObject.Note,
            _ => null,
        };

    /// <summary>The select list, child rows included.</summary>
    public static string Select(CrmObject kind, ConnectorFacts facts) =>
        kind == CrmObject.Deal
            ? SelectFlat(kind, facts) + ", (SELECT ContactId, Role, IsPrimary FROM OpportunityContactRoles)"
            : SelectFlat(kind, facts);

    /// <summary>The select list of the record alone, as the Bulk API takes it.</summary>
    public static string SelectFlat(CrmObject kind, ConnectorFacts facts)
    {
        var names = new List<string> { "Id", "IsDeleted", "SystemModstamp" };
        names.AddRange(Maps[kind].Select(m => m.Native));
        names.AddRange(EntenteFields.Of(kind).Select(f => f.SalesforceName));
        names.AddRange(facts.Extra(kind));
        if (kind == CrmObject.Account)
            names.Add("Type");
        if (kind is CrmObject.Account or CrmObject.Contact)
            names.Add("MasterRecordId");
        if (kind is CrmObject.Contact or CrmObject.Deal)
            names.Add("AccountId");
        if (kind == CrmObject.Deal && facts.MultiCurrency)
            names.Add("CurrencyIsoCode");
        return string.Join(", ", names.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    public static CrmRecord Read(CrmObject kind, JsonElement row, ConnectorFacts facts)
    {
        var fields = new Dictionary<string, string?>();
        foreach (var map in Maps[kind])
            fields[map.Key] = FromWire(row.Text(map.Native), map.Type);
        foreach (var own in EntenteFields.Of(kind))
            fields[own.Name] = Canonical.Text(row.Text(own.SalesforceName));
        foreach (var extra in facts.Extra(kind))
            fields[CrmFields.Raw(extra)] = Canonical.Text(row.Text(extra));

        if (kind == CrmObject.Account)
        {
            fields[CrmFields.Domain] = WebHost.Of(fields[CrmFields.Website]);
            var customer = row.Text("Type")?.StartsWith("Customer", StringComparison.OrdinalIgnoreCase) ?? false;
            fields[CrmFields.IsCustomer] = customer ? "true" : "false";
        }
        if (kind == CrmObject.Deal)
        {
            fields[CrmFields.Currency] = Canonical.Text(row.Text("CurrencyIsoCode")) ?? facts.Currency;
            fields[CrmFields.Pipeline] = SalesforceSetup.OnlyPipeline;
        }
        return new CrmRecord(
            kind,
            SalesforceId.Normalise(row.Text("Id")) ?? row.Text("Id") ?? "",
            fields,
            Canonical.ReadInstant(row.Text("SystemModstamp")) ?? DateTimeOffset.UnixEpoch,
            row.True("IsDeleted"),
            [.. Links(row)],
            [],
            SalesforceId.Normalise(row.Text("MasterRecordId"))
        );
    }

    /// <summary>The body of a write: JSON values, null clears. Links that Salesforce keeps in a field are part of it.</summary>
    public static Dictionary<string, object?> Write(CrmUpsert record, ConnectorFacts facts)
    {
        var body = new Dictionary<string, object?>();
        foreach (var (key, value) in record.Fields)
        {
            if (Native(record.Kind, key, facts) is { } native)
                body[native.Name] = ToWire(value, native.Type);
        }
        if (record.Kind == CrmObject.Account && record.Fields.TryGetValue(CrmFields.Domain, out var domain))
            body.TryAdd("Website", domain);
        foreach (var link in record.Links)
        {
            switch (record.Kind, link.To)
            {
                case (CrmObject.Contact or CrmObject.Deal, CrmObject.Account):
                    body["AccountId"] = link.Id;
                    break;
                case (CrmObject.Note, CrmObject.Deal):
                    body["WhatId"] = link.Id;
                    break;
                case (CrmObject.Note, CrmObject.Account):
                    body.TryAdd("WhatId", link.Id);
                    break;
                case (CrmObject.Note, CrmObject.Contact):
                    body["WhoId"] = link.Id;
                    break;
            }
        }
        if (record.Kind == CrmObject.Note)
        {
            body["Status"] = "Completed";
            body["Priority"] = "Normal";
            if (Canonical.ReadInstant(record.Fields.GetValueOrDefault(CrmFields.At)) is { } at)
                body["ActivityDate"] = Canonical.Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, facts.Zone).DateTime));
        }
        return body;
    }

    private static IEnumerable<CrmLink> Links(JsonElement row)
    {
        if (SalesforceId.Normalise(row.Text("AccountId")) is { } account)
            yield return new CrmLink(CrmObject.Account, account, Primary: true);
        foreach (var role in row.At("OpportunityContactRoles").Items("records"))
        {
            if (SalesforceId.Normalise(role.Text("ContactId")) is { } contact)
                yield return new CrmLink(CrmObject.Contact, contact, role.Text("Role"), role.True("IsPrimary"));
        }
    }

    private static (string Name, WireType Type)? Native(CrmObject kind, string key, ConnectorFacts facts)
    {
        if (CrmFields.RawName(key) is { } raw)
            return (raw, WireType.Text);
        if (EntenteFields.Of(kind).FirstOrDefault(f => f.Name == key) is { } own)
            return (own.SalesforceName, WireType.Text);
        if (kind == CrmObject.Deal && key == CrmFields.Currency)
            return facts.MultiCurrency ? ("CurrencyIsoCode", WireType.Text) : null;
        return Maps[kind].FirstOrDefault(m => m.Key == key && m.Writable) is { } map ? (map.Native, map.Type) : null;
    }

    private static string? FromWire(string? value, WireType type) =>
        type switch
        {
            WireType.Number => Canonical.Number(value),
            WireType.Flag => Canonical.Flag(value),
            WireType.Instant => Canonical.Instant(value),
            _ => Canonical.Text(value),
        };

    private static object? ToWire(string? value, WireType type) =>
        Canonical.Text(value) is not { } text ? null
        : type == WireType.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : type == WireType.Flag ? text == "true"
        : text;
}
