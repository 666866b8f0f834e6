using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>What the organisation holds: resources, objects, fields. A field the API's user may not see is not there.</summary>
internal sealed class Describe(Catalog catalog, Records records, Organisation organisation, RecentlyViewed recent, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string Text, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    private static readonly string[] ResourceNames =
    [
        "sobjects",
        "query",
        "queryAll",
        "search",
        "parameterizedSearch",
        "composite",
        "jobs",
        "limits",
        "tooling",
        "recent",
        "tabs",
        "theme",
        "quickActions",
        "ui-api",
    ];

    public Answer Resources(ApiRequest request)
    {
        var resources = new JsonObject(ResourceNames.Select(name => KeyValuePair.Create(name, (JsonNode?)$"{request.Address}/{name}")));
        if (request.Parameter(RootParameter) is { } root)
            resources["identity"] = $"{root}/id/{organisation.Id}/{organisation.RunAsId}";
        return new Answer(200, resources);
    }

    /// <summary>Where the wire's own address is handed over; not a parameter that clients send.</summary>
    public const string RootParameter = "\0root";

    /// <summary>A description with the time since when it reads so; 304 without it when the caller has it already.</summary>
    private Answer Stamped(ApiRequest request, string key, JsonObject description)
    {
        var text = description.ToJsonString();
        var now = StoredValue.Seconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var (_, since) = _seen.AddOrUpdate(
            $"{key} {request.Version}",
            _ => (text, now),
            // HTTP dates are whole seconds: another text within the same second must be younger all the same.
            (_, seen) => seen.Text == text ? seen : (text, now > seen.Since ? now : seen.Since.AddSeconds(1))
        );
        var headers = new Dictionary<string, string> { ["Last-Modified"] = since.ToString("R", CultureInfo.InvariantCulture) };
        return request.IfModifiedSince >= since
            ? new Answer(304, null) { Headers = headers }
            : new Answer(200, description) { Headers = headers };
    }

    public Answer All(ApiRequest request)
    {
        var objects = catalog.Listed.Select(name => (JsonNode)Summary(catalog.Shape(name)!, request.Address));
        return Stamped(
            request,
            "",
            new JsonObject
            {
                ["encoding"] = "UTF-8",
                ["maxBatchSize"] = 200,
                ["sobjects"] = new JsonArray([.. objects]),
            }
        );
    }

    public Answer Basics(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        return new Answer(
            200,
            new JsonObject
            {
                ["objectDescribe"] = Summary(shape, request.Address),
                ["recentItems"] = recent.List(request.Address, 20, shape),
            }
        );
    }

    public Answer One(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        var description = Summary(shape, request.Address);
        description["fields"] = new JsonArray([.. shape.Fields.Select(field => (JsonNode)Field(field))]);
        description["childRelationships"] = new JsonArray([.. shape.Children.Select(child => (JsonNode)Child(child))]);
        description["recordTypeInfos"] = Discovery.RecordTypes(catalog, shape, request);
        description["supportedScopes"] = new JsonArray();
        description["namedLayoutInfos"] = new JsonArray();
        return Stamped(request, shape.Name, description);
    }

    private static JsonObject Summary(ObjectShape shape, string address) =>
        new()
        {
            ["name"] = shape.Name,
            ["label"] = shape.Label,
            ["labelPlural"] = shape.LabelPlural,
            ["keyPrefix"] = shape.KeyPrefix,
            ["custom"] = false,
            ["customSetting"] = false,
            ["activateable"] = false,
            ["createable"] = shape.Writable,
            ["updateable"] = shape is { Writable: true, Unchangeable: false },
            ["deletable"] = shape.Writable,
            ["queryable"] = true,
            ["retrieveable"] = true,
            ["searchable"] = shape.Replicateable,
            ["replicateable"] = shape.Replicateable,
            ["mergeable"] = shape.Name is "Account" or "Contact" or "Lead",
            ["undeletable"] = shape.Replicateable,
            ["triggerable"] = shape.Replicateable,
            ["layoutable"] = shape.Replicateable,
            ["mruEnabled"] = shape.Replicateable,
            ["feedEnabled"] = false,
            ["deprecatedAndHidden"] = false,
            ["urls"] = new JsonObject
            {
                ["sobject"] = $"{address}/sobjects/{shape.Name}",
                ["describe"] = $"{address}/sobjects/{shape.Name}/describe",
                ["rowTemplate"] = $"{address}/sobjects/{shape.Name}/{{ID}}",
            },
        };

    private static JsonObject Field(ObjectField field)
    {
        var length = field.IsText || field.IsId ? field.Length : 0;
        var precision = field.Kind switch
        {
            FieldKind.Int => 8,
            FieldKind.Double or FieldKind.Currency => 18,
            FieldKind.Percent => 3,
            _ => 0,
        };
        return new JsonObject
        {
            ["name"] = field.Name,
            ["label"] = field.Label,
            ["type"] = field.Kind.ToString().ToLowerInvariant(),
            ["soapType"] = SoapType(field.Kind),
            ["length"] = length,
            ["byteLength"] = field.IsId ? length : length * 3,
            ["digits"] = field.Kind == FieldKind.Int ? 8 : 0,
            ["precision"] = field.Kind == FieldKind.Int ? 0 : precision,
            ["scale"] = field.Kind == FieldKind.Currency ? 2 : 0,
            ["nillable"] = field.Nillable,
            ["createable"] = field.Createable,
            ["updateable"] = field.Updateable,
            ["filterable"] = field.Filterable,
            ["sortable"] = field.Filterable,
            ["groupable"] = field.Filterable && !field.IsNumber && field.Kind != FieldKind.DateTime,
            ["unique"] = field.Unique,
            ["externalId"] = field.ExternalId,
            ["idLookup"] = field.ExternalId || field.Kind is FieldKind.Id || field.Name == "Email",
            ["caseSensitive"] = false,
            ["custom"] = field.Custom,
            ["calculated"] = false,
            ["autoNumber"] = false,
            ["nameField"] = field.Name == "Name",
            ["namePointing"] = field.ReferenceTo.Count > 1,
            ["polymorphicForeignKey"] = field.ReferenceTo.Count > 1,
            ["defaultedOnCreate"] = field.DefaultedOnCreate,
            ["defaultValue"] = field.Kind == FieldKind.Boolean ? false : null,
            ["defaultValueFormula"] = null,
            ["restrictedPicklist"] = field.RestrictedPicklist,
            ["dependentPicklist"] = false,
            ["controllerName"] = null,
            ["htmlFormatted"] = false,
            ["inlineHelpText"] = null,
            ["permissionable"] = field.Nillable && field.Createable,
            ["deprecatedAndHidden"] = false,
            ["referenceTo"] = new JsonArray([.. field.ReferenceTo.Select(to => (JsonNode)to)]),
            ["relationshipName"] = field.RelationshipName,
            ["picklistValues"] = new JsonArray([.. field.Values.Select(value => (JsonNode)Value(value))]),
        };
    }

    private static JsonObject Value(PicklistValue value) =>
        new()
        {
            ["active"] = value.Active,
            ["defaultValue"] = false,
            ["label"] = value.Label,
            ["validFor"] = null,
            ["value"] = value.Value,
        };

    private static JsonObject Child(ChildRelationship child) =>
        new()
        {
            ["childSObject"] = child.Child,
            ["field"] = child.Field,
            ["relationshipName"] = child.Name,
            ["cascadeDelete"] = child.CascadeDelete,
            ["deprecatedAndHidden"] = false,
            ["restrictedDelete"] = false,
        };

    private static string SoapType(FieldKind kind) =>
        kind switch
        {
            FieldKind.Id or FieldKind.Reference => "tns:ID",
            FieldKind.Boolean => "xsd:boolean",
            FieldKind.Int => "xsd:int",
            FieldKind.Double or FieldKind.Currency or FieldKind.Percent => "xsd:double",
            FieldKind.Date => "xsd:date",
            FieldKind.DateTime => "xsd:dateTime",
            FieldKind.Base64 => "xsd:base64Binary",
            _ => "xsd:string",
        };
}
