using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>One row: create, read, update, delete.</summary>
internal sealed class Records(CrmStore store, Catalog catalog, RecordWriter writer)
{
    public CrmStore Store => store;

    /// <summary>The object of that name; 404 when the API has none.</summary>
    public ObjectShape Shape(string type) =>
        catalog.Shape(type) is { } shape && shape.Name != "CustomField"
            ? shape
            : throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");

    /// <summary>Runs a write in the call's transaction, or in one of its own.</summary>
    public T Write<T>(ApiRequest request, Func<Tx, T> act) => request.Transaction is { } tx ? act(tx) : store.Write(request.Origin, act);

    public Answer Create(ApiRequest request, string type)
    {
        var shape = Shape(type);
        var fields = request.Fields;
        var id = Write(request, tx => writer.Create(tx, shape, fields));
        return new Answer(201, Answer.Saved(id));
    }

    public Answer Read(ApiRequest request, string type, string id)
    {
        var shape = Shape(type);
        var row = Normal(id) is { } normal ? catalog.ById(shape, normal) : null;
        if (row is null or Record { Archived: true })
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        return new Answer(200, Show(shape, row, Fields(shape, request.Parameter("fields")), request.Address));
    }

    public Answer Update(ApiRequest request, string type, string id)
    {
        var shape = Shape(type);
        var normal = OwnId(shape, id);
        Write(
            request,
            tx =>
            {
                writer.Update(tx, shape, normal, request.Fields);
                return true;
            }
        );
        return Answer.NoContent;
    }

    public Answer Delete(ApiRequest request, string type, string id)
    {
        var shape = Shape(type);
        var normal = OwnId(shape, id);
        Write(
            request,
            tx =>
            {
                writer.Delete(tx, shape, normal);
                return true;
            }
        );
        return Answer.NoContent;
    }

    /// <summary>The fields named, comma separated, or all; an unknown one is refused.</summary>
    public static IReadOnlyList<ObjectField> Fields(ObjectShape shape, string? named)
    {
        if (string.IsNullOrEmpty(named))
            return shape.Fields;
        var fields = named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. fields.Select(name =>
                shape.Field(name)
                ?? throw new ApiException(400, "INVALID_FIELD", $"No such column '{name}' on sobject of type {shape.Name}")
            ),
        ];
    }

    public static JsonObject Show(ObjectShape shape, object row, IReadOnlyList<ObjectField> fields, string address)
    {
        var id = shape.IdOf(row);
        var record = new JsonObject { ["attributes"] = JsonText.Attributes(shape.Name, $"{address}/sobjects/{shape.Name}/{id}") };
        foreach (var field in fields)
            record[field.Name] = JsonText.Of(field.Read(row));
        record["Id"] ??= id;
        return record;
    }

    /// <summary>The normal form of an id that must be of this object.</summary>
    public static string OwnId(ObjectShape shape, string id)
    {
        var normal = Normal(id) ?? throw new ApiException(400, "MALFORMED_ID", $"malformed id {id}");
        return SalesforceId.Prefix(normal) == shape.KeyPrefix
            ? normal
            : throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private static string? Normal(string id) => SalesforceId.Normalise(id);
}
