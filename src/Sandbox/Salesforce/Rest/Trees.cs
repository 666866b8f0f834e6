using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Records with their children, nested, made together or not at all: up to 200 records, five objects, five levels.</summary>
internal sealed class Trees(Records records, RecordWriter writer, Catalog catalog)
{
    private const int MaxRecords = 200;
    private const int MaxLevels = 5;
    private const int MaxObjects = 5;

    private sealed record Node(ObjectShape Shape, string Reference, JsonObject Fields, Node? Parent, string? ParentField);

    public Answer Create(ApiRequest request, string type)
    {
        var shape = records.Shape(type);
        if (request.Fields["records"] is not JsonArray { Count: > 0 } roots)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [records]", "records");
        var nodes = new List<Node>();
        Flatten(roots, shape, null, null, 1, nodes);
        if (nodes.Count > MaxRecords)
            throw new ApiException(
                400,
                "LIMIT_EXCEEDED",
                $"The number of records in the request is {nodes.Count}; the maximum is {MaxRecords}."
            );
        if (nodes.Select(node => node.Shape.Name).Distinct().Count() > MaxObjects)
            throw new ApiException(400, "LIMIT_EXCEEDED", $"The request has records of more than {MaxObjects} objects.");
        if (nodes.GroupBy(node => node.Reference).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ApiException(400, "INVALID_INPUT", $"Duplicate ReferenceId provided in the request: {twice.Key}");
        return records.Write(request, tx => Save(request, tx, nodes));
    }

    private Answer Save(ApiRequest request, Tx tx, List<Node> nodes)
    {
        var ids = new Dictionary<Node, string>();
        foreach (var node in nodes)
        {
            try
            {
                if (node.Parent is not null)
                    node.Fields[node.ParentField!] = ids[node.Parent];
                ids[node] = writer.Create(tx, node.Shape, node.Fields, request.AllowDuplicates);
            }
            catch (ApiException refusal) when (request.Transaction is null)
            {
                tx.Abandon();
                var failed = new JsonObject
                {
                    ["referenceId"] = node.Reference,
                    ["errors"] = new JsonArray(Answer.Error(refusal, "statusCode")),
                };
                return new Answer(400, new JsonObject { ["hasErrors"] = true, ["results"] = new JsonArray(failed) });
            }
        }

        var results = nodes.Select(node => (JsonNode)new JsonObject { ["referenceId"] = node.Reference, ["id"] = ids[node] });
        return new Answer(201, new JsonObject { ["hasErrors"] = false, ["results"] = new JsonArray([.. results]) });
    }

    /// <summary>Parents before their children.</summary>
    private void Flatten(JsonArray rows, ObjectShape shape, Node? parent, string? parentField, int level, List<Node> into)
    {
        if (level > MaxLevels)
            throw new ApiException(400, "LIMIT_EXCEEDED", $"The request is nested more than {MaxLevels} levels deep.");
        foreach (var row in rows)
        {
            var attributes = row.Child("attributes");
            if (row is not JsonObject fields || attributes.Text("referenceId") is not { Length: > 0 } reference)
                throw new ApiException(400, "INVALID_INPUT", "Include a reference ID for each record in the request.");
            if (attributes.Text("type") is { } type && !type.Equals(shape.Name, StringComparison.OrdinalIgnoreCase))
                throw new ApiException(400, "INVALID_INPUT", $"The record {reference} is no {shape.Name}.");
            var own = new JsonObject();
            var node = new Node(shape, reference, own, parent, parentField);
            into.Add(node);
            foreach (var (name, value) in fields.Where(pair => pair.Key != "attributes"))
            {
                if (value.Child("records") is not JsonArray children)
                    own[name] = value?.DeepClone();
                else if (shape.ChildRows(name) is { } relation && catalog.Shape(relation.Child) is { } child)
                    Flatten(children, child, node, relation.Field, level + 1, into);
                else
                    throw new ApiException(400, "INVALID_FIELD", $"No such relationship '{name}' on {shape.Name}");
            }
        }
    }
}
