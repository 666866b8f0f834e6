using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce;

/// <summary>JSON on the wire, and the token of a request.</summary>
internal static class Answers
{
    /// <summary>Plus signs of offsets stay readable, as Salesforce writes them.</summary>
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Json(HttpContext context, int status, JsonNode? body)
    {
        context.Response.StatusCode = status;
        if (body is null)
            return;
        context.Response.ContentType = "application/json;charset=UTF-8";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Relaxed);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    public static async Task Write(HttpContext context, Rest.Answer answer)
    {
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        if (answer.Raw is not { } raw)
        {
            await Json(context, answer.Status, answer.Body);
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = raw.MediaType;
        context.Response.ContentLength = raw.Bytes.Length;
        await context.Response.Body.WriteAsync(raw.Bytes, context.RequestAborted);
    }

    /// <summary>The token of <c>Authorization: Bearer</c> (or the older <c>OAuth</c>).</summary>
    public static string? Token(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().Split(' ', 2) is [var scheme, var token]
        && (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("OAuth", StringComparison.OrdinalIgnoreCase))
            ? token.Trim()
            : null;
}
