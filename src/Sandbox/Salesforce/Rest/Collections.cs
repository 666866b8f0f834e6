using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Up to 200 rows in one call. Always 200; each row's result stands at its place, with <c>statusCode</c> where others say <c>errorCode</c>.</summary>
internal sealed class Collections(Records records, Upserts upserts, RecordWriter writer, Catalog catalog)
{
    private const int MaxRows = 200;
    private const int MaxRead = 2000;
    private const int MaxChunks = 10;

    public Answer Create(ApiRequest request) =>
        Each(request, Rows(request), (tx, row) => Answer.Saved(writer.Create(tx, Shape(row), Without(row), request.AllowDuplicates)));

    public Answer Update(ApiRequest request) =>
        Each(
            request,
            Rows(request),
            (tx, row) =>
            {
                var shape = Shape(row);
                var id = Records.OwnId(
                    shape,
                    Id(row) ?? throw new ApiException(400, "MISSING_ARGUMENT", "Id not specified in an update call", "Id")
                );
                writer.Update(tx, shape, id, Without(row, "id"), request.AllowDuplicates);
                return Answer.Saved(id);
            }
        );

    public Answer Upsert(ApiRequest request, string type, string fieldName)
    {
        var (shape, field) = upserts.Key(type, fieldName);
        return Each(
            request,
            Rows(request),
            (tx, row) =>
            {
                // By name: a shape is made anew whenever the organisation's settings change, also between two lines here.
                if (Shape(row).Name != shape.Name)
                    throw new ApiException(400, "INVALID_TYPE", $"The row is no {shape.Name}");
                if (field.Kind == FieldKind.Id)
                    return ById(tx, shape, row);
                var key = row.FirstOrDefault(pair => pair.Key.Equals(field.Name, StringComparison.OrdinalIgnoreCase)).Value;
                var value =
                    FieldInput.Read(field, key)
                    ?? throw new ApiException(400, "MISSING_ARGUMENT", $"{field.Name} not specified", field.Name);
                var (id, created) = upserts.Save(
                    tx,
                    shape,
                    field,
                    value,
                    Without(row, field.Name),
                    allowDuplicates: request.AllowDuplicates
                );
                return Answer.Saved(id, created);
            }
        );
    }

