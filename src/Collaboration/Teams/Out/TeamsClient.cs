using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Access.Oidc;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;

namespace Entente.Collaboration.Teams.Out;

/// <summary>What the Bot Connector answered.</summary>
/// <param name="Id">Of what was made: a message, a conversation.</param>
/// <param name="Activity">Of a conversation that began with a message: the message.</param>
/// <param name="Wait">Before the same call is worth another try.</param>
internal sealed record TeamsReply(TeamsFault Fault, int Status, string Id, string Activity, string Why, TimeSpan Wait)
{
    public bool Ok => Fault is TeamsFault.None;
}

/// <summary>
/// Speaks the Bot Connector’s API (learn.microsoft.com, “Bot Connector API reference”). Out through the guarded client, and only to Microsoft’s own host:
/// the token goes nowhere else. When Microsoft takes the keys no more, the connection says so; the caller saves.
/// </summary>
internal sealed class TeamsClient(GuardedHttp http, TeamsTokens tokens, TimeProvider clock)
{
    /// <param name="conversation">A channel, one of its threads (<c>19:…;messageid=…</c>), or a conversation with somebody alone.</param>
    /// <param name="tries">Those made, this one included.</param>
    public Task<TeamsReply> Say(TeamsApp app, string service, string conversation, TeamsWords words, int tries, CancellationToken ct) =>
        Call(app, HttpMethod.Post, service, $"v3/conversations/{Escape(conversation)}/activities", Message(words), tries, ct);

    /// <summary>Below a message.</summary>
    public Task<TeamsReply> Reply(TeamsApp app, string service, string conversation, string to, TeamsWords words, CancellationToken ct) =>
        Call(app, HttpMethod.Post, service, $"v3/conversations/{Escape(conversation)}/activities/{Escape(to)}", Message(words), 1, ct);

    /// <summary>What stands there is replaced.</summary>
    public Task<TeamsReply> Update(TeamsApp app, string service, string conversation, string id, TeamsWords words, CancellationToken ct) =>
        Call(app, HttpMethod.Put, service, $"v3/conversations/{Escape(conversation)}/activities/{Escape(id)}", Message(words), 1, ct);

    /// <summary>Begins a thread in a channel.</summary>
    public Task<TeamsReply> Begin(TeamsApp app, string service, string channel, TeamsWords words, int tries, CancellationToken ct) =>
        Call(
            app,
            HttpMethod.Post,
            service,
            "v3/conversations",
            new()
            {
                ["isGroup"] = true,
                ["bot"] = new JsonObject { ["id"] = "28:" + app.ClientId },
                ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel } },
                ["activity"] = Message(words),
            },
            tries,
            ct
        );

    /// <summary>Finds the conversation with somebody alone.</summary>
    public Task<TeamsReply> Meet(TeamsApp app, string service, string user, CancellationToken ct) =>
        Call(
            app,
            HttpMethod.Post,
            service,
            "v3/conversations",
            new()
            {
                ["isGroup"] = false,
                ["bot"] = new JsonObject { ["id"] = "28:" + app.ClientId },
                ["members"] = new JsonArray(new JsonObject { ["id"] = user }),
                ["tenantId"] = app.Tenant,
                ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = app.Tenant } },
            },
            1,
            ct
        );

    internal static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private async Task<TeamsReply> Call(
        TeamsApp app,
        HttpMethod method,
        string service,
        string path,
        JsonObject body,
        int tries,
        CancellationToken ct
    )
    {
        if (!app.Hosts.Serves(service))
            return new(TeamsFault.GiveUp, 0, "", "", "this address is not Microsoft’s", default);
        var token = await tokens.Of(app, null, ct);
        var reply = await With(app, token, method, service, path, body, tries, ct);
        if (reply.Status != 401)
            return reply;
        // It may have been taken back before its time: another one, once.
        reply = await With(app, await tokens.Of(app, token.Value, ct), method, service, path, body, tries, ct);
        if (reply.Status == 401)
            app.Refuse("Teams does not take the app’s token: is the bot’s app id the same as this one?", clock.GetUtcNow());
        return reply;
    }

    private async Task<TeamsReply> With(
        TeamsApp app,
        TeamsToken token,
        HttpMethod method,
        string service,
        string path,
        JsonObject body,
        int tries,
        CancellationToken ct
    )
    {
        if (token.Fault is not TeamsFault.None)
        {
            if (token.Fault is TeamsFault.Disconnected)
                app.Refuse(token.Why, clock.GetUtcNow());
            return new(token.Fault, 0, "", "", token.Why, ChatText.Wait(null, tries));
        }
        try
        {
            using var message = new HttpRequestMessage(method, new Uri($"{service.TrimEnd('/')}/{path}"))
            {
                Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
            using var response = await http.Client.SendAsync(message, ct);
            var status = (int)response.StatusCode;
            var said = Parse(await response.Content.ReadAsStringAsync(ct));
            var after = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
            return new(
                TeamsFaults.Of(status),
                status,
                Text(said, "id"),
                Text(said, "activityId"),
                Text(said, "error", "code"),
                ChatText.Wait(after, tries)
            );
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
            )
        {
            // It never left.
            return new(TeamsFault.Again, 0, "", "", "Teams does not answer", ChatText.Wait(null, tries));
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(TeamsFault.Unsure, 0, "", "", "Teams broke off", default);
        }
    }

    private static JsonObject Message(TeamsWords words) =>
        new()
        {
            ["type"] = "message",
            ["summary"] = words.Summary,
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = TeamsCards.ContentType, ["content"] = words.Card.DeepClone() }
            ),
        };

    private static string Escape(string id) => Uri.EscapeDataString(id);

    private static string Text(JsonElement json, params string[] path)
    {
        foreach (var name in path)
            json = json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var next) ? next : default;
        return json.ValueKind is JsonValueKind.String ? ChatText.Short(json.GetString()!, 300) : "";
    }
}
