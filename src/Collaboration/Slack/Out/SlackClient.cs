using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Access.Oidc;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Secrets;

namespace Entente.Collaboration.Slack.Out;

/// <summary>What Slack answered.</summary>
/// <param name="Error">Slack’s own word; empty when it is well.</param>
/// <param name="Wait">Before the same call is worth another try.</param>
/// <param name="Heard">False: nobody knows whether it was done.</param>
internal sealed record SlackReply(bool Ok, JsonElement Body, string Error, SlackFault Fault, TimeSpan Wait, bool Heard)
{
    public string Text(params string[] path)
    {
        var at = Body;
        foreach (var name in path)
            at = at.ValueKind is JsonValueKind.Object && at.TryGetProperty(name, out var next) ? next : default;
        return at.ValueKind is JsonValueKind.String ? at.GetString()! : "";
    }
}

/// <summary>
/// Speaks Slack’s Web API (docs.slack.dev, “Using the Slack Web API”): forms, because its reading methods take nothing else. Out through the guarded client:
/// no private address, no redirects, bounded. When Slack lets us in no more, the connection says so; the caller saves.
/// </summary>
internal sealed class SlackClient(GuardedHttp http, SecretBox box, TimeProvider clock)
{
    public Task<SlackReply> Call(
        SlackApp app,
        string method,
        CancellationToken ct,
        params IReadOnlyList<(string Name, string? Value)> args
    ) => Call(app, method, 1, ct, args);

    /// <param name="tries">This one included; says how long to wait before the next.</param>
    public async Task<SlackReply> Call(
        SlackApp app,
        string method,
        int tries,
        CancellationToken ct,
        params IReadOnlyList<(string Name, string? Value)> args
    )
    {
        if (app.Token is not { } closed)
            return new(false, default, "not_authed", SlackFault.Disconnected, default, true);
        var reply = await Post(app.Origin, method, box.Open(SlackApp.Purpose, closed), args, tries, ct);
        if (reply.Fault is SlackFault.Disconnected && !reply.Ok)
            app.Refuse(SlackFaults.Words(reply.Error), clock.GetUtcNow());
        return reply;
    }

    /// <summary>Changes the code of a sign-in for a token.</summary>
    public Task<SlackReply> Redeem(SlackApp app, string code, string redirect, CancellationToken ct) =>
        Post(
            app.Origin,
            "oauth.v2.access",
            null,
            [
                ("client_id", app.ClientId),
                ("client_secret", box.Open(SlackApp.Purpose, app.ClientSecret)),
                ("code", code),
                ("redirect_uri", redirect),
            ],
            1,
            ct
        );

    /// <summary>Answers where a command or a button said; only at Slack itself. Seen by whoever pressed, and by nobody else.</summary>
    public async Task<bool> Respond(SlackApp app, string address, string words, JsonArray? blocks, CancellationToken ct)
    {
        if (!Takes(app, address))
            return false;
        var body = new JsonObject
        {
            ["response_type"] = "ephemeral",
            ["replace_original"] = false,
            ["text"] = words,
        };
        if (blocks is not null)
            body["blocks"] = blocks.DeepClone();
        try
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await http.Client.PostAsync(new Uri(address), content, ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private bool Takes(SlackApp app, string address) =>
        http.Takes(address)
        && (
            address.StartsWith(app.Origin + "/", StringComparison.Ordinal)
            || new Uri(address).Host is "hooks.slack.com" or "hooks.slack-gov.com"
        );

    private async Task<SlackReply> Post(
        string origin,
        string method,
        string? token,
        IReadOnlyList<(string Name, string? Value)> args,
        int tries,
        CancellationToken ct
    )
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, $"{origin}/api/{method}")
            {
                Content = new FormUrlEncodedContent(
                    args.Where(a => a.Value is not null).Select(a => new KeyValuePair<string, string>(a.Name, a.Value!))
                ),
            };
            if (token is not null)
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.Client.SendAsync(message, ct);
            return Read((int)response.StatusCode, RetryAfter(response), await response.Content.ReadAsStringAsync(ct), tries);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(false, default, "network", SlackFault.Again, ChatText.Wait(null, tries), false);
        }
    }

    private static string? RetryAfter(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;

    private static SlackReply Read(int status, string? retryAfter, string text, int tries)
    {
        var body = Parse(text);
        if (status is >= 200 and < 300 && body is { ValueKind: JsonValueKind.Object } && body.TryGetProperty("ok", out var ok))
            if (ok.ValueKind is JsonValueKind.True)
                return new(true, body, "", default, default, true);
        var error =
            body.ValueKind is JsonValueKind.Object && body.TryGetProperty("error", out var said) && said.ValueKind is JsonValueKind.String
                ? ChatText.Short(said.GetString()!, 80)
            : status is >= 200 and < 300 ? "unreadable_answer"
            : "";
        var fault = SlackFaults.Of(status, error);
        // A refusal in so many words was not done; a server that broke down may have done it.
        return new(false, body, error, fault, ChatText.Wait(retryAfter, tries), status is < 500 && error != "unreadable_answer");
    }

    private static JsonElement Parse(string text)
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
}
