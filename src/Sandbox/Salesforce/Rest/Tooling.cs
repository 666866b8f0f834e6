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
        var (on, kind, name) = Place(body.Text("FullName") ?? throw Missing("FullName"));
        if (
            kind is { } known && store.Schema(known).Salesforce(name + "__c") is not null
            || catalog
                .Setup.By("CustomField", "TableEnumOrId", on)
                .Any(row => name.Equals(row.Text("DeveloperName"), StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new ApiException(400, "DUPLICATE_DEVELOPER_NAME", $"There is already a field named {name} on {on}.", "FullName");
        }

        var field = Definition(kind ?? Kind.Contact, name, metadata);
        var row = new SetupRow(
            "CustomField",
            SetupRows.IdFor(Prefixes.CustomField, $"{kind?.ToString() ?? on}.{name}"),
            Row(on, name, metadata, field)
        );
        records.Write(
            request,
            tx =>
            {
                SetupRows.Put(tx, row);
                // Objects that only Salesforce has know their fields by this row alone.
                return kind is null ? field : tx.Define(field);
            }
        );
        var saved = Answer.Saved(row.Id);
        saved["warnings"] = new JsonArray();
        saved["infos"] = new JsonArray();
        return new Answer(201, saved);
    }

    private Dictionary<string, string> Row(string on, string name, JsonObject metadata, Field field)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DeveloperName"] = name,
            ["TableEnumOrId"] = on,
            ["Label"] = field.Label,
            ["Type"] = metadata.Text("type")!,
            ["Length"] = field.Length.ToString(CultureInfo.InvariantCulture),
            ["ExternalId"] = metadata.Flag("externalId") ? "true" : "false",
            ["Unique"] = field.Unique ? "true" : "false",
            ["Required"] = metadata.Flag("required") ? "true" : "false",
            ["Restricted"] = metadata.Child("valueSet").Flag("restricted") ? "true" : "false",
        };
        if (field.Options.Count > 0)
            values["Values"] = System.Text.Json.JsonSerializer.Serialize(field.Options.Select(option => option.Value));
        if (metadata.Text("type") != "Lookup")
            return values;
        values["ReferenceTo"] = catalog.Shape(metadata.Text("referenceTo") ?? throw Missing("referenceTo"))
            is { KeyPrefix: not null } target
            ? target.Name
            : throw new ApiException(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                $"referenceTo value of '{metadata.Text("referenceTo")}' does not resolve to a valid sObject type"
            );
        values["RelationshipName"] = metadata.Text("relationshipName") ?? throw Missing("relationshipName");
        return values;
    }

    /// <summary>Object and name of <c>Opportunity.Entente_Id__c</c>. Fields of tasks and events are defined on their parent, Activity.</summary>
    private static (string On, Kind? Kind, string Name) Place(string fullName)
    {
        var match = FullName().Match(fullName);
        if (!match.Success)
            throw new ApiException(
                400,
                "FIELD_INTEGRITY_EXCEPTION",
                $"Custom Field Definition ID: bad value: {fullName}. A full name reads Object.Name__c.",
                "FullName"
            );
        var name = match.Groups["name"].Value;
        return match.Groups["object"].Value.ToUpperInvariant() switch
        {
            "ACCOUNT" => ("Account", Kind.Company, name),
            "CONTACT" => ("Contact", Kind.Contact, name),
            "OPPORTUNITY" => ("Opportunity", Kind.Deal, name),
            "ACTIVITY" => ("Task", Kind.Note, name),
            "LEAD" => ("Lead", null, name),
            "CAMPAIGN" => ("Campaign", null, name),
            var other => throw new ApiException(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"Entity Enumeration Or ID: bad value for restricted picklist field: {match.Groups["object"].Value}{(other is "TASK" or "EVENT" ? " (fields of tasks and events are defined on Activity)" : "")}",
                "TableEnumOrId"
            ),
        };
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
            // The store keeps the id as text; what it means is in the definition.
            "Lookup" => FieldType.Text,
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