    public Answer Delete(ApiRequest request)
    {
        var ids = (request.Parameter("ids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Require(ids.Length is > 0 and <= MaxRows, $"The ids parameter must name 1 to {MaxRows} records.");
        return Run(
            request,
            request.Flag("allOrNone"),
            ids,
            (tx, id) =>
            {
                var normal = SalesforceId.Normalise(id) ?? throw new ApiException(400, "MALFORMED_ID", $"malformed id {id}");
                var shape =
                    catalog.ShapeOfId(normal) ?? throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
                writer.Delete(tx, shape, normal);
                return Answer.Saved(normal);
            }
        );
    }

    /// <summary>Rows by id, null for each that is not there; ids and fields in the query (GET) or the body (POST).</summary>
    public Answer Read(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        var ids = request.Method == "GET" ? (request.Parameter("ids") ?? "").Split(',') : Texts(request, "ids");
        var named = request.Method == "GET" ? request.Parameter("fields") : string.Join(',', Texts(request, "fields"));
        Require(ids.Length <= MaxRead, $"At most {MaxRead} records can be read at once.");
        Require(!string.IsNullOrEmpty(named), "The fields to read are required.");
        var fields = Records.Fields(shape, named);
        var rows = ids.Select(id => SalesforceId.Normalise(id.Trim()) is { } normal ? catalog.ById(shape, normal) : null)
            .Select(row => row is null || Catalog.IsDeleted(row) ? null : (JsonNode)Records.Show(shape, row, fields, request.Address));
        return new Answer(200, new JsonArray([.. rows]));
    }

    private JsonObject ById(Tx tx, ObjectShape shape, JsonObject row)
    {
        if (Id(row) is not { } id)
            return Answer.Saved(writer.Create(tx, shape, Without(row, "id")), created: true);
        var normal = Records.OwnId(shape, id);
        writer.Update(tx, shape, normal, Without(row, "id"));
        return Answer.Saved(normal, created: false);
    }

    private Answer Each(ApiRequest request, IReadOnlyList<JsonObject> rows, Func<Tx, JsonObject, JsonObject> save) =>
        Run(request, request.Body.Flag("allOrNone"), rows, save);

    private Answer Run<T>(ApiRequest request, bool allOrNone, IReadOnlyList<T> rows, Func<Tx, T, JsonObject> save)
    {
        if (allOrNone && request.Transaction is not null)
            return AllOrRefuse(request, rows, save);
        return records.Write(
            request,
            tx =>
            {
                var results = rows.Select(row => Result(tx, row, save)).ToList();
                if (allOrNone && results.Exists(result => result.Refusal is not null))
                {
                    tx.Abandon();
                    results = [.. results.Select(result => result.Refusal is null ? Failed(RolledBack()) : result)];
                }

                return new Answer(200, new JsonArray([.. results.Select(result => (JsonNode)result.Json)]));
            }
        );
    }

    /// <summary>Inside a larger transaction a refused row refuses the whole call, and the larger transaction decides what that means.</summary>
    private Answer AllOrRefuse<T>(ApiRequest request, IReadOnlyList<T> rows, Func<Tx, T, JsonObject> save) =>
        new(200, new JsonArray([.. rows.Select(row => (JsonNode)save(request.Transaction!, row)).ToList()]));

    private static (JsonObject Json, ApiException? Refusal) Result<T>(Tx tx, T row, Func<Tx, T, JsonObject> save)
    {
        try
        {
            return (save(tx, row), null);
        }
        catch (ApiException refusal)
        {
            return Failed(refusal);
        }
    }

    private static (JsonObject Json, ApiException? Refusal) Failed(ApiException refusal) =>
        (new JsonObject { ["success"] = false, ["errors"] = new JsonArray(Answer.Error(refusal, "statusCode")) }, refusal);

    private static ApiException RolledBack() =>
        new(
            400,
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header"
        );

    private static List<JsonObject> Rows(ApiRequest request)
    {
        if (request.Fields["records"] is not JsonArray rows || rows.Any(row => row is not JsonObject))
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [records]", "records");
        Require(rows.Count is > 0 and <= MaxRows, $"The records list must hold 1 to {MaxRows} records.");
        var list = rows.Select(row => (JsonObject)row!).ToList();
        var chunks = list.Zip(list.Skip(1), (a, b) => TypeOf(a) != TypeOf(b)).Count(changes => changes) + 1;
        Require(
            chunks <= MaxChunks,
            $"Cannot have more than {MaxChunks} chunks in a single operation. Please rearrange the data to reduce chunking."
        );
        return list;
    }

    private ObjectShape Shape(JsonObject row) =>
        TypeOf(row) is { } type && catalog.Shape(type) is { } shape && shape.Name != "CustomField"
            ? shape
            : throw new ApiException(400, "INVALID_TYPE", $"sObject type '{TypeOf(row)}' is not supported.");

    private static string? TypeOf(JsonObject row) => row.Child("attributes").Text("type");

    private static string? Id(JsonObject row) =>
        row.FirstOrDefault(pair => pair.Key.Equals("id", StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    private static JsonObject Without(JsonObject row, string? name = null)
    {
        var copy = (JsonObject)row.DeepClone();
        copy.Remove("attributes");
        foreach (var key in copy.Select(pair => pair.Key).Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList())
            copy.Remove(key);
        return copy;
    }

    private static string[] Texts(ApiRequest request, string name) =>
        request.Fields[name] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [];

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ApiException(400, "INVALID_INPUT", message);
    }
}
