using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>Whether the rows of a type make records, change them, or either.</summary>
internal enum ImportOperation
{
    Upsert,
    Create,
    Update,
}

/// <summary>What a column is for: a value, the record's own id, or a property that finds the record.</summary>
internal enum ColumnRole
{
    Value,
    Id,
    Key,
}

/// <summary>One column of the file, in the file's order.</summary>
/// <param name="Kind">Whose property it is; null for a column nobody asked for.</param>
internal sealed record ImportColumn(string Name, Kind? Kind, string Property, ColumnRole Role);

/// <summary>The `importRequest` of an upload: what the columns of its one file are, and what is done with its rows.</summary>
internal sealed record ImportOrder(
    string Name,
    string FileName,
    bool HasHeader,
    string DateFormat,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyDictionary<Kind, ImportOperation> Operations
)
{
    public const string MonthFirst = "MONTH_DAY_YEAR";

    private static readonly string[] DateFormats = [MonthFirst, "DAY_MONTH_YEAR", "YEAR_MONTH_DAY"];

    /// <summary>The types whose records the file is about, in the order of their columns.</summary>
    public IReadOnlyList<Kind> Kinds => [.. Columns.Select(c => c.Kind).OfType<Kind>().Distinct()];

    /// <summary>Reads `{name, importOperations, dateFormat, files: [{fileName, fileFormat, fileImportPage: {hasHeader, columnMappings}}]}`.</summary>
    public static (ImportOrder? Order, HubSpotError? Error) Read(JsonObject json, CrmStore store)
    {
        if (json["files"] is not JsonArray { Count: 1 } files || files[0] is not JsonObject file)
            return Refused("files must describe the one file of the import.");
        if ((Wire.Text(file["fileFormat"]) ?? "CSV") != "CSV")
            return Refused("fileFormat must be CSV: this sandbox reads no spreadsheets.");
        if (file["fileImportPage"] is not JsonObject page || page["columnMappings"] is not JsonArray { Count: > 0 } mappings)
            return Refused("fileImportPage.columnMappings must name every column of the file, in order.");
        var dates = Wire.Text(json["dateFormat"]) ?? MonthFirst;
        if (!DateFormats.Contains(dates, StringComparer.Ordinal))
            return Refused($"dateFormat must be one of {string.Join(", ", DateFormats)}.");
        var columns = new List<ImportColumn>();
        foreach (var mapping in mappings.OfType<JsonObject>())
        {
            var (column, error) = Column(mapping, store);
            if (column is null)
                return (null, error);
            columns.Add(column);
        }
        var operations = new Dictionary<Kind, ImportOperation>();
        foreach (var (type, wanted) in json["importOperations"] as JsonObject ?? [])
        {
            if (
                ObjectTypes.Parse(store, type) is not { } kind
                || !Enum.TryParse<ImportOperation>(Wire.Text(wanted), true, out var operation)
            )
                return Refused($"importOperations: {type} {Wire.Text(wanted)} is none of CREATE, UPDATE, UPSERT of a known type.");
            operations[kind] = operation;
        }
        var order = new ImportOrder(
            Wire.Text(json["name"]) ?? "",
            Wire.Text(file["fileName"]) ?? "",
            Wire.Text(page["hasHeader"]) != "false",
            dates,
            columns,
            operations
        );
        return order.Name.Length == 0 ? Refused("An import needs a name.")
            : order.Kinds.Count == 0 ? Refused("No column belongs to a type of records.")
            : (order, null);
    }

    private static (ImportColumn? Column, HubSpotError? Error) Column(JsonObject mapping, CrmStore store)
    {
        var (name, property) = (Wire.Text(mapping["columnName"]) ?? "", Wire.Text(mapping["propertyName"]) ?? "");
        if (mapping["toColumnObjectTypeId"] is not null)
            return (
                null,
                HubSpotError.Invalid($"Column {name}: this sandbox associates what stands in one row, not records named by a key.")
            );
        ColumnRole? role = (Wire.Text(mapping["columnType"]) ?? Wire.Text(mapping["idColumnType"])) switch
        {
            null or "STANDARD" => property == "hs_object_id" ? ColumnRole.Id : ColumnRole.Value,
            "HUBSPOT_OBJECT_ID" => ColumnRole.Id,
            "HUBSPOT_ALTERNATE_ID" => ColumnRole.Key,
            _ => null,
        };
        if (role is null)
            return (
                null,
                HubSpotError.Invalid($"Column {name}: {Wire.Text(mapping["columnType"])} is no type of column that is read here.")
            );
        if (property.Length == 0 && role != ColumnRole.Id)
            return (new(name, null, "", ColumnRole.Value), null);
        var type = Wire.Text(mapping["columnObjectTypeId"]) ?? "";
        return ObjectTypes.Parse(store, type) is { } kind
            ? (new(name, kind, property, role.Value), null)
            : (null, HubSpotError.Invalid($"Column {name}: Unable to infer object type from: {type}"));
    }

    private static (ImportOrder?, HubSpotError?) Refused(string message) => (null, HubSpotError.Invalid(message));
}
