using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Soap;

/// <summary>The calls of the partner API that REST has not (merge, undelete, convertLead, emptyRecycleBin), and those clients make beside them.</summary>
internal sealed class SoapApi(
    SandboxOptions options,
    Organisation organisation,
    CrmStore store,
    Catalog catalog,
    RecordWriter writer,
    Upserts upserts,
    LeadConversion conversion,
    TimeProvider clock
)
{
    private const int MaxRows = 200;

    private static readonly XNamespace Partner = SoapXml.Partner;
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The content of the answer's body; null for a call this sandbox has not.</summary>
    public XElement? Run(XElement call)
    {
        var name = call.Name.LocalName;
        IEnumerable<XElement>? results = name switch
        {
            "getServerTimestamp" => [Result(("timestamp", Canonical.Instant(clock.GetUtcNow())))],
            "getUserInfo" => [User()],
            "describeTabs" => [Result(("label", "Sales"), ("logoUrl", ""), ("namespace", ""), ("selected", "true"))],
            "create" => Each(call, "sObjects", (tx, row) => Saved(writer.Create(tx, Shape(row), Fields(row)))),
            "update" => Each(call, "sObjects", Update),
            "upsert" => Each(call, "sObjects", (tx, row) => Upsert(tx, row, Text(call, "externalIDFieldName"))),
            "delete" => Each(call, "ids", (tx, id) => Done(tx, id.Value, writer.Delete)),
            "undelete" => Each(call, "ids", (tx, id) => Done(tx, id.Value, writer.Undelete)),
            "emptyRecycleBin" => Each(call, "ids", (tx, id) => Done(tx, id.Value, writer.Purge)),
            "merge" => Each(call, "mergeRequests", Merge),
            "convertLead" => Each(call, "leadConverts", Convert),
            _ => null,
        };
        return results is null ? null : new XElement(Partner + (name + "Response"), results);
    }

    /// <summary>Each row by itself, in one transaction; what refuses one leaves the others alone.</summary>
    private List<XElement> Each(XElement call, string list, Func<Tx, XElement, XElement> act)
    {
        var rows = call.Elements().Where(element => element.Name.LocalName == list).ToList();
        if (rows.Count > MaxRows)
            throw new ApiException(
                500,
                "EXCEEDED_ID_LIMIT",
                $"record limit reached. cannot submit more than {MaxRows} records in this call"
            );
        // A merge or conversion writes several records: one that is refused half way must not keep the other half.
        return list is "mergeRequests" or "leadConverts" or "sObjects"
            ? [.. rows.Select(row => Alone(row, act))]
            : store.Write(Self(), tx => rows.Select(row => Tried(() => act(tx, row))).ToList());
    }

    private XElement Alone(XElement row, Func<Tx, XElement, XElement> act) =>
        store.Write(Self(), tx => Tried(() => act(tx, row), tx.Abandon));

    private static XElement Tried(Func<XElement> act, Action? undo = null)
    {
        try
        {
            return act();
        }
        catch (ApiException refusal)
        {
            undo?.Invoke();
            return new XElement(
                Partner + "result",
                new XElement(
                    Partner + "errors",
                    refusal.Fields.Select(field => new XElement(Partner + "fields", field)),
                    new XElement(Partner + "message", refusal.Message),
                    new XElement(Partner + "statusCode", refusal.Code)
                ),
                new XElement(Partner + "id", new XAttribute(Instance + "nil", "true")),
                new XElement(Partner + "success", "false")
            );
        }
    }

    private XElement Update(Tx tx, XElement row)
    {
        var shape = Shape(row);
        var id = Records.OwnId(
            shape,
            Text(row, "Id") ?? throw new ApiException(400, "MISSING_ARGUMENT", "Id not specified in an update call", "Id")
        );
        writer.Update(tx, shape, id, Fields(row));
        return Saved(id);
    }

    private XElement Upsert(Tx tx, XElement row, string? keyName)
    {
        var (shape, key) = upserts.Key(Shape(row).Name, keyName ?? "Id");
        var fields = Fields(row);
        if (key.Kind == FieldKind.Id && Text(row, "Id") is { } id)
        {
            writer.Update(tx, shape, Records.OwnId(shape, id), fields);
            return Saved(Records.OwnId(shape, id), created: false);
        }

        if (key.Kind == FieldKind.Id)
            return Saved(writer.Create(tx, shape, fields), created: true);
        var value = fields[key.Name]?.ToString() ?? throw new ApiException(400, "MISSING_ARGUMENT", $"{key.Name} not specified", key.Name);
        fields.Remove(key.Name);
        var (saved, created) = upserts.Save(tx, shape, key, value, fields);
        return Saved(saved, created);
    }

    private XElement Done(Tx tx, string id, Action<Tx, ObjectShape, string> act)
    {
        var normal = SalesforceId.Normalise(id) ?? throw new ApiException(400, "MALFORMED_ID", $"malformed id {id}");
        act(
            tx,
            catalog.ShapeOfId(normal) ?? throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"),
            normal
        );
        return Saved(normal);
    }

    private XElement Merge(Tx tx, XElement request)
    {
        var master = request.Elements().First(element => element.Name.LocalName == "masterRecord");
        var shape = Shape(master);
        var winner = Records.OwnId(shape, Text(master, "Id") ?? "");
        var losers = request
            .Elements()
            .Where(element => element.Name.LocalName == "recordToMergeIds")
            .Select(element => Records.OwnId(shape, element.Value.Trim()))
            .ToList();
        var moved = writer.Merge(tx, shape, winner, losers, Fields(master));
        var result = Saved(winner);
        result.Add(losers.Select(id => new XElement(Partner + "mergedRecordIds", id)));
        result.Add(moved.Select(id => new XElement(Partner + "updatedRelatedIds", id)));
        return result;
    }

    private XElement Convert(Tx tx, XElement request)
    {
        var made = conversion.Run(
            tx,
            new ConversionOrder(
                Text(request, "leadId") ?? "",
                Text(request, "convertedStatus") ?? "",
                Text(request, "accountId"),
                Text(request, "contactId"),
                Text(request, "opportunityName"),
                Text(request, "doNotCreateOpportunity") == "true",
                Text(request, "ownerId") is { } owner ? SalesforceId.Normalise(owner) : null
            )
        );
        var opportunity = new XElement(Partner + "opportunityId", made.OpportunityId);
        if (made.OpportunityId is null)
            opportunity.Add(new XAttribute(Instance + "nil", "true"));
        return new XElement(
            Partner + "result",
            new XElement(Partner + "accountId", made.AccountId),
            new XElement(Partner + "contactId", made.ContactId),
            new XElement(Partner + "leadId", made.LeadId),
            opportunity,
            new XElement(Partner + "success", "true")
        );
    }

    private ObjectShape Shape(XElement row) =>
        Text(row, "type") is { } type && catalog.Shape(type) is { } shape && shape.Name != "CustomField"
            ? shape
            : throw new ApiException(400, "INVALID_TYPE", $"sObject type '{Text(row, "type")}' is not supported.");

    /// <summary>A row's fields as REST would be given them.</summary>
    private static JsonObject Fields(XElement row)
    {
        var fields = new JsonObject();
        foreach (var element in row.Elements())
        {
            if (element.Name.LocalName == "fieldsToNull")
                fields[element.Value] = null;
            else if (element.Name.LocalName is not ("type" or "Id" or "attributes"))
                fields[element.Name.LocalName] = element.Value;
        }

        return fields;
    }

    private static string? Text(XElement row, string name) =>
        row.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private XElement User() =>
        Result(
            ("accessibilityMode", "false"),
            ("currencySymbol", catalog.Org.MultiCurrency ? catalog.Org.Corporate : "$"),
            ("organizationId", organisation.Id),
            ("organizationMultiCurrency", catalog.Org.MultiCurrency ? "true" : "false"),
            ("organizationName", organisation.Name),
            ("profileId", SetupShapes.Integration),
            ("userDefaultCurrencyIsoCode", catalog.Org.Corporate),
            ("userEmail", options.SalesforceUsername),
            ("userFullName", organisation.RunAs.Name),
            ("userId", organisation.RunAsId),
            ("userLanguage", "en_US"),
            ("userLocale", "en_GB"),
            ("userName", options.SalesforceUsername),
            ("userTimeZone", "GMT"),
            ("userType", "Standard")
        );

    private static XElement Saved(string id, bool? created = null)
    {
        var result = new XElement(Partner + "result", new XElement(Partner + "id", id), new XElement(Partner + "success", "true"));
        if (created is { } flag)
            result.AddFirst(new XElement(Partner + "created", flag.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()));
        return result;
    }

    private static XElement Result(params (string Name, string Value)[] values) =>
        new(Partner + "result", values.Select(pair => new XElement(Partner + pair.Name, pair.Value)));

    private Origin Self() => new(Door.SalesforceApi, null, options.SalesforceUsername);
}
