using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>
/// Up to 25 calls in order, later ones naming what earlier ones answered (<c>@{acc.id}</c>). With <c>allOrNone</c> one transaction holds
/// them all and one refusal undoes all; its reads see what was there before it.
/// </summary>
internal sealed partial class Composite(DataApi api, CrmStore store)
{
    private const int MaxSubrequests = 25;

    public Answer Run(ApiRequest request)
    {
        if (request.Transaction is not null)
            throw new ApiException(400, "INVALID_INPUT", "A composite request cannot hold another.");
        if (request.Fields["compositeRequest"] is not JsonArray { Count: > 0 } calls)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [compositeRequest]", "compositeRequest");
        if (calls.Count > MaxSubrequests)
            throw new ApiException(
                400,
                "LIMIT_EXCEEDED",
                $"The composite request has {calls.Count} subrequests; the maximum is {MaxSubrequests}."
            );
        var names = calls.Select(call => call.Text("referenceId")).ToList();
        if (names.Exists(string.IsNullOrEmpty) || names.Distinct().Count() < names.Count)
            throw new ApiException(400, "INVALID_INPUT", "Every subrequest needs a referenceId of its own.");

        var allOrNone = request.Body.Flag("allOrNone");
        var answers = allOrNone
            ? store.Write(request.Origin, tx => Together(request with { Transaction = tx }, calls, names!))
            : Answers(request, calls, names!, stopAtFailure: false);
        return new Answer(200, new JsonObject { ["compositeResponse"] = Responses(answers, calls, names!) });
    }

    /// <summary>The calls of one graph, all or none, and whether they all went well.</summary>
    public (JsonArray Responses, bool Successful) Graph(ApiRequest request, JsonArray calls)
    {
        var names = calls.Select(call => call.Text("referenceId")).ToList();
        if (names.Count == 0 || names.Exists(string.IsNullOrEmpty) || names.Distinct().Count() < names.Count)
            throw new ApiException(400, "INVALID_INPUT", "Every node of a graph needs a referenceId of its own.");
        var answers = store.Write(request.Origin, tx => Together(request with { Transaction = tx }, calls, names!));
        return (Responses(answers, calls, names!), answers.TrueForAll(answer => answer.Status < 300));
    }

    private static JsonArray Responses(IEnumerable<Answer> answers, JsonArray calls, List<string> names) =>
        new([
            .. answers.Select(
                (answer, i) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["body"] = answer.Body,
                            ["httpHeaders"] =
                                answer.Status == 201 && answer.Body.Text("id") is { } id
                                    ? new JsonObject { ["Location"] = $"{calls[i].Text("url")}/{id}" }
                                    : new JsonObject(),
                            ["httpStatusCode"] = answer.Status,
                            ["referenceId"] = names[i],
                        }
            ),
        ]);

    private List<Answer> Together(ApiRequest request, JsonArray calls, List<string> names)
    {
        var answers = Answers(request, calls, names, stopAtFailure: true);
        var failure = answers.FindIndex(answer => answer.Status >= 300);
        if (failure < 0)
            return answers;
        request.Transaction!.Abandon();
        return [.. calls.Select((_, i) => i == failure ? answers[i] : RolledBack())];
    }

    private List<Answer> Answers(ApiRequest request, JsonArray calls, List<string> names, bool stopAtFailure)
    {
        var bodies = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var answers = new List<Answer>();
        for (var i = 0; i < calls.Count; i++)
        {
            var answer = One(request, calls[i], bodies);
            answers.Add(answer);
            if (answer.Status < 300)
                bodies[names[i]] = answer.Body;
            else if (stopAtFailure)
                break;
        }

        return answers;
    }

    private Answer One(ApiRequest request, JsonNode? call, Dictionary<string, JsonNode?> bodies)
    {
        try
        {
            var resolved = Resolved(call, bodies);
            var inner = Subrequest.Of(request, resolved, "url", "body");
            return inner.Path is ["composite", "sobjects" or "tree", ..] or not ["composite", ..]
                ? api.Run(inner)
                : throw new ApiException(400, "INVALID_INPUT", "A composite request cannot hold another.");
        }
        catch (ApiException refusal)
        {
            return Answer.Of(refusal);
        }
    }

    /// <summary>A copy with every reference replaced; a text that is one reference alone takes the value's own type.</summary>
    private static JsonNode? Resolved(JsonNode? node, Dictionary<string, JsonNode?> bodies)
    {
        switch (node)
        {
            case JsonObject fields:
                return new JsonObject(fields.Select(pair => KeyValuePair.Create(pair.Key, Resolved(pair.Value, bodies))));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Resolved(item, bodies))]);
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Contains("@{", StringComparison.Ordinal):
                var whole = Reference().Match(text);
                return whole.Success && whole.Length == text.Length
                    ? Value(whole.Groups["path"].Value, bodies).DeepClone()
                    : JsonValue.Create(Reference().Replace(text, match => Value(match.Groups["path"].Value, bodies).ToString()));
            default:
                return node?.DeepClone();
        }
    }

    private static JsonNode Value(string path, Dictionary<string, JsonNode?> bodies)
    {
        var parts = path.Split('.');
        var (name, index) = Indexed(parts[0]);
        var at = bodies.GetValueOrDefault(name);
        at = index is { } first ? At(at, first) : at;
        foreach (var part in parts.Skip(1))
        {
            var (field, place) = Indexed(part);
            at = (at as JsonObject)?.FirstOrDefault(pair => pair.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
            at = place is { } number ? At(at, number) : at;
        }

        return at
            ?? throw new ApiException(
                400,
                "PROCESSING_HALTED",
                $"Invalid reference specified. No value for {path} found. Provided referenceId: {name}"
            );
    }

    private static (string Name, int? Index) Indexed(string part)
    {
        var open = part.IndexOf('[', StringComparison.Ordinal);
        return open > 0 && part.EndsWith(']') && int.TryParse(part.AsSpan(open + 1, part.Length - open - 2), out var index)
            ? (part[..open], index)
            : (part, null);
    }

    private static JsonNode? At(JsonNode? node, int index) =>
        node is JsonArray list && index >= 0 && index < list.Count ? list[index] : null;

    public static Answer RolledBack() =>
        Answer.Of(
            new ApiException(
                400,
                "PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed."
            )
        );

    [GeneratedRegex(@"@\{(?<path>[^}]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
