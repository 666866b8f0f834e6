using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>A field in HubSpot's shape of a property, and back.</summary>
internal static class PropertyJson
{
    public static JsonObject Of(Field field, CrmStore store)
    {
        var pipelines = store.PipelinesOf(field.Kind);
        var json = new JsonObject
        {
            ["updatedAt"] = Canonical.Instant(field.ModifiedMs),
            ["createdAt"] = Canonical.Instant(field.CreatedMs),
            ["name"] = field.HubSpotName,
            ["label"] = field.Label,
            ["type"] = TypeOf(field),
            ["fieldType"] = field.Control,
            ["description"] = field.Description,
            ["groupName"] = field.Group,
            ["options"] = new JsonArray([.. Options(field, pipelines).Select(Option)]),
            ["displayOrder"] = field.DisplayOrder,
            ["calculated"] = field.Source is not FieldSource.Stored,
            ["externalOptions"] = field.Type == FieldType.Owner,
            ["archived"] = field.Archived,
            ["hasUniqueValue"] = field.Unique,
            ["hidden"] = field.Hidden,
            ["hubspotDefined"] = !field.Custom,
            ["modificationMetadata"] = new JsonObject
            {
                ["archivable"] = field.Custom,
                ["readOnlyDefinition"] = !field.Custom,
                ["readOnlyOptions"] = !field.Custom,
                ["readOnlyValue"] = field.ReadOnly,
            },
            ["formField"] = field.FormField,
            ["dataSensitivity"] = "non_sensitive",
        };
        if (field.Type == FieldType.Owner)
            json["referencedObjectType"] = "OWNER";
        return json;
    }

    private static IEnumerable<FieldOption> Options(Field field, IReadOnlyList<Pipeline> pipelines) =>
        field switch
        {
            _ when Kinds.PipelineFields(field.Kind) is { } names && field.Name == names.Stage => pipelines
                .SelectMany(p => p.Stages)
                .Select((s, i) => new FieldOption(s.Id, s.Label, i)),
            _ when Kinds.PipelineFields(field.Kind) is { } names && field.Name == names.Pipeline => pipelines.Select(
                (p, i) => new FieldOption(p.Id, p.Label, i)
            ),
            { Type: FieldType.Bool } => [new("true", "Yes", 0), new("false", "No", 1)],
            _ => field.Options,
        };

    private static JsonObject Option(FieldOption option) =>
        new()
        {
            ["label"] = option.Label,
            ["value"] = option.Value,
            ["displayOrder"] = option.Order,
            ["hidden"] = option.Hidden,
            ["description"] = option.Description,
        };

    private static string TypeOf(Field field) =>
        field.Type switch
        {
            FieldType.Number or FieldType.Currency => "number",
            FieldType.Bool => "bool",
            FieldType.Date => "date",
            FieldType.DateTime => "datetime",
            FieldType.Choice or FieldType.MultiChoice or FieldType.Owner => "enumeration",
            FieldType.Phone => "phone_number",
            _ => "string",
        };

    /// <summary>A field from the body of a create; slot and times are the store's to give.</summary>
    public static (Field? Field, HubSpotError? Error) Read(Kind kind, JsonObject body, Func<string, bool> groupExists)
    {
        var name = Wire.Text(body["name"]) ?? "";
        var (type, control) = (Wire.Text(body["type"]) ?? "", Wire.Text(body["fieldType"]) ?? "");
        if (
            name.Length is 0 or > 100
            || !char.IsAsciiLetterLower(name[0])
            || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
        )
            return (
                null,
                HubSpotError.Invalid(
                    $"Property name '{name}' must start with a letter and hold only lower-case letters, digits and underscores."
                )
            );
        if (FieldTypeOf(type, control) is not { } fieldType)
            return (null, HubSpotError.Invalid($"fieldType '{control}' is not possible for type '{type}'."));
        var group = Wire.Text(body["groupName"]) ?? "";
        if (!groupExists(group))
            return (null, HubSpotError.Invalid($"Property group '{group}' does not exist."));
        var label = Wire.Text(body["label"]);
        if (string.IsNullOrWhiteSpace(label))
            return (null, HubSpotError.Invalid("A property needs a label."));
        var unique = Wire.Text(body["hasUniqueValue"]) == "true";
        if (unique && fieldType is not (FieldType.Text or FieldType.Number or FieldType.Email))
            return (null, HubSpotError.Invalid($"A property of type '{type}' cannot have unique values."));
        var options = ReadOptions(body["options"] as JsonArray);
        if (OptionMistake(options) is { } mistake)
            return (null, mistake);
        return (
            new()
            {
                Kind = kind,
                Slot = -1,
                Name = name,
                HubSpotName = name,
                SalesforceName = Field.SalesforceNameFor(name),
                Label = label,
                Type = fieldType,
                Control = control,
                Group = group,
                Description = Wire.Text(body["description"]) ?? "",
                Unique = unique,
                Hidden = Wire.Text(body["hidden"]) == "true",
                DisplayOrder = Order(body, -1),
                FormField = Wire.Text(body["formField"]) == "true",
                Options = options,
            },
            null
        );
    }

