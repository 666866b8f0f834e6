using System.Globalization;
using System.Text.Json;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>Fields made by the tooling API on objects that only Salesforce has, and lookups; both are known by their definition row alone.</summary>
internal static class CustomFields
{
    /// <summary>The fields of an object's rows that its user sees.</summary>
    public static IEnumerable<ObjectField> Of(SetupRows setup, string objectName, FieldGrants grants) =>
        from row in setup.By("CustomField", "TableEnumOrId", objectName)
        let name = row.Text("DeveloperName") + "__c"
        where !grants.Hidden.Contains(name) && row.Text("Type") is not null
        let writable = !grants.ReadOnly.Contains(name)
        select Field(row, name) with
        {
            Createable = writable,
            Updateable = writable,
        };

    /// <summary>The lookup a definition describes; null when it is none.</summary>
    public static (string To, string Relationship)? Lookup(SetupRow definition) =>
        definition.Text("ReferenceTo") is { } to ? (to, definition.Text("DeveloperName") + "__r") : null;

    public static FieldKind KindOf(string? type) =>
        type switch
        {
            "LongTextArea" or "Html" or "TextArea" => FieldKind.TextArea,
            "Number" => FieldKind.Double,
            "Percent" => FieldKind.Percent,
            "Currency" => FieldKind.Currency,
            "Checkbox" => FieldKind.Boolean,
            "Date" => FieldKind.Date,
            "DateTime" => FieldKind.DateTime,
            "Picklist" => FieldKind.Picklist,
            "MultiselectPicklist" => FieldKind.MultiPicklist,
            "Phone" => FieldKind.Phone,
            "Email" => FieldKind.Email,
            "Url" => FieldKind.Url,
            "Lookup" => FieldKind.Reference,
            _ => FieldKind.String,
        };

    private static ObjectField Field(SetupRow row, string name)
    {
        var kind = KindOf(row.Text("Type"));
        var made = new ObjectField(name, row.Text("Label") ?? name, kind, data => StoredValue.OfRow(kind, ((SetupRow)data).Text(name)))
        {
            Length = int.Parse(row.Text("Length") ?? "255", CultureInfo.InvariantCulture),
            Unique = row.Flag("Unique"),
            ExternalId = row.Flag("ExternalId") || row.Flag("Unique"),
            RestrictedPicklist = row.Flag("Restricted"),
            Nillable = !row.Flag("Required"),
            Values = row.Text("Values") is { } json
                ? [.. JsonSerializer.Deserialize<string[]>(json)!.Select(value => new PicklistValue(value, value))]
                : [],
        };
        return Lookup(row) is { } lookup
            ? made with
            {
                ReferenceTo = [lookup.To],
                RelationshipName = lookup.Relationship,
                Length = 18,
            }
            : made;
    }
}
