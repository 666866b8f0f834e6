using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Rest;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>
/// The streaming API: Bayeux messages over long polling, for change events (<c>/data/ChangeEvents</c>, <c>/data/AccountChangeEvent</c>). A subscription's
/// <c>ext.replay</c> says from where: −1 what is new, −2 everything kept, or after an event's id.
/// </summary>
internal sealed class CometD(ChangeEvents events, Sessions sessions, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int MaxClients = 20;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(110);

    /// <summary>A client nobody heard of for so long is forgotten.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(4);

    private readonly ConcurrentDictionary<string, Client> _clients = new(StringComparer.Ordinal);

    private sealed class Client
    {
        /// <summary>Channel to the id of the last event told.</summary>
        public ConcurrentDictionary<string, long> Channels { get; } = new(StringComparer.Ordinal);

        public long Seen { get; set; }
    }

    public async Task Run(HttpContext context)
    {
        var messages = await Read(context);
        if (messages is null)
        {
            context.Response.StatusCode = 400;
            return;
        }

        var trusted = sessions.Use(Answers.Token(context));
        var answers = new JsonArray();
        foreach (var message in messages.OfType<JsonObject>())
        {
            foreach (
                var answer in trusted
                    ? await Answer(message, context.RequestAborted)
                    : [Refused(message, "401::Authentication invalid", "none")]
            )
                answers.Add(answer);
        }

        await Answers.Json(context, 200, answers);
    }

    private async Task<IReadOnlyList<JsonObject>> Answer(JsonObject message, CancellationToken aborted)
    {
        var channel = message.Text("channel");
        if (channel == "/meta/handshake")
            return [Handshake(message)];
        if (message.Text("clientId") is not { } id || !_clients.TryGetValue(id, out var client))
            return [Refused(message, "403::Unknown client", "handshake")];
        client.Seen = clock.GetTimestamp();
        switch (channel)
        {
            case "/meta/subscribe":
                return [Subscribe(message, client)];
            case "/meta/unsubscribe":
                client.Channels.TryRemove(message.Text("subscription") ?? "", out _);
                return [With(Accepted(message), "subscription", message.Text("subscription"))];
            case "/meta/disconnect":
                _clients.TryRemove(id, out _);
                return [Accepted(message)];
            case "/meta/connect":
                return await Connect(message, client, aborted);
            default:
                return [Refused(message, "403:denied_by_security_policy:publish_denied", null)];
        }
    }

    private JsonObject Handshake(JsonObject message)
    {
        foreach (var (old, client) in _clients.ToList())
        {
            if (clock.GetElapsedTime(client.Seen) > Life)
                _clients.TryRemove(old, out _);
        }

        if (_clients.Count >= MaxClients)
            return Refused(message, "403::Organization concurrent user limit exceeded", "none");
        events.TurnOn();
        var id = Secrets.Token();
        _clients[id] = new Client { Seen = clock.GetTimestamp() };
        var answer = Accepted(message);
        answer["clientId"] = id;
        answer["version"] = "1.0";
        answer["minimumVersion"] = "1.0";
        answer["supportedConnectionTypes"] = new JsonArray("long-polling");
        answer["ext"] = new JsonObject { ["replay"] = true, ["payload.format"] = true };
        return answer;
    }

    private JsonObject Subscribe(JsonObject message, Client client)
    {
        var channel = message.Text("subscription") ?? "";
        if (!events.Knows(channel))
            return With(Refused(message, $"400::The channel specified is not valid: {channel}", null), "subscription", channel);
        var replay =
            message.Child("ext").Child("replay").Child(channel) is JsonValue value && value.TryGetValue<long>(out var given) ? given : -1;
        client.Channels[channel] = replay switch
        {
            -1 => events.Last,
            -2 => 0,
            _ => replay,
        };
        return With(Accepted(message), "subscription", channel);
    }

    /// <summary>Waits for events of the client's channels, at most 110 seconds.</summary>
    private async Task<IReadOnlyList<JsonObject>> Connect(JsonObject message, Client client, CancellationToken aborted)
    {
        var answers = new List<JsonObject>();
        var wait = message.Child("advice").Text("timeout") == "0" ? TimeSpan.Zero : Poll;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        patience.CancelAfter(wait);
        while (answers.Count == 0)
        {
            Task? more = null;
            foreach (var (channel, after) in client.Channels)
            {
                var (found, next) = events.After(after, of => channel == "/data/ChangeEvents" || of == channel);
                more ??= next;
                if (found.Count == 0)
                    continue;
                client.Channels[channel] = found[^1].ReplayId;
                answers.AddRange(found.Select(e => new JsonObject { ["channel"] = channel, ["data"] = e.Data.DeepClone() }));
            }

            if (answers.Count > 0 || patience.IsCancellationRequested)
                break;
            try
            {
                await (more ?? Task.Delay(Timeout.InfiniteTimeSpan, patience.Token)).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
            {
                break;
            }
        }

        client.Seen = clock.GetTimestamp();
        var advice = new JsonObject
        {
            ["reconnect"] = "retry",
            ["interval"] = 0,
            ["timeout"] = (int)Poll.TotalMilliseconds,
        };
        var connected = Accepted(message);
        connected["advice"] = advice;
        return [.. answers, connected];
    }

    private static JsonObject Accepted(JsonObject message)
    {
        var answer = new JsonObject { ["channel"] = message.Text("channel"), ["successful"] = true };
        if (message.Text("id") is { } id)
            answer["id"] = id;
        if (message.Text("clientId") is { } clientId)
            answer["clientId"] = clientId;
        return answer;
    }

    private static JsonObject Refused(JsonObject message, string error, string? reconnect)
    {
        var answer = Accepted(message);
        answer["successful"] = false;
        answer["error"] = error;
        if (reconnect is not null)
            answer["advice"] = new JsonObject { ["reconnect"] = reconnect, ["interval"] = 0 };
        return answer;
    }

    private static JsonObject With(JsonObject answer, string name, string? value)
    {
        answer[name] = value;
        return answer;
    }

    private static async Task<JsonArray?> Read(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) switch
            {
                JsonArray list => list,
                JsonObject one => new JsonArray(one.DeepClone()),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
