using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Access.Scim.Filter;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Access.Scim;

/// <summary>
/// Many changes in one request (RFC 7644 §3.7), each by itself. What is made in it can be named before it has an id, by its <c>bulkId</c>, also by
/// what stands before it: an operation waits for those it names.
/// </summary>
internal sealed class ScimBulk(EntenteDb db, IEnumerable<IScimResources> resources, ScimAddresses addresses)
{
    public const int Most = 500;
    private const string Reference = "bulkId:";

    /// <summary>The answers, in the order in which the operations were done; or why none was.</summary>
    public async Task<Result<JsonObject>> Run(JsonObject body, CancellationToken ct)
    {
        if (Member(body, "Operations") is not JsonArray operations || operations.Any(o => o is not JsonObject))
            return ScimFaults.Syntax("Operations is missing: a list of operations.");
        var limit = Member(body, "failOnErrors") is JsonValue said && said.TryGetValue<int>(out var most) && most > 0 ? most : int.MaxValue;
        var (made, answers, faults) = (new Dictionary<string, string>(StringComparer.Ordinal), new JsonArray(), 0);
        var waiting = operations.OfType<JsonObject>().ToList();
        while (waiting.Count > 0 && faults < limit)
        {
            // What names nothing that is still to be made; if all wait for each other, the first of them says so.
            var pending = waiting.Select(o => Word(o, "bulkId")).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var next = waiting.Find(o => !Named(o).Any(n => pending.Contains(n))) ?? waiting[0];
            waiting.Remove(next);
            var answer = await One(next, made, ct);
            answers.Add(answer);
            if (int.Parse(answer["status"]!.GetValue<string>(), CultureInfo.InvariantCulture) >= 400)
                faults++;
            // What one of them left in memory is nothing to the next.
            db.ChangeTracker.Clear();
        }
        return new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:BulkResponse"),
            ["Operations"] = answers,
        };
    }

    private async Task<JsonObject> One(JsonObject operation, Dictionary<string, string> made, CancellationToken ct)
    {
        var (method, bulkId) = ((Word(operation, "method") ?? "").ToUpperInvariant(), Word(operation, "bulkId"));
        var answer = new JsonObject { ["method"] = method };
        if (bulkId is not null)
            answer["bulkId"] = bulkId;
        var done = await Do(operation, method, bulkId, made, answer, ct);
        answer["status"] = (done.Ok ? done.Value : ScimFaults.StatusOf(done.Problem)).ToString(CultureInfo.InvariantCulture);
        if (!done.Ok)
            answer["response"] = ScimFaults.Body(done.Problem);
        return answer;
    }

    private async Task<Result<int>> Do(
        JsonObject operation,
        string method,
        string? bulkId,
        Dictionary<string, string> made,
        JsonObject answer,
        CancellationToken ct
    )
    {
        if (Named(operation).FirstOrDefault(n => !made.ContainsKey(n)) is { } unknown)
            return ScimFaults.Unresolved($"Nothing was made under bulkId {unknown}.");
        var path = Resolve(Word(operation, "path") ?? "", made).Trim('/').Split('/');
        if (resources.FirstOrDefault(r => r.Path.Equals(path[0], StringComparison.OrdinalIgnoreCase)) is not { } kind || path.Length > 2)
            return ScimFaults.Path("path begins with /Users or /Groups.");
        var data = Member(operation, "data") is JsonObject given ? (JsonObject)Resolved(given, made)! : null;
        if (data is null && method is not "DELETE")
            return ScimFaults.Syntax("data is missing.");
        if (path.Length == (method is "POST" ? 2 : 1))
            return ScimFaults.Path(method is "POST" ? "POST has no id in its path." : "The id is missing in the path.");
        if (method is "POST" && bulkId is null)
            return ScimFaults.Syntax("POST needs a bulkId.");
        var condition = Word(operation, "version");
        if (method is "DELETE")
        {
            var gone = await kind.Delete(path[1], condition, ct);
            answer["location"] = await addresses.Root(ct) + $"{kind.Path}/{path[1]}";
            return gone.Ok ? 204 : gone.Problem;
        }
        var found = method switch
        {
            "POST" => await kind.Create(data!, ct),
            "PUT" => await kind.Replace(path[1], data!, condition, ct),
            "PATCH" => await kind.Patch(path[1], data!, condition, ct),
            _ => ScimFaults.Syntax("method is one of POST, PUT, PATCH, DELETE."),
        };
        if (!found.Ok)
            return found.Problem;
        (answer["location"], answer["version"]) = (found.Value.Location, found.Value.ETag);
        if (method is not "POST")
            return 200;
        made[bulkId!] = found.Value.Id;
        return 201;
    }

    /// <summary>The bulkIds that an operation names, in its path and anywhere in its data.</summary>
    private static IEnumerable<string> Named(JsonObject operation) =>
        Texts(Member(operation, "data"))
            .Append(
                Word(operation, "path") is { } path && path.IndexOf(Reference, StringComparison.Ordinal) is var at and >= 0
                    ? path[at..]
                    : ""
            )
            .Where(t => t.StartsWith(Reference, StringComparison.Ordinal))
            .Select(t => t[Reference.Length..]);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject whole => whole.SelectMany(p => Texts(p.Value)),
            JsonArray many => many.SelectMany(Texts),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    private static JsonNode? Resolved(JsonNode? node, Dictionary<string, string> made)
    {
        switch (node)
        {
            case JsonObject whole:
                var copy = new JsonObject();
                foreach (var (name, value) in whole)
                    copy[name] = Resolved(value, made);
                return copy;
            case JsonArray many:
                return new JsonArray([.. many.Select(n => Resolved(n, made))]);
            case JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith(Reference, StringComparison.Ordinal):
                return made[text[Reference.Length..]];
            default:
                return node?.DeepClone();
        }
    }

    private static string Resolve(string path, Dictionary<string, string> made)
    {
        var at = path.IndexOf(Reference, StringComparison.Ordinal);
        return at < 0 ? path : path[..at] + made[path[(at + Reference.Length)..]];
    }

    private static string? Word(JsonObject of, string name) =>
        Member(of, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Member(JsonObject of, string name) => of.KeyOf(name) is { } key ? of[key] : null;
}
