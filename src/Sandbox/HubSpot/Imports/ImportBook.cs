using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>An uploaded file on its way into the account. States: STARTED → PROCESSING → DONE, FAILED or CANCELED.</summary>
/// <param name="Request">The `importRequest` as it was sent.</param>
/// <param name="Rows">Rows worked off, the header not counted.</param>
internal sealed record Import(
    string Id,
    string Name,
    string State,
    string Request,
    IReadOnlyList<string> TypeIds,
    long CreatedMs,
    long ModifiedMs,
    int Rows = 0,
    int Created = 0,
    int Updated = 0,
    int Values = 0,
    int Errors = 0
)
{
    public bool Ended => State is "DONE" or "FAILED" or "CANCELED";

    public JsonObject Show() =>
        new()
        {
            ["id"] = Id,
            ["state"] = State,
            ["importName"] = Name,
            ["importSource"] = "API",
            ["importRequestJson"] = JsonNode.Parse(Request),
            ["createdAt"] = Canonical.Instant(CreatedMs),
            ["updatedAt"] = Canonical.Instant(ModifiedMs),
            ["optOutImport"] = false,
            ["mappedObjectTypeIds"] = new JsonArray([.. TypeIds.Select(id => JsonValue.Create(id))]),
            ["metadata"] = new JsonObject
            {
                ["objectLists"] = new JsonArray(),
                ["counters"] = new JsonObject
                {
                    ["TOTAL_ROWS"] = Rows,
                    ["CREATED_OBJECTS"] = Created,
                    ["UPDATED_OBJECTS"] = Updated,
                    ["UNIQUE_OBJECTS_WRITTEN"] = Created + Updated,
                    ["PROPERTY_VALUES_EMITTED"] = Values,
                    ["ERRORS"] = Errors,
                },
                ["fileIds"] = new JsonArray(Id),
            },
        };
}

/// <summary>What was wrong with one column of one row, or with the file.</summary>
/// <param name="Line">Of the file, from 1; the header is one.</param>
/// <param name="Column">From 1; null when it is about the row.</param>
internal sealed record ImportError(
    string Id,
    string Type,
    string Message,
    long AtMs,
    int Line,
    IReadOnlyList<string> Row,
    int? Column = null,
    string? Value = null,
    string? TypeId = null
)
{
    public JsonObject Show(string importId, bool withRow)
    {
        var shown = new JsonObject
        {
            ["id"] = Id,
            ["createdAt"] = AtMs,
            ["errorType"] = Type,
            ["errorMessage"] = Message,
            ["sourceData"] = new JsonObject
            {
                ["fileId"] = long.Parse(importId, CultureInfo.InvariantCulture),
                ["lineNumber"] = Line,
                ["containsEncryptedProperties"] = false,
                ["rowData"] = new JsonArray([.. (withRow ? Row : []).Select(cell => JsonValue.Create(cell))]),
            },
        };
        if (TypeId is not null)
            shown["objectTypeId"] = TypeId;
        if (Column is { } column)
            shown["knownColumnNumber"] = column;
        if (Value is not null)
            (shown["invalidValue"], shown["invalidValueToDisplay"]) = (Value, Value);
        return shown;
    }
}

/// <summary>Imports, their files and their errors, kept with the store: an import outlives a restart, and each row is done once.</summary>
internal sealed class ImportBook(CrmStore store, SandboxOptions options)
{
    private const string InfoKey = "hubspot.import.";
    private const string DataKey = "hubspot.importData.";
    private const string ErrorKey = "hubspot.importError.";
    private const string CounterKey = "hubspot.lastImport";

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Import> All() =>
        [
            .. store
                .Settings(InfoKey)
                .Select(pair => JsonSerializer.Deserialize<Import>(pair.Value)!)
                .OrderByDescending(i => long.Parse(i.Id, CultureInfo.InvariantCulture)),
        ];

    public Import? Find(string id) => store.Setting(InfoKey + id) is { } json ? JsonSerializer.Deserialize<Import>(json) : null;

    public string? Data(string id) => store.Setting(DataKey + id);

    public IEnumerable<ImportError> Errors(string id) =>
        store.Settings($"{ErrorKey}{id}.").SelectMany(pair => JsonSerializer.Deserialize<List<ImportError>>(pair.Value)!);

    public Import Open(ImportOrder order, string request, string file) =>
        store.Write(
            new Origin(Door.HubSpotApi, $"{options.HubSpotAppId}"),
            tx =>
            {
                var number = 1 + (tx.Setting(CounterKey) is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : 0);
                var id = number.ToString(CultureInfo.InvariantCulture);
                var now = tx.Now.ToUnixTimeMilliseconds();
                var import = new Import(id, order.Name, "STARTED", request, [.. order.Kinds.Select(ObjectTypes.TypeId)], now, now);
                tx.Setting(CounterKey, id);
                tx.Setting(DataKey + id, file);
                tx.Setting(InfoKey + id, JsonSerializer.Serialize(import));
                return import;
            }
        );

    /// <summary>Changes an import as it is at that moment, and the records with it; nothing when it is gone or the change gives null.</summary>
    public Import? Change(string id, Func<Tx, Import, Import?> change) =>
        store.Write(
            new Origin(Door.Import, id),
            tx =>
            {
                if (tx.Setting(InfoKey + id) is not { } json || change(tx, JsonSerializer.Deserialize<Import>(json)!) is not { } next)
                    return null;
                next = next with { ModifiedMs = tx.Now.ToUnixTimeMilliseconds() };
                tx.Setting(InfoKey + id, JsonSerializer.Serialize(next));
                if (next.Ended)
                    tx.Setting(DataKey + id, null);
                return next;
            }
        );

    /// <summary>The errors of the rows from <paramref name="first"/> on, in the transaction that met them.</summary>
    public static void PutErrors(Tx tx, string id, int first, IReadOnlyList<ImportError> errors)
    {
        if (errors.Count > 0)
            tx.Setting(string.Create(CultureInfo.InvariantCulture, $"{ErrorKey}{id}.{first:000000000}"), JsonSerializer.Serialize(errors));
    }
}
