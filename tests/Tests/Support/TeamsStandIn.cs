using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Support;

/// <summary>Something that stands in Teams.</summary>
/// <param name="Conversation">A channel, or a conversation with somebody alone; without a thread.</param>
/// <param name="Root">The message that its thread begins with; null: it begins one, or there are none.</param>
internal sealed record TeamsSays(string Conversation, string Id, string? Root, string Summary, JsonObject Card)
{
    /// <summary>All words and addresses in it.</summary>
    public string Everything => $"{Summary}\n{string.Join('\n', Words(Card))}";

    /// <summary>The data of the button with this act, wherever it is on the card; null: there is none.</summary>
    public JsonObject? Button(string act) =>
        Parts(Card)
            .OfType<JsonObject>()
            .Where(o => o["type"]?.GetValue<string>() == "Action.Submit")
            .Select(o => o["data"]!.AsObject())
            .SingleOrDefault(d => d["entente"]!["act"]!.GetValue<string>() == act);

    public IReadOnlyList<JsonObject> Inputs =>
        [
            .. Parts(Card)
                .OfType<JsonObject>()
                .Where(o =>
                    o["type"]?.GetValueKind() is JsonValueKind.String
                    && o["type"]!.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal)
                ),
        ];

    private static IEnumerable<string> Words(JsonNode node) =>
        Parts(node)
            .OfType<JsonObject>()
            .SelectMany(o => new[] { "text", "url", "title", "label" }.Select(n => o[n]).OfType<JsonValue>())
            .Select(v => v.GetValue<string>());

    private static IEnumerable<JsonNode> Parts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(m => Parts(m.Value)).Prepend(o),
            JsonArray a => a.SelectMany(Parts),
            _ => [],
        };
}

/// <summary>What Teams does wrong when it is next asked.</summary>
/// <param name="Done">It does what was asked, and only then breaks down.</param>
internal sealed record TeamsTrouble(int Status, int? RetryAfter = null, bool Done = false);

/// <summary>
/// The Bot Connector and Entra as their public documentation describes them: the metadata and keys of the connector, the token endpoint, and conversations,
/// over HTTP on this machine, with faults on demand; and the activities that Teams would send, signed.
/// </summary>
internal sealed partial class TeamsStandIn(TestClock clock) : IAsyncDisposable
{
    public const string AppId = "0f6c2a7e-5d0f-4a37-9a9b-6b1a2f3c4d5e";
    public const string Tenant = "7a1d1f52-2b53-4c1c-8f1e-0a9b8c7d6e5f";
    public const string Secret = "the~client.secret";

    private readonly ConcurrentQueue<TeamsTrouble> troubles = new();
    private readonly ConcurrentDictionary<string, bool> gone = new();
    private readonly ConcurrentDictionary<string, bool> notAdded = new();
    private (RSA Key, string Kid) signing = (RSA.Create(2048), "k1");

    // Ids are Microsoft’s: two stand-ins of one run share none.
    private static int stands;
    private int made = Interlocked.Add(ref stands, 10_000);
    private WebApplication? app;

    public string Origin => app!.Urls.First();

    public string ServiceUrl => Origin + "/emea/";

    public ConcurrentQueue<TeamsSays> Said { get; } = new();

    /// <summary>What was changed, and what stands there now.</summary>
    public ConcurrentQueue<TeamsSays> Updated { get; } = new();

    /// <summary>Calls to the connector, in order: method and path.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public int TokensGiven { get; private set; }

    public int KeysAsked { get; private set; }

    /// <summary>What the keys may speak for.</summary>
    public string[] Endorsements { get; set; } = ["msteams"];

    /// <summary>What Entra answers instead of a token: the error and what is told beside it.</summary>
    public (string Error, string Told)? NoToken { get; set; }

