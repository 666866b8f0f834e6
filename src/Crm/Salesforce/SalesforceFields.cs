using System.Globalization;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Crm.Rules;

namespace Entente.Crm.Salesforce;

/// <summary>Salesforce's field names and value formats, to and from the neutral ones.</summary>
internal static class SalesforceFields
{
    /// <summary>Our unique key: <c>Entente_Id__c</c>.</summary>
    public static readonly string Key = EntenteFields.Of(CrmObject.Deal).First(f => f.Name == EntenteFields.Id).SalesforceName;

    /// <summary>Tells a mail from other tasks; not every user may see it.</summary>
    public const string Subtype = "TaskSubtype";

    /// <summary>Before the subject of a logged mail.</summary>
    public const string Mail = "Email: ";

    private static readonly FieldMap[] Activity = [new(CrmFields.Subject, "Subject"), new(CrmFields.Body, "Description")];

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
            new(CrmFields.CreatedAt, "CreatedDate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Contact] =
        [
            new(CrmFields.FirstName, "FirstName"),
            new(CrmFields.LastName, "LastName"),
            new(CrmFields.Email, "Email"),
            new(CrmFields.Phone, "Phone"),
            new(CrmFields.Title, "Title"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Deal] =
        [
            new(CrmFields.Name, "Name"),
            new(CrmFields.Amount, "Amount", CrmFieldType.Number),
            new(CrmFields.Stage, "StageName"),
            new(CrmFields.CloseDate, "CloseDate", CrmFieldType.Date),
            new(CrmFields.Description, "Description"),
            new(CrmFields.NextStep, "NextStep"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", CrmFieldType.Instant, Writable: false),
        ],
        [CrmObject.Note] = Activity,
        [CrmObject.Task] = Activity,
        [CrmObject.Email] = Activity,
        [CrmObject.Lead] =
        [
            new(CrmFields.Name, "Name", Writable: false),
            new(CrmFields.FirstName, "FirstName"),
            new(CrmFields.LastName, "LastName"),
            new(CrmFields.Company, "Company"),
            new(CrmFields.Email, "Email"),
            new(CrmFields.Phone, "Phone"),
            new(CrmFields.Title, "Title"),
            new(CrmFields.Website, "Website"),
            new(CrmFields.Country, "Country"),
            new(CrmFields.Stage, "Status"),
            new(CrmFields.OwnerId, "OwnerId"),
            new(CrmFields.CreatedAt, "CreatedDate", CrmFieldType.Instant, Writable: false),
        ],
    };

    /// <summary>Entente's own mapping, without what an admin set.</summary>
    public static IReadOnlyList<FieldMap> Own(CrmObject kind) => Maps[kind];

    /// <summary>The mapping in force.</summary>
    public static IReadOnlyList<FieldMap> Of(CrmObject kind, ConnectorFacts facts) =>
        EffectiveMap.Of(
            CrmKind.Salesforce,
            kind,
            facts.Mapping,
            () => Maps[kind].Concat(EffectiveMap.OwnFields(kind, f => f.SalesforceName))
        );

    public static string Object(CrmObject kind) =>
        kind switch
        {
            CrmObject.Account => "Account",
            CrmObject.Contact => "Contact",
            CrmObject.Deal => "Opportunity",
            CrmObject.Note or CrmObject.Task or CrmObject.Email => "Task",
            CrmObject.Lead => "Lead",
            CrmObject.Meeting => "Event",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such object."),
        };

    public static CrmObject? OfObject(string? name) =>
        name switch
        {
            "Account" => CrmObject.Account,
            "Contact" => CrmObject.Contact,
            "Opportunity" => CrmObject.Deal,
            "Task" => CrmObject.Note,
            "Lead" => CrmObject.Lead,
            _ => null,
        };

    /// <summary>The select list, child rows included.</summary>
    /// <param name="without">Columns that turned out to be gone or hidden.</param>
    /// <param name="partners">The organisation keeps partners on its opportunities.</param>
    public static string Select(CrmObject kind, ConnectorFacts facts, IReadOnlySet<string> without, bool partners)
    {
        var columns = SelectFlat(kind, facts, without);
        return kind == CrmObject.Deal ? columns + ChildRows(partners) : columns;
    }

    /// <summary>The select list of an opportunity's links alone.</summary>
    public static string SelectLinks(bool partners) => "Id, AccountId" + ChildRows(partners);

    public static IReadOnlyList<CrmLink> LinksOf(JsonElement row) => [.. Links(row)];

    private static string ChildRows(bool partners) =>
        ", (SELECT ContactId, Role, IsPrimary FROM OpportunityContactRoles)"
        + (partners ? ", (SELECT AccountToId, Role, IsPrimary FROM OpportunityPartnersFrom)" : "");

    /// <summary>The select list of the record alone, as the Bulk API takes it.</summary>
    /// <param name="without">Columns that turned out to be gone or hidden.</param>
    public static string SelectFlat(CrmObject kind, ConnectorFacts facts, IReadOnlySet<string> without)
    {
        var names = new List<string> { "Id", "IsDeleted", "SystemModstamp" };
        names.AddRange(Of(kind, facts).Where(m => m.Readable).Select(m => m.Native));
        names.AddRange(facts.Extra(kind));
        if (kind == CrmObject.Account)
            names.Add("Type");
        if (kind is CrmObject.Account or CrmObject.Contact or CrmObject.Lead)
            names.Add("MasterRecordId");
        if (kind == CrmObject.Lead)
            names.Add("IsConverted");
        if (kind is CrmObject.Contact or CrmObject.Deal)
            names.Add("AccountId");
        if (kind == CrmObject.Deal && facts.MultiCurrency)
            names.Add("CurrencyIsoCode");
        return string.Join(", ", names.Where(n => !without.Contains(n)).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    public static CrmRecord Read(CrmObject kind, JsonElement row, ConnectorFacts facts)
    {
        var fields = new Dictionary<string, string?>();
        // Empty is null; a column that could not be asked for is not there at all: nobody has emptied it.
        foreach (var map in Of(kind, facts).Where(m => row.At(m.Native).ValueKind != JsonValueKind.Undefined))
            fields[map.Key] = EffectiveMap.Read(map, row.Text(map.Native), facts.Zone);
        foreach (var extra in facts.Extra(kind))
            fields[CrmFields.Raw(extra)] = Canonical.Text(row.Text(extra));

        if (kind == CrmObject.Account)
        {
            fields[CrmFields.Domain] =
                WebHost.Of(fields.GetValueOrDefault(CrmFields.Domain)) ?? WebHost.Of(fields.GetValueOrDefault(CrmFields.Website));
            var customer = row.Text("Type")?.StartsWith("Customer", StringComparison.OrdinalIgnoreCase) ?? false;
            fields.TryAdd(CrmFields.IsCustomer, customer ? "true" : "false");
        }
        if (kind == CrmObject.Deal)
        {
            fields[CrmFields.Currency] = Canonical.Text(row.Text("CurrencyIsoCode")) ?? facts.Currency;
            fields[CrmFields.Pipeline] = SalesforceSetup.OnlyPipeline;
        }
        if (kind == CrmObject.Lead)
            fields[CrmFields.Open] = row.True("IsConverted") || LeadRules.Ended(fields[CrmFields.Stage]) ? "false" : "true";
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
        var (body, kind) = (new Dictionary<string, object?>(), record.Kind);
        var maps = Of(kind, facts);
        foreach (var (key, value) in record.Fields)
        {
            if (CrmFields.RawName(key) is { } raw)
                body[raw] = Canonical.Text(value);
            else if (kind == CrmObject.Deal && key == CrmFields.Currency && facts.MultiCurrency)
                body["CurrencyIsoCode"] = Canonical.Text(value);
            else if (maps.FirstOrDefault(m => m.Key == key && m.Writable) is { } map)
                body[map.Native] = ToWire(EffectiveMap.Write(map, value, facts.Zone), map.Crm);
        }
        // Salesforce knows no domain of its own: without a website the domain is it.
        if (
            kind == CrmObject.Account
            && record.Fields.TryGetValue(CrmFields.Domain, out var domain)
            && !maps.Any(m => m.Key == CrmFields.Domain)
        )
            body.TryAdd("Website", domain);
        if (kind == CrmObject.Lead && record.Fields.GetValueOrDefault(CrmFields.Name) is { } name)
        {
            body.TryAdd("LastName", name);
            body.TryAdd("Company", name);
        }
        foreach (var link in record.Links)
        {
            switch (record.Kind, link.To)
            {
                case (CrmObject.Contact or CrmObject.Deal, CrmObject.Account):
                    body["AccountId"] = link.Id;
                    break;
                case (CrmObject.Note or CrmObject.Task or CrmObject.Email, CrmObject.Deal):
                    body["WhatId"] = link.Id;
                    break;
                case (CrmObject.Note or CrmObject.Task or CrmObject.Email, CrmObject.Account):
                    body.TryAdd("WhatId", link.Id);
                    break;
                case (CrmObject.Note or CrmObject.Task or CrmObject.Email, CrmObject.Contact):
                    body["WhoId"] = link.Id;
                    break;
            }
        }
        if (kind is CrmObject.Note or CrmObject.Task or CrmObject.Email)
        {
            body["Status"] = kind == CrmObject.Task ? "Not Started" : "Completed";
            body["Priority"] = "Normal";
            if (kind == CrmObject.Email)
            {
                body[Subtype] = "Email";
                // As Salesforce itself logs a mail: where the subtype is hidden, the words tell.
                body["Subject"] = Mail + record.Fields.GetValueOrDefault(CrmFields.Subject);
            }
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
        foreach (var partner in row.At("OpportunityPartnersFrom").Items("records"))
        {
            if (SalesforceId.Normalise(partner.Text("AccountToId")) is { } company)
                yield return new CrmLink(CrmObject.Partner, company, partner.Text("Role"), partner.True("IsPrimary"));
        }
    }

    private static object? ToWire(string? value, CrmFieldType type) =>
        value is null ? null
        : type == CrmFieldType.Number && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : type == CrmFieldType.Boolean ? value == "true"
        : value;
}
