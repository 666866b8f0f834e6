using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Several composite requests at once, each all or none: up to 75 graphs of 500 calls in sum; after 14 failed ones the rest is not tried.</summary>
internal sealed class Graphs(DataApi api, CrmStore store)
{
    private const int MaxNodes = 500;
    private const int MaxGraphs = 75;
    private const int MaxFailures = 14;
    private const int MaxDepth = 15;

    public Answer Run(ApiRequest request)
    {
        if (request.Transaction is not null)
            throw new ApiException(400, "INVALID_INPUT", "A composite request cannot hold a graph.");
        if (request.Fields["graphs"] is not JsonArray { Count: > 0 } graphs)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [graphs]", "graphs");
        if (graphs.Count > MaxGraphs || graphs.Sum(graph => (graph.Child("compositeRequest") as JsonArray)?.Count ?? 0) > MaxNodes)
            throw new ApiException(400, "LIMIT_EXCEEDED", $"A request can have {MaxGraphs} graphs and {MaxNodes} nodes.");
        var names = graphs.Select(graph => graph.Text("graphId")).ToList();
        if (names.Exists(string.IsNullOrEmpty) || names.Distinct().Count() < names.Count)
            throw new ApiException(400, "INVALID_INPUT", "Every graph needs a graphId of its own.");

        var failures = 0;
        var answers = new JsonArray();
        for (var i = 0; i < graphs.Count; i++)
        {
            var calls = graphs[i].Child("compositeRequest") as JsonArray ?? [];
            Check(calls);
            var halted = failures > MaxFailures;
            var (responses, successful) = halted ? (Halted(calls), false) : new Composite(api, store).Graph(request, calls);
            failures += successful ? 0 : 1;
            answers.Add(
                new JsonObject
                {
                    ["graphId"] = names[i],
                    ["graphResponse"] = new JsonObject { ["compositeResponse"] = responses },
                    ["isSuccessful"] = successful,
                }
            );
        }

        return new Answer(200, new JsonObject { ["graphs"] = answers });
    }

    /// <summary>A chain of references may be 15 calls long.</summary>
    private static void Check(JsonArray calls)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            var text = call?.ToJsonString() ?? "";
            var depth =
                1
                + depths
                    .Where(pair => text.Contains("@{" + pair.Key, StringComparison.Ordinal))
                    .Select(pair => pair.Value)
                    .DefaultIfEmpty()
                    .Max();
            if (depth > MaxDepth)
                throw new ApiException(400, "LIMIT_EXCEEDED", $"A graph can be {MaxDepth} nodes deep.");
            if (call.Text("referenceId") is { } name)
                depths[name] = depth;
        }
    }

    private static JsonArray Halted(JsonArray calls) =>
        new([
            .. calls.Select(call =>
                (JsonNode)
                    new JsonObject
                    {
                        ["body"] = Composite.RolledBack().Body,
                        ["httpHeaders"] = new JsonObject(),
                        ["httpStatusCode"] = 400,
                        ["referenceId"] = call.Text("referenceId"),
                    }
            ),
        ]);
}
