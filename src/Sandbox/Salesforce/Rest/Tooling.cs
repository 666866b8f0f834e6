using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The tooling API as far as an app needs it to make its own fields. A new field is seen by nobody until it is granted.</summary>
internal sealed partial class Tooling(CrmStore store, Catalog catalog, Records records, TimeProvider clock)
{
    public Answer Run(ApiRequest request) =>
        (request.Method, request.Path.Skip(1).ToArray()) switch
        {
            ("POST", ["sobjects", "CustomField"]) => Create(request),
            ("GET", ["query"]) => Query(request),
            _ => throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist"),
        };

    /// <summary>Definitions made here can be asked for: <c>SELECT Id, DeveloperName FROM CustomField WHERE TableEnumOrId = 'Account'</c>.</summary>
    private Answer Query(ApiRequest request)
    {
        var result = QueryRunner.Run(catalog, request.Parameter("q") ?? "", clock.GetUtcNow());
        var rows = new JsonArray([.. result.Rows.Select(row => (JsonNode)result.Write(row, $"{request.Address}/tooling"))]);
        return new Answer(
            200,
            new JsonObject
            {
                ["size"] = result.TotalSize,
                ["totalSize"] = result.TotalSize,
                ["done"] = true,
                ["records"] = rows,
            }
        );
    }

    private Answer Create(ApiRequest request)
    {
        var body = request.Fields;
        var metadata = body["Metadata"] as JsonObject ?? throw Missing("Metadata");
        var (kind, name) = Place(body.Text("FullName") ?? throw Missing("FullName"));
        if (store.Schema(kind).Salesforce(name + "__c") is not null)
        {
            throw new ApiException(
                400,
                "DUPLICATE_DEVELOPER_NAME",
                $"There is already a field named {name} on {FieldGrants.ObjectName(kind)}.",
                "FullName"
            );
        }

        var field = Definition(kind, name, metadata);
        var row = new SetupRow(
            "CustomField",
            SetupRows.IdFor(Prefixes.CustomField, $"{kind}.{name}"),
            new()
            {
                ["DeveloperName"] = name,
                ["TableEnumOrId"] = FieldGrants.ObjectName(kind),
                ["ExternalId"] = metadata.Flag("externalId"),
            }
        );
        records.Write(
            request,
            tx =>
            {
                SetupRows.Put(tx, row);
                return tx.Define(field);
            }
        );
        var saved = Answer.Saved(row.Id);
        saved["warnings"] = new JsonArray();
        saved["infos"] = new JsonArray();
        return new Answer(201, saved);
    }

    /// <summary>Object and name of <c>Opportunity.Entente_Id__c</c>. Fields of tasks are defined on their parent, Activity.</summary>
    private static (Kind Kind, string Name) Place(string fullName)
    {
        var match = FullName().Match(fullName);
        if (!match.Success)
            throw new ApiException(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                $"Custom Field Definition ID: bad value: {fullName}. A full name reads Object.Name__c.",
                "FullName"
            );
        Kind kind = match.Groups["object"].Value.ToUpperInvariant() switch
        {
            "ACCOUNT" => Kind.Company,
            "CONTACT" => Kind.Contact,
            "OPPORTUNITY" => Kind.Deal,
            "ACTIVITY" => Kind.Note,
            var other => throw new ApiException(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"Entity Enumeration Or ID: bad value for restricted picklist field: {match.Groups["object"].Value}{(other == "TASK" ? " (fields of tasks are defined on Activity)" : "")}",
                "TableEnumOrId"
            ),
        };
        return (kind, match.Groups["name"].Value);
    }

    private Field Definition(Kind kind, string name, JsonObject metadata)
    {
        var label = metadata.Text("label") ?? throw Missing("label");
        var type = metadata.Text("type") switch
        {
            "Text" => FieldType.Text,
            "TextArea" => FieldType.Text,
            "LongTextArea" => FieldType.LongText,
            "Html" => FieldType.Html,
            "Number" or "Percent" => FieldType.Number,
            "Currency" => FieldType.Currency,
            "Checkbox" => FieldType.Bool,
            "Date" => FieldType.Date,
            "DateTime" => FieldType.DateTime,
            "Picklist" => FieldType.Choice,
            "MultiselectPicklist" => FieldType.MultiChoice,
            "Phone" => FieldType.Phone,
            "Email" => FieldType.Email,
            "Url" => FieldType.Url,
            var other => throw new ApiException(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"Type: bad value for restricted picklist field: {other}",
                "Type"
            ),
        };
        if (type == FieldType.Text && metadata.Text("type") == "Text" && metadata.Text("length") is null)
            throw new ApiException(400, "FIELD_INTEGRITY_EXCEPTION", "Must specify 'length' for a CustomField of type Text", "FullName");
        var hubSpotName = Field.HubSpotNameFor(name + "__c");
        // Salesforce keeps Name and Name__c apart; on the other protocol they would be one.
        while (store.Schema(kind).All.Any(field => field.Name == hubSpotName || field.HubSpotName == hubSpotName))
            hubSpotName += "_c";
        return new Field
        {
            Kind = kind,
            Slot = int.MaxValue,
            Name = hubSpotName,
            HubSpotName = hubSpotName,
            SalesforceName = name + "__c",
            Label = label,
            Type = type,
            Options = [.. Options(metadata)],
            Unique = metadata.Flag("unique"),
            Group = StandardFields.Group(kind),
            Control = StandardFields.ControlOf(type),
            Description = metadata.Text("description") ?? "",
            Length = Length(metadata, type),
        };
    }

    private static IEnumerable<FieldOption> Options(JsonObject metadata) =>
        metadata.Child("valueSet").Child("valueSetDefinition").Child("value") is JsonArray values
            ? values
                .OfType<JsonObject>()
                .Select(
                    (value, i) =>
                        new FieldOption(
                            value.Text("fullName") ?? throw Missing("fullName"),
                            value.Text("label") ?? value.Text("fullName")!,
                            i
                        )
                )
            : [];

    private static int Length(JsonObject metadata, FieldType type)
    {
        var (usual, most) = type is FieldType.LongText or FieldType.Html ? (32_768, 131_072) : (255, 255);
        if (metadata.Text("length") is not { } text)
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length >= 1 && length <= most
            ? length
            : throw new ApiException(400, "FIELD_INTEGRITY_EXCEPTION", $"Length: must be between 1 and {most}", "Length");
    }

    private static ApiException Missing(string name) => new(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{name}]", name);

    [GeneratedRegex(@"^(?<object>[A-Za-z]+)\.(?<name>[A-Za-z](?:_?[A-Za-z0-9])*)__c$", RegexOptions.NonBacktracking)]
    private static partial Regex FullName();
}