    /// <summary>What a PATCH may change: label, description, group, form control of the same type, the whole list of options.</summary>
    public static (Field? Field, HubSpotError? Error) Patched(Field field, JsonObject body, Func<string, bool> groupExists)
    {
        if (Wire.Text(body["groupName"]) is { } group && !groupExists(group))
            return (null, HubSpotError.Invalid($"Property group '{group}' does not exist."));
        if (body["options"] is JsonArray options && OptionMistake(ReadOptions(options)) is { } mistake)
            return (null, mistake);
        if (Wire.Text(body["fieldType"]) is { } control && FieldTypeOf(TypeOf(field), control) != field.Type)
            return (null, HubSpotError.Invalid($"fieldType '{control}' is not possible for type '{TypeOf(field)}'."));
        return (Changed(field, body), null);
    }

    private static Field Changed(Field field, JsonObject body) =>
        field with
        {
            Control = Wire.Text(body["fieldType"]) ?? field.Control,
            Hidden = Wire.Text(body["hidden"]) is { } hidden ? hidden == "true" : field.Hidden,
            FormField = Wire.Text(body["formField"]) is { } form ? form == "true" : field.FormField,
            DisplayOrder = Order(body, field.DisplayOrder),
            Label = Wire.Text(body["label"]) ?? field.Label,
            Description = Wire.Text(body["description"]) ?? field.Description,
            Group = Wire.Text(body["groupName"]) ?? field.Group,
            Options = body["options"] is JsonArray options ? ReadOptions(options) : field.Options,
        };

    private static int Order(JsonObject body, int absent) =>
        int.TryParse(Wire.Text(body["displayOrder"]), System.Globalization.CultureInfo.InvariantCulture, out var order) ? order : absent;

    private static HubSpotError? OptionMistake(List<FieldOption> options) =>
        options.Exists(o => o.Value.Length == 0 || o.Label.Length == 0) ? HubSpotError.Invalid("An option needs a value and a label.")
        : options.GroupBy(o => o.Value).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? HubSpotError.Invalid($"The option value '{twice.Key}' is given more than once.")
        : null;

    private static List<FieldOption> ReadOptions(JsonArray? options) =>
        [
            .. (options ?? []).Select(
                (o, i) =>
                    new FieldOption(
                        Wire.Text(o?["value"]) ?? "",
                        Wire.Text(o?["label"]) ?? "",
                        int.TryParse(Wire.Text(o?["displayOrder"]), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : i,
                        Wire.Text(o?["hidden"]) == "true",
                        Wire.Text(o?["description"]) ?? ""
                    )
            ),
        ];

    private static FieldType? FieldTypeOf(string type, string control) =>
        (type, control) switch
        {
            ("string", "text") => FieldType.Text,
            ("string", "textarea") => FieldType.LongText,
            ("string", "html") => FieldType.Html,
            ("string" or "phone_number", "phonenumber") => FieldType.Phone,
            ("number", "number" or "text") => FieldType.Number,
            ("date", "date") => FieldType.Date,
            ("datetime", "date") => FieldType.DateTime,
            ("enumeration", "select" or "radio") => FieldType.Choice,
            ("enumeration", "checkbox") => FieldType.MultiChoice,
            ("enumeration" or "bool", "booleancheckbox") => FieldType.Bool,
            ("bool", "select" or "radio") => FieldType.Bool,
            _ => null,
        };
}
