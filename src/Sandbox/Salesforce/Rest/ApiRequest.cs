using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>One call of the data API, from the wire or from inside a composite request.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Version">As in the path, <c>66.0</c>.</param>
/// <param name="Path">Decoded segments after <c>/services/data/v66.0</c>.</param>
/// <param name="Query">Query parameters by name.</param>
/// <param name="Body">The parsed body; null when empty.</param>
/// <param name="Origin">Who writes.</param>
internal sealed record ApiRequest(
    string Method,
    string Version,
    IReadOnlyList<string> Path,
    IReadOnlyDictionary<string, string> Query,
    JsonNode? Body,
    Origin Origin
)
{
    /// <summary>Rows per page of a query.</summary>
    public int BatchSize { get; init; } = 2000;

    /// <summary>The body as sent when it is no JSON (rows of a bulk job); null otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the caller saves a record although a duplicate rule found others like it.</summary>
    public bool AllowDuplicates { get; init; }

    /// <summary>Whether what is read here is to be listed among the recently viewed.</summary>
    public bool MarkRecent { get; init; }

    /// <summary>Answers 304 when the schema did not change since then.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The transaction this call is part of; null when it makes its own.</summary>
    public Tx? Transaction { get; init; }

    /// <summary>The address below which this version's resources are.</summary>
    public string Address => $"/services/data/v{Version}";

    public JsonObject Fields =>
        Body as JsonObject
        ?? throw new ApiException(400, "JSON_PARSER_ERROR", "The HTTP entity body is required, but this request has no entity body.");

    public string? Parameter(string name) => Query.GetValueOrDefault(name);

    public bool Flag(string name) => string.Equals(Parameter(name), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A status and the JSON to go with it; null for none.</summary>
internal sealed record Answer(int Status, JsonNode? Body)
{
    public static readonly Answer NoContent = new(204, null);

    /// <summary>Text in place of JSON, with its media type.</summary>
    public (string MediaType, byte[] Bytes)? Raw { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Csv(string text) => new(200, null) { Raw = ("text/csv; charset=UTF-8", System.Text.Encoding.UTF8.GetBytes(text)) };

    /// <summary>The refusal as the array every error of this API is.</summary>
    public static Answer Of(ApiException refusal) => new(refusal.Status, new JsonArray(Error(refusal, "errorCode")));

    /// <param name="refusal">What went wrong.</param>
    /// <param name="codeName"><c>errorCode</c>, or <c>statusCode</c> inside the results of collections.</param>
    public static JsonObject Error(ApiException refusal, string codeName)
    {
        var error = new JsonObject { ["message"] = refusal.Message, [codeName] = refusal.Code };
        if (refusal.Duplicates is { } duplicates)
            error.Insert(0, "duplicateResult", duplicates.DeepClone());
        if (refusal.Fields.Count > 0 || codeName == "statusCode")
            error["fields"] = new JsonArray([.. refusal.Fields.Select(field => (JsonNode)field)]);
        return error;
    }

    /// <summary>A save result.</summary>
    public static JsonObject Saved(string id, bool? created = null)
    {
        var result = new JsonObject
        {
            ["id"] = id,
            ["success"] = true,
            ["errors"] = new JsonArray(),
        };
        if (created is { } flag)
            result["created"] = flag;
        return result;
    }
}
