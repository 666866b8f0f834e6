using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>What a user interface asks: tabs, theme, layouts, list views, actions, picklists by record type.</summary>
internal sealed class Discovery(Catalog catalog, Records records, RecentlyViewed recent)
{
    private const int UsualRecent = 200;
    private const string MasterRecordType = "012000000000000AAA";

    private static readonly string[] Tabbed = ["Account", "Contact", "Lead", "Opportunity", "Task", "Campaign"];

    public Answer Recent(ApiRequest request) =>
        new(200, recent.List(request.Address, int.TryParse(request.Parameter("limit"), out var limit) && limit > 0 ? limit : UsualRecent));

    public Answer Tabs(ApiRequest request) =>
        new(200, new JsonArray([.. Tabbed.Select(name => (JsonNode)Tab(catalog.Shape(name)!, request.Address))]));

    public Answer Theme(ApiRequest request)
    {
        var items = Tabbed.Select(name =>
            (JsonNode)
                new JsonObject
                {
                    ["name"] = name,
                    ["colors"] = new JsonArray(Colour("theme4"), Colour("theme3")),
                    ["icons"] = new JsonArray(Icon(name, request)),
                }
        );
        return new Answer(200, new JsonObject { ["themeItems"] = new JsonArray([.. items]) });
    }

