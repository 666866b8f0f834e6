using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Rows by external id: read, upsert (201 made, 200 changed, 300 when several have it), delete.</summary>
internal sealed class Upserts(Records records, RecordWriter writer)
{
    public Answer Read(ApiRequest request, string type, string fieldName, string value)
    {
        var (shape, field) = Key(type, fieldName);
        if (field.Kind == FieldKind.Id)
            return records.Read(request, type, value);
        var found = writer.ByExternalId(request.Transaction, shape, field, value);
        return found.Count switch
        {
            0 => throw NotThere(),
            1 => new Answer(200, Records.Show(shape, found[0], Records.Fields(shape, request.Parameter("fields")), request.Address)),
            _ => Several(shape, found, request.Address),
        };
    }

    public Answer Upsert(ApiRequest request, string type, string fieldName, string value)
    {
        var (shape, field) = Key(type, fieldName);
        if (field.Kind == FieldKind.Id)
            return records.Update(request, type, value);
        var fields = request.Fields;
        return records.Write(
            request,
            tx =>
            {
                if (writer.ByExternalId(tx, shape, field, value) is { Count: > 1 } several)
                    return Several(shape, several, request.Address);
                var (id, created) = Save(tx, shape, field, value, fields, request.Flag("updateOnly"), request.AllowDuplicates);
                // Before v46.0 an update answered 204.
                return !created && Before(request.Version, 46)
                    ? Answer.NoContent
                    : new Answer(created ? 201 : 200, Answer.Saved(id, created));
            }
        );
    }

    public Answer Delete(ApiRequest request, string type, string fieldName, string value)
    {
        var (shape, field) = Key(type, fieldName);
        if (field.Kind == FieldKind.Id)
            return records.Delete(request, type, value);
        return records.Write(
            request,
            tx =>
            {
                var found = writer.ByExternalId(tx, shape, field, value);
                if (found.Count != 1)
                    return found.Count == 0 ? throw NotThere() : Several(shape, found, request.Address);
                writer.Delete(tx, shape, shape.IdOf(found[0])!);
                return Answer.NoContent;
            }
        );
    }

    /// <summary>Changes the one record with this external id, or makes it.</summary>
    public (string Id, bool Created) Save(
        Tx tx,
        ObjectShape shape,
        ObjectField field,
        string value,
        JsonObject body,
        bool updateOnly = false,
        bool allowDuplicates = false
    )
    {
        foreach (var (name, _) in body)
        {
            if (name.Equals(field.Name, StringComparison.OrdinalIgnoreCase) || name.Equals("Id", StringComparison.OrdinalIgnoreCase))
                throw new ApiException(400, "INVALID_FIELD", $"The {name} field should not be specified in the sobject data.");
        }

        switch (writer.ByExternalId(tx, shape, field, value))
        {
            case []:
                if (updateOnly)
                    throw NotThere();
                var made = (JsonObject)body.DeepClone();
                made[field.Name] = value;
                return (writer.Create(tx, shape, made, allowDuplicates), true);
            case [var only]:
                var id = shape.IdOf(only)!;
                writer.Update(tx, shape, id, body, allowDuplicates);
                return (id, false);
            default:
                throw new ApiException(
                    300,
                    "DUPLICATE_EXTERNAL_ID",
                    $"{field.Name}: more than one record found for external id field: [{value}]",
                    field.Name
                );
        }
    }

    /// <summary>The object and its external id field (or Id).</summary>
    public (ObjectShape Shape, ObjectField Field) Key(string type, string fieldName)
    {
        var shape = records.Shape(type);
        return shape.Field(fieldName) is { } field && (field.ExternalId || field.Kind == FieldKind.Id)
            ? (shape, field)
            : throw new ApiException(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {fieldName}");
    }

    public static bool Before(string version, int major) => int.TryParse(version.Split('.')[0], out var number) && number < major;

    private static ApiException NotThere() => new(404, "NOT_FOUND", "The requested resource does not exist");

    private static Answer Several(ObjectShape shape, IReadOnlyList<object> found, string address) =>
        new(300, new JsonArray([.. found.Select(row => (JsonNode)$"{address}/sobjects/{shape.Name}/{shape.IdOf(row)}")]));
}
