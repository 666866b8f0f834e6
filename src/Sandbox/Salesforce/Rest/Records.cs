using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>One row: create, read, update, delete.</summary>
internal sealed class Records(CrmStore store, Catalog catalog, RecordWriter writer, RecentlyViewed recent)
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
        var id = Write(request, tx => writer.Create(tx, shape, fields, request.AllowDuplicates));
        return new Answer(201, Answer.Saved(id));
    }

    public Answer Read(ApiRequest request, string type, string id)
    {
        var shape = Shape(type);
        var row = Normal(id) is { } normal ? catalog.ById(shape, normal) : null;
        if (row is null || Catalog.IsDeleted(row))
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        if (request.MarkRecent)
            recent.Note(shape.IdOf(row)!);
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
                writer.Update(tx, shape, normal, request.Fields, request.AllowDuplicates);
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

    /// <summary>The bytes of a file.</summary>
    public Answer Blob(string type, string id, string fieldName)
    {
        var shape = Shape(type);
        return
            shape.Field(fieldName) is { Kind: FieldKind.Base64 } field
            && Normal(id) is { } normal
            && catalog.ById(shape, normal) is { } row
            && !Catalog.IsDeleted(row)
            && field.Read(row) is string text
            ? new Answer(200, null) { Raw = ("application/octetstream", Convert.FromBase64String(text)) }
            : throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
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
        var url = $"{address}/sobjects/{shape.Name}/{id}";
        var record = new JsonObject { ["attributes"] = JsonText.Attributes(shape.Name, url) };
        foreach (var field in fields)
            record[field.Name] = JsonText.Of(field, field.Read(row), url);
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
