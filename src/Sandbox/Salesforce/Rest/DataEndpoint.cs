using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>From the wire to <see cref="DataApi"/> and back: version, faults on demand, session, budget, body, errors.</summary>
internal sealed partial class DataEndpoint(
    DataApi api,
    Sessions sessions,
    Limits limits,
    Faults faults,
    Trouble trouble,
    SandboxOptions options
)
{
    private const int FirstVersion = 31;
    private const int LastVersion = 68;
    private const int MaxRows = 2000;
    private const int MinRows = 200;

    public async Task Run(HttpContext context)
    {
        context.Response.Headers["Sforce-Limit-Info"] = limits.Header;
        try
        {
            var path = Path(context);
            if (path.Length == 0)
            {
                await Answers.Json(context, 200, Versions());
                return;
            }

            var version = Version(path[0]);
            var call = await Holding.Call(context, faults);
            var hit = faults.Meet(call);
            if (hit is not null && !await trouble.Before(context, hit, call))
                return;
            if (!sessions.Use(Answers.Token(context)))
                throw new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid");
            if (!limits.TryCount())
                throw new ApiException(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
            context.Response.Headers["Sforce-Limit-Info"] = limits.Header;
            var answer = Trouble.Run(hit, await Request(context, version, path[1..]), api.Run);
            if (hit is not null && !await trouble.After(context, hit))
                return;
            await Answers.Json(context, answer.Status, answer.Body);
        }
        catch (ApiException refusal)
        {
            var answer = Answer.Of(refusal);
            await Answers.Json(context, answer.Status, answer.Body);
        }
    }

    private static JsonArray Versions() =>
        new([
            .. Enumerable
                .Range(FirstVersion, LastVersion - FirstVersion + 1)
                .Select(number =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["label"] = Label(number),
                            ["url"] = $"/services/data/v{number}.0",
                            ["version"] = $"{number}.0",
                        }
                ),
        ]);

    /// <summary>Three releases a year; v66.0 was Spring '26.</summary>
    private static string Label(int number)
    {
        var releases = number - 66 + (3 * 26);
        var season = (releases % 3) switch
        {
            0 => "Spring",
            1 => "Summer",
            _ => "Winter",
        };
        // A winter release carries the next year's number.
        return $"{season} '{(releases / 3) + (season == "Winter" ? 1 : 0):00}";
    }

    private static string Version(string segment)
    {
        var match = VersionPattern().Match(segment);
        if (!match.Success || !int.TryParse(match.Groups["number"].Value, out var number) || number > LastVersion)
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        return number >= FirstVersion
            ? $"{number}.0"
            : throw new ApiException(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired.");
    }

    /// <summary>The segments as sent, each decoded by itself, so that an external id may hold an encoded slash.</summary>
    private static string[] Path(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith('/'))
            target = new Uri(target).PathAndQuery;
        return Subrequest.Segments(target.Split('?')[0])[2..];
    }

    private async Task<ApiRequest> Request(HttpContext context, string version, string[] path)
    {
        var query = Subrequest.Parameters(context.Request.QueryString.Value ?? "");
        query[Describe.RootParameter] = Origins.Root(context);
        var client = CallOptions().Match(context.Request.Headers["Sforce-Call-Options"].ToString()).Groups["client"].Value;
        return new ApiRequest(
            context.Request.Method,
            version,
            path,
            query,
            await Body(context),
            new Origin(Door.SalesforceApi, client is { Length: > 0 } ? client : null, options.SalesforceUsername)
        )
        {
            BatchSize = BatchSize(context),
        };
    }

    private static int BatchSize(HttpContext context)
    {
        var match = QueryOptions().Match(context.Request.Headers["Sforce-Query-Options"].ToString());
        return match.Success && int.TryParse(match.Groups["size"].Value, out var size) ? Math.Clamp(size, MinRows, MaxRows) : MaxRows;
    }

    private static async Task<JsonNode?> Body(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        if (buffer.Length == 0)
            return null;
        try
        {
            var bytes = buffer.ToArray();
            RefuseBrokenText(bytes);
            return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ApiException(400, "JSON_PARSER_ERROR", $"Unexpected character or end of input: {e.Message}");
        }
    }

    /// <summary>Half a surrogate pair is legal JSON but no text; found here, it is a refusal and not a failure later.</summary>
    private static void RefuseBrokenText(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
    }

    [GeneratedRegex(@"^[vV](?<number>\d{1,3})\.0$", RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"batchSize\s*=\s*(?<size>\d{1,6})", RegexOptions.NonBacktracking)]
    private static partial Regex QueryOptions();

    [GeneratedRegex(@"client=(?<client>[^;,]+)", RegexOptions.NonBacktracking)]
    private static partial Regex CallOptions();
}
