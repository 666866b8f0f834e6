using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Scim;

/// <summary>An answer in the directory's language: <c>application/scim+json</c>.</summary>
internal sealed class ScimAnswer(int status, JsonNode? body, string? etag = null, string? location = null) : IResult
{
    public const string MediaType = "application/scim+json";

    public int Status => status;

    /// <summary>For the page: what was wrong; null when nothing was.</summary>
    public string? Detail => status < 400 ? null : body?["detail"]?.GetValue<string>();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (etag is not null)
            response.Headers.ETag = etag;
        if (location is not null)
            response.Headers.Location = location;
        if (body is null)
            return;
        response.ContentType = MediaType + "; charset=utf-8";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}

internal static class ScimAnswers
{
    /// <summary>More is not read of a body.</summary>
    public const int LongestBody = 1_048_576;

    public static ScimAnswer Fault(int status, string detail, string? type = null) => new(status, ScimFaults.Body(status, detail, type));

    public static ScimAnswer Fault(Problem problem) => new(ScimFaults.StatusOf(problem), ScimFaults.Body(problem));

    /// <summary>One resource, with its version in the header and in <c>meta</c>.</summary>
    public static ScimAnswer One(ScimFound found, int status, ScimParts parts) =>
        new(status, parts.Of(Versioned(found)), found.ETag, found.Location);

    public static JsonObject List(ScimPage page, ScimAsked asked)
    {
        var all = new JsonArray();
        foreach (var found in page.Found)
            all.Add(asked.Parts.Of(Versioned(found)));
        return List(all, page.Total, asked.StartIndex);
    }

    public static JsonObject List(JsonArray resources, int total, int startIndex) =>
        new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = total,
            ["startIndex"] = startIndex,
            ["itemsPerPage"] = resources.Count,
            ["Resources"] = resources,
        };

    /// <summary>The body as an object, or why it is none.</summary>
    public static async Task<(JsonObject? Body, ScimAnswer? Fault)> Read(HttpContext http)
    {
        var read = await Bytes(http);
        if (read is null)
            return (null, Fault(StatusCodes.Status413PayloadTooLarge, $"At most {LongestBody} bytes are read."));
        try
        {
            return JsonNode.Parse(read, documentOptions: new() { MaxDepth = 32, AllowDuplicateProperties = false }) is JsonObject body
                ? (body, null)
                : (null, Fault(ScimFaults.Syntax("The body is a JSON object.")));
        }
        catch (JsonException)
        {
            return (null, Fault(ScimFaults.Syntax("The body is no JSON.")));
        }
    }

    private static async Task<byte[]?> Bytes(HttpContext http)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (kept.Length + read > LongestBody)
                return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    private static JsonObject Versioned(ScimFound found)
    {
        var body = (JsonObject)found.Body.DeepClone();
        if (body["meta"] is JsonObject meta)
            meta["version"] = found.ETag;
        return body;
    }
}