    public Answer Layouts(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        var items = shape
            .Fields.Where(field => field.Updateable)
            .Select(field =>
                (JsonNode)
                    new JsonObject
                    {
                        ["label"] = field.Label,
                        ["editableForNew"] = field.Createable,
                        ["editableForUpdate"] = field.Updateable,
                        ["required"] = !field.Nillable,
                        ["placeholder"] = false,
                        ["layoutComponents"] = new JsonArray(
                            new JsonObject
                            {
                                ["type"] = "Field",
                                ["value"] = field.Name,
                                ["displayLines"] = 1,
                                ["tabOrder"] = 1,
                            }
                        ),
                    }
            );
        var section = new JsonObject
        {
            ["heading"] = $"{shape.Label} information",
            ["columns"] = 1,
            ["useHeading"] = true,
            ["layoutRows"] = new JsonArray(
                new JsonObject { ["numItems"] = shape.Fields.Count(field => field.Updateable), ["layoutItems"] = new JsonArray([.. items]) }
            ),
        };
        return new Answer(
            200,
            new JsonObject
            {
                ["layouts"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = SetupRows.IdFor("00h", shape.Name),
                        ["detailLayoutSections"] = new JsonArray(section.DeepClone()),
                        ["editLayoutSections"] = new JsonArray(section),
                        ["relatedLists"] = new JsonArray([
                            .. shape.Children.Select(child =>
                                (JsonNode)
                                    new JsonObject
                                    {
                                        ["name"] = child.Name,
                                        ["sobject"] = child.Child,
                                        ["field"] = child.Field,
                                    }
                            ),
                        ]),
                    }
                ),
                ["recordTypeMappings"] = RecordTypes(catalog, shape, request),
                ["recordTypeSelectorRequired"] = new JsonArray(false),
            }
        );
    }

    public Answer CompactLayouts(string type)
    {
        var shape = records.Shape(type);
        var name = shape.Field("Name") ?? shape.Field("Subject") ?? shape.Fields[0];
        return new Answer(
            200,
            new JsonObject
            {
                ["compactLayouts"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = null,
                        ["label"] = "System Default",
                        ["name"] = "SYSTEM",
                        ["objectType"] = shape.Name,
                        ["fieldItems"] = new JsonArray(new JsonObject { ["label"] = name.Label, ["editableForUpdate"] = name.Updateable }),
                    }
                ),
                ["defaultCompactLayoutId"] = null,
                ["recordTypeCompactLayoutMappings"] = new JsonArray(),
            }
        );
    }

    public Answer ApprovalLayouts(string type) =>
        new(200, new JsonObject { ["approvalLayouts"] = new JsonArray(), ["sobject"] = records.Shape(type).Name });

    public Answer ListViews(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        var address = $"{request.Address}/sobjects/{shape.Name}/listviews";
        var id = ListViewId(shape);
        return new Answer(
            200,
            new JsonObject
            {
                ["done"] = true,
                ["listviews"] = new JsonArray(
                    new JsonObject
                    {
                        ["describeUrl"] = $"{address}/{id}/describe",
                        ["developerName"] = $"All{shape.LabelPlural.Replace(" ", "", StringComparison.Ordinal)}",
                        ["id"] = id,
                        ["label"] = $"All {shape.LabelPlural}",
                        ["resultsUrl"] = $"{address}/{id}/results",
                        ["soqlCompatible"] = true,
                        ["url"] = $"{address}/{id}",
                    }
                ),
                ["nextRecordsUrl"] = null,
                ["size"] = 1,
                ["sobjectType"] = shape.Name,
            }
        );
    }

    /// <summary>The one list view of an object: its rows, newest last, fifty of them.</summary>
    public Answer ListView(ApiRequest request, string type, string id, string? what)
    {
        var shape = records.Shape(type);
        if (SalesforceId.Normalise(id) != ListViewId(shape))
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        ObjectField[] shown = [shape.Field("Name") ?? shape.Field("Subject") ?? shape.Fields[0], shape.Field("Id")!];
        var columns = shown.Select(field =>
            (JsonNode)
                new JsonObject
                {
                    ["fieldNameOrPath"] = field.Name,
                    ["label"] = field.Label,
                    ["type"] = field.Kind.ToString().ToLowerInvariant(),
                    ["sortable"] = true,
                    ["hidden"] = field.Kind == FieldKind.Id,
                }
        );
        var answer = new JsonObject
        {
            ["columns"] = new JsonArray([.. columns]),
            ["developerName"] = $"All{shape.LabelPlural.Replace(" ", "", StringComparison.Ordinal)}",
            ["id"] = ListViewId(shape),
            ["label"] = $"All {shape.LabelPlural}",
        };
        if (what != "results")
        {
            answer["query"] = $"SELECT {string.Join(", ", shown.Select(field => field.Name))} FROM {shape.Name}";
            answer["sobjectType"] = shape.Name;
            return new Answer(200, answer);
        }

        var rows = catalog.All(shape, withDeleted: false).Take(50).ToList();
        answer["done"] = true;
        answer["records"] = new JsonArray([.. rows.Select(row => (JsonNode)Records.Show(shape, row, shown, request.Address))]);
        answer["size"] = rows.Count;
        return new Answer(200, answer);
    }

    /// <summary>Values of every picklist, as <c>ui-api/object-info/X/picklist-values/{record type}</c> tells them.</summary>
    public Answer Picklists(ApiRequest request, string type, string recordType)
    {
        var shape = records.Shape(type);
        var normal = SalesforceId.Normalise(recordType);
        if (normal != MasterRecordType && catalog.Org.RecordTypes(shape.Name).All(row => row.Id != normal))
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        var lists = new JsonObject();
        foreach (var field in shape.Fields.Where(field => field.Kind is FieldKind.Picklist or FieldKind.MultiPicklist))
        {
            lists[field.Name] = new JsonObject
            {
                ["controllerValues"] = new JsonObject(),
                ["defaultValue"] = null,
                ["url"] = $"{request.Address}/ui-api/object-info/{shape.Name}/picklist-values/{normal}/{field.Name}",
                ["values"] = new JsonArray([
                    .. field.Values.Select(value =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["attributes"] = null,
                                ["label"] = value.Label,
                                ["validFor"] = new JsonArray(),
                                ["value"] = value.Value,
                            }
                    ),
                ]),
            };
        }

        return new Answer(200, new JsonObject { ["picklistFieldValues"] = lists });
    }

    /// <summary>The record types of an object as describe and layouts tell them; the master one is always there.</summary>
    public static JsonArray RecordTypes(Catalog catalog, ObjectShape shape, ApiRequest request)
    {
        var made = catalog.Org.RecordTypes(shape.Name);
        JsonNode Info(string id, string name, string developerName, bool master) =>
            new JsonObject
            {
                ["recordTypeId"] = id,
                ["name"] = name,
                ["developerName"] = developerName,
                ["active"] = true,
                ["available"] = true,
                ["defaultRecordTypeMapping"] = made.Count == 0 ? master : id == made[0].Id,
                ["master"] = master,
                ["urls"] = new JsonObject { ["layout"] = $"{request.Address}/sobjects/{shape.Name}/describe/layouts/{id}" },
            };
        return new JsonArray([
            .. made.Select(row => Info(row.Id, row.Text("Name")!, row.Text("DeveloperName")!, master: false)),
            Info(MasterRecordType, "Master", "Master", master: true),
        ]);
    }

    private static string ListViewId(ObjectShape shape) => SetupRows.IdFor("00B", shape.Name);

    private static JsonObject Tab(ObjectShape shape, string address) =>
        new()
        {
            ["colors"] = new JsonArray(Colour("theme4")),
            ["custom"] = false,
            ["iconUrl"] = $"{address}/theme",
            ["icons"] = new JsonArray(),
            ["label"] = shape.LabelPlural,
            ["miniIconUrl"] = $"{address}/theme",
            ["name"] = $"standard-{shape.Name}",
            ["sobjectName"] = shape.Name,
            ["url"] = $"/{shape.KeyPrefix}/o",
        };

    private static JsonObject Colour(string theme) =>
        new()
        {
            ["color"] = "5867E8",
            ["context"] = "primary",
            ["theme"] = theme,
        };

    private static JsonObject Icon(string name, ApiRequest request) =>
        new()
        {
            ["contentType"] = "image/svg+xml",
            ["height"] = 0,
            ["theme"] = "theme4",
            ["url"] = $"{request.Address}/theme/{name}.svg",
            ["width"] = 0,
        };
}
