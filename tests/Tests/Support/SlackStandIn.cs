using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Support;

/// <summary>Something said in Slack.</summary>
/// <param name="Only">Whom alone it is shown to.</param>
internal sealed record SlackSays(string Channel, string Ts, string? Thread, string Text, string Blocks, string? Only, string? Metadata)
{
    /// <summary>All words and addresses in it.</summary>
    public string Everything => $"{Text}\n{string.Join('\n', Blocks.Length == 0 ? [] : Words(JsonNode.Parse(Blocks)))}";

    private static IEnumerable<string> Words(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(m =>
                m is { Key: "text" or "url", Value: JsonValue text } ? [text.GetValue<string>()] : Words(m.Value)
            ),
            JsonArray a => a.SelectMany(Words),
            _ => [],
        };
}

/// <summary>What Slack does wrong when it is next asked.</summary>
/// <param name="Done">It does what was asked, and only then breaks down.</param>
internal sealed record SlackTrouble(int Status, string Error, int? RetryAfter = null, bool Done = false);

/// <summary>
/// Slack as its public documentation describes it: the methods of the Web API that Entente calls, over HTTP on this machine, with faults on demand; and the
/// requests that it would send, signed.
/// </summary>
internal sealed partial class SlackStandIn(TestClock clock) : IAsyncDisposable
{
    public const string SigningSecret = "5f1f2e8d-signing";
    public const string ClientId = "1234.5678";
    public const string ClientSecret = "client-secret";
    public const string Team = "T0VENDOR";
    public const string Bot = "U0BOT";
    public const string Token = "xoxb-token";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackTrouble>> troubles = new();
    private readonly ConcurrentDictionary<string, JsonObject> users = new();
    private readonly ConcurrentDictionary<string, JsonObject> channels = new();
    private int made;
    private WebApplication? app;

    public string Origin => app!.Urls.First();

    /// <summary>The Slack workspace that a sign-in lets the app into.</summary>
    public string LetsInto { get; set; } = Team;

    public ConcurrentQueue<SlackSays> Said { get; } = new();

    /// <summary>What was changed: channel, ts and what stands there now.</summary>
    public ConcurrentQueue<SlackSays> Updated { get; } = new();