    /// <summary>Tokens given before are not taken any more.</summary>
    public int TokensFrom { get; set; }

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet(
            "/v1/.well-known/openidconfiguration",
            () => Results.Json(new { issuer = "https://api.botframework.com", jwks_uri = Origin + "/v1/.well-known/keys" })
        );
        app.MapGet("/v1/.well-known/keys", Keys);
        app.MapPost("/{tenant}/oauth2/v2.0/token", GiveToken);
        app.MapPost("/emea/v3/conversations", (HttpRequest r) => Answer(r, Begin));
        app.MapPost("/emea/v3/conversations/{id}/activities", (string id, HttpRequest r) => Answer(r, b => Say(id, b)));
        app.MapPost("/emea/v3/conversations/{id}/activities/{to}", (string id, string to, HttpRequest r) => Answer(r, b => Say(id, b)));
        app.MapPut(
            "/emea/v3/conversations/{id}/activities/{which}",
            (string id, string which, HttpRequest r) => Answer(r, b => Update(id, which, b))
        );
        await app.StartAsync();
    }

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The next call of the connector goes wrong.</summary>
    public void Trouble(TeamsTrouble trouble) => troubles.Enqueue(trouble);

    public void Calm()
    {
        troubles.Clear();
        (NoToken, Endorsements) = (null, ["msteams"]);
    }

    /// <summary>A channel was deleted, or the bot was taken out of it.</summary>
    public void Close(string channel) => gone[channel] = true;

    /// <summary>They have not added the bot for themselves.</summary>
    public void NotAdded(TeamsUser user) => notAdded[user.Id] = true;

    /// <summary>A new key; the old one is gone.</summary>
    public void Rotate(string kid) => signing = (RSA.Create(2048), kid);

    private int Next() => Interlocked.Increment(ref made);

    // As Teams counts: milliseconds, which no two messages share.
    private string NextId() => (clock.Now.ToUnixTimeMilliseconds() + Next()).ToString(CultureInfo.InvariantCulture);

    private IResult Keys()
    {
        KeysAsked++;
        var own = signing.Key.ExportParameters(false);
        return Results.Json(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        kid = signing.Kid,
                        n = Url(own.Modulus!),
                        e = Url(own.Exponent!),
                        endorsements = Endorsements,
                    },
                },
            }
        );
    }

    private async Task<IResult> GiveToken(string tenant, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (NoToken is { } no)
            return Results.Json(new { error = no.Error, error_description = no.Told }, statusCode: 401);
        var good =
            tenant == Tenant
            && form["grant_type"] == "client_credentials"
            && form["client_id"] == AppId
            && form["client_secret"] == Secret
            && form["scope"] == "https://api.botframework.com/.default";
        return good
            ? Results.Json(
                new
                {
                    token_type = "Bearer",
                    expires_in = 3600,
                    access_token = $"bot-token-{++TokensGiven}",
                }
            )
            : Results.Json(
                new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." },
                statusCode: 401
            );
    }

    private async Task<IResult> Answer(HttpRequest request, Func<JsonObject, IResult> act)
    {
        Asked.Enqueue($"{request.Method} {request.Path}");
        var bearer = request.Headers.Authorization.ToString();
        if (
            !bearer.StartsWith("Bearer bot-token-", StringComparison.Ordinal)
            || int.Parse(bearer[17..], CultureInfo.InvariantCulture) < TokensFrom
        )
            return Results.StatusCode(401);
        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        var trouble = troubles.TryDequeue(out var next) ? next : null;
        if (trouble is { Done: false })
            return Wrong(trouble, request);
        var answer = act(body);
        return trouble is null ? answer : Wrong(trouble, request);
    }

    private static IResult Wrong(TeamsTrouble trouble, HttpRequest request)
    {
        if (trouble.RetryAfter is { } wait)
            request.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new { error = new { code = "Trouble", message = "as asked for" } }, statusCode: trouble.Status);
    }

    private IResult Begin(JsonObject body)
    {
        if (body["channelData"]?["channel"]?["id"]?.GetValue<string>() is not { } channel)
        {
            var user = body["members"]![0]!["id"]!.GetValue<string>();
            return notAdded.ContainsKey(user) ? Refusal(403, "BotNotInConversationRoster") : Results.Json(new { id = Direct(user) });
        }
        if (gone.ContainsKey(channel))
            return Refusal(404, "ConversationNotFound");
        var id = Keep(channel, null, body["activity"]!.AsObject());
        return Results.Json(new { id = $"{channel};messageid={id}", activityId = id }, statusCode: 201);
    }

    private IResult Say(string id, JsonObject body)
    {
        var parts = id.Split(";messageid=");
        return gone.ContainsKey(parts[0])
            ? Refusal(404, "ConversationNotFound")
            : Results.Json(new { id = Keep(parts[0], parts.Length == 2 ? parts[1] : null, body) }, statusCode: 201);
    }

    private IResult Update(string id, string which, JsonObject body)
    {
        Updated.Enqueue(Read(id.Split(";messageid=")[0], which, null, body));
        return Results.Json(new { id = which });
    }

    private string Keep(string conversation, string? root, JsonObject activity)
    {
        var id = NextId();
        Said.Enqueue(Read(conversation, id, root, activity));
        return id;
    }

    private static TeamsSays Read(string conversation, string id, string? root, JsonObject activity)
    {
        activity["type"]!.GetValue<string>().ShouldBe("message");
        var attachment = activity["attachments"]!.AsArray().Single()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        return new(conversation, id, root, activity["summary"]!.GetValue<string>(), attachment["content"]!.DeepClone().AsObject());
    }

    private static IResult Refusal(int status, string code) =>
        Results.Json(new { error = new { code, message = "No." } }, statusCode: status);

    private static string Url(byte[] octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);
}
