using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>What a client wants a row to hold: fields and their canonical text, names and rights checked.</summary>
internal sealed class Draft
{
    private readonly Dictionary<ObjectField, string?> _values = [];

    private Draft() { }

    public IEnumerable<(ObjectField Field, string? Value)> Values => _values.Select(pair => (pair.Key, pair.Value));

    /// <summary>Reads a body. A parent may be named by its external id: <c>"Account": {"Entente_Id__c": "p_1"}</c>.</summary>
    public static Draft Read(
        ObjectShape shape,
        JsonObject body,
        bool creating,
        Func<ObjectShape, ObjectField, string, string?> byExternalId,
        IRows rows
    )
    {
        var draft = new Draft();
        var refused = new List<string>();
        foreach (var (name, node) in body)
        {
            if (name.Equals("attributes", StringComparison.OrdinalIgnoreCase))
                continue;
            var field = shape.Field(name);
            var value = node;
            if (field is null && shape.Parent(name) is { } reference && node is JsonObject parent)
                (field, value) = (reference, ByExternalId(reference, parent, byExternalId, rows));
            if (field is null)
                throw new ApiException(400, "INVALID_FIELD", $"No such column '{name}' on sobject of type {shape.Name}");
            if (creating ? !field.Createable : !field.Updateable)
                refused.Add(field.Name);
            else
                draft._values[field] = FieldInput.Read(field, value);
        }

        if (refused.Count > 0)
        {
            throw new ApiException(
                400,
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                $"Unable to create/update fields: {string.Join(", ", refused)}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
                [.. refused]
            );
        }

        draft.RequireWhatMustBe(shape, creating);
        return draft;
    }

    public bool Has(string field, out string? value)
    {
        foreach (var pair in _values)
        {
            if (pair.Key.Name.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    private void RequireWhatMustBe(ObjectShape shape, bool creating)
    {
        var missing = shape
            .Fields.Where(field =>
                field is { Nillable: false, DefaultedOnCreate: false }
                && (creating ? field.Createable : field.Updateable)
                && (creating || _values.ContainsKey(field))
            )
            .Where(field => _values.GetValueOrDefault(field) is null)
            .Select(field => field.Name)
            .ToArray();
        if (missing.Length > 0)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", missing)}]", missing);
    }

    private static JsonNode ByExternalId(
        ObjectField reference,
        JsonObject parent,
        Func<ObjectShape, ObjectField, string, string?> find,
        IRows rows
    )
    {
        var named = parent.Where(pair => pair.Key != "attributes").ToList();
        var shape = rows.Shape(reference.ReferenceTo[0]);
        if (named is not [var (name, node)] || shape?.Field(name) is not { ExternalId: true } field)
        {
            var shown = named.Count == 1 ? named[0].Key : "";
            throw new ApiException(
                400,
                "INVALID_FIELD",
                $"Foreign key external ID not found or not unique: {shown} is not an external ID of {reference.ReferenceTo[0]}"
            );
        }

        var key = FieldInput.Read(field, node);
        var id = key is null ? null : find(shape, field, key);
        return id is null
            ? throw new ApiException(
                400,
                "INVALID_FIELD",
                $"Foreign key external ID: {key} not found for field {field.Name} in entity {shape.Name}"
            )
            : JsonValue.Create(id);
    }
}