    /// <summary>Modals that were opened, by the trigger.</summary>
    public ConcurrentDictionary<string, JsonObject> Opened { get; } = new();

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Args)> Asked { get; } = new();

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/api/{method}", Answer);
        app.MapPost("/respond/{channel}/{user}", Respond);
        await app.StartAsync();
    }

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Somebody in Slack; a team other than the vendor's is a guest of a shared channel.</summary>
    public string User(string? email, string name = "Somebody", string team = Team, bool confirmed = true)
    {
        var id = $"U{Next():0000000}";
        users[id] = new JsonObject
        {
            ["id"] = id,
            ["team_id"] = team,
            ["name"] = name,
            ["deleted"] = false,
            ["is_bot"] = false,
            ["is_email_confirmed"] = confirmed,
            ["profile"] = new JsonObject { ["real_name"] = name, ["email"] = email },
        };
        return id;
    }

    public string Channel(string name)
    {
        var id = $"C{Next():0000000}";
        channels[id] = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["is_archived"] = false,
            ["is_member"] = true,
        };
        return id;
    }

    public void Archive(string channel) => channels[channel]["is_archived"] = true;

    /// <summary>The next call of this method goes wrong.</summary>
    public void Trouble(string method, SlackTrouble trouble) => troubles.GetOrAdd(method, _ => new()).Enqueue(trouble);

    public void Calm() => troubles.Clear();

    public static string Direct(string user) => "D" + user;

    public string Trigger() => $"trigger.{Next()}";

    public string Ts(TimeSpan later = default) =>
        (clock.Now + later).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        + "."
        + (Next() % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);

    public string ResponseUrl(string channel, string user) => $"{Origin}/respond/{channel}/{user}";

    private int Next() => Interlocked.Increment(ref made);

    private async Task<IResult> Answer(string method, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var args = form.ToDictionary(f => f.Key, f => f.Value.ToString());
        Asked.Enqueue((method, args));
        var trouble = troubles.TryGetValue(method, out var queue) && queue.TryDequeue(out var next) ? next : null;
        if (trouble is { Done: false })
            return Wrong(trouble, request);
        if (method != "oauth.v2.access" && request.Headers.Authorization != $"Bearer {Token}")
            return Error("invalid_auth");
        var answer = Do(method, args);
        return trouble is null ? answer : Wrong(trouble, request);
    }

    private static IResult Wrong(SlackTrouble trouble, HttpRequest request)
    {
        if (trouble.RetryAfter is { } wait)
            request.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return trouble.Status == 200 ? Error(trouble.Error) : Results.Text(trouble.Error, statusCode: trouble.Status);
    }

    private IResult Do(string method, Dictionary<string, string> args) =>
        method switch
        {
            "oauth.v2.access" => args["client_secret"] == ClientSecret && args["code"] == "good-code"
                ? Well(
                    ("token_type", "bot"),
                    ("access_token", Token),
                    ("bot_user_id", Bot),
                    ("team", new JsonObject { ["id"] = LetsInto, ["name"] = "Corvane" })
                )
                : Error("invalid_code"),
            "users.info" => users.TryGetValue(args["user"], out var user) ? Well(("user", user.DeepClone())) : Error("user_not_found"),
            "conversations.info" => channels.TryGetValue(args["channel"], out var channel)
                ? Well(("channel", channel.DeepClone()))
                : Error("channel_not_found"),
            "conversations.open" => Well(("channel", new JsonObject { ["id"] = Direct(args["users"]) })),
            "chat.postMessage" or "chat.postEphemeral" => Post(method, args),
            "chat.update" => Update(args),
            "views.open" => Open(args),
            "conversations.history" or "conversations.replies" => History(args),
            "auth.revoke" => Well(("revoked", true)),
            _ => Error("unknown_method"),
        };

    private IResult Post(string method, Dictionary<string, string> args)
    {
        var channel = args["channel"];
        if (channels.TryGetValue(channel, out var known) && known["is_archived"]!.GetValue<bool>())
            return Error("is_archived");
        if (channel.StartsWith('C') && known is null)
            return Error("channel_not_found");
        if (channel.StartsWith('U'))
            channel = Direct(channel);
        // Blocks that are no JSON would be refused as a whole.
        JsonNode.Parse(args.GetValueOrDefault("blocks", "[]"));
        var ts = Ts();
        Said.Enqueue(
            new(
                channel,
                ts,
                args.GetValueOrDefault("thread_ts"),
                args["text"],
                args.GetValueOrDefault("blocks", ""),
                method == "chat.postEphemeral" ? args["user"] : null,
                args.GetValueOrDefault("metadata")
            )
        );
        return Well(("channel", channel), ("ts", ts));
    }

    private IResult Update(Dictionary<string, string> args)
    {
        Updated.Enqueue(new(args["channel"], args["ts"], null, args["text"], args["blocks"], null, null));
        return Well(("ts", args["ts"]));
    }

    private IResult Open(Dictionary<string, string> args) =>
        Opened.TryAdd(args["trigger_id"], JsonNode.Parse(args["view"])!.AsObject()) ? Well() : Error("exchanged_trigger_id");

    private IResult History(Dictionary<string, string> args) =>
        Well(
            (
                "messages",
                new JsonArray([
                    .. Said.Where(s => s.Channel == args["channel"] && s.Only is null)
                        .Select(s => new JsonObject
                        {
                            ["ts"] = s.Ts,
                            ["text"] = s.Text,
                            ["metadata"] = s.Metadata is null ? new JsonObject() : JsonNode.Parse(s.Metadata),
                        }),
                ])
            )
        );

    private async Task<IResult> Respond(string channel, string user, HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        Said.Enqueue(
            new(
                channel,
                Ts(),
                null,
                body.RootElement.GetProperty("text").GetString()!,
                body.RootElement.TryGetProperty("blocks", out var blocks) ? blocks.GetRawText() : "",
                user,
                null
            )
        );
        return Results.Text("ok");
    }

    private static IResult Well(params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in members)
            body[name] = value;
        return Results.Text(body.ToJsonString(), "application/json");
    }

    private static IResult Error(string error) =>
        Results.Text(new JsonObject { ["ok"] = false, ["error"] = error }.ToJsonString(), "application/json");
}
