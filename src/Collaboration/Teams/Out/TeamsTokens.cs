using System.Collections.Concurrent;
using System.Text.Json;
using Entente.Access.Oidc;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Secrets;

namespace Entente.Collaboration.Teams.Out;

/// <summary>Our own token, or why there is none.</summary>
/// <param name="Fault"><see cref="TeamsFault.None"/> with a token; otherwise whether to try again or to mend the keys.</param>
internal sealed record TeamsToken(string Value, TeamsFault Fault, string Why);

/// <summary>
/// The bot’s token of Entra (client credentials; learn.microsoft.com, “Authentication with the Bot Connector API”): kept in memory until five minutes before
/// it ends, and asked for by one at a time.
/// </summary>
internal sealed class TeamsTokens(GuardedHttp http, SecretBox box, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1);

    /// <param name="refused">The one that was just refused: it is not given again.</param>
    public async Task<TeamsToken> Of(TeamsApp app, string? refused, CancellationToken ct)
    {
        // Another secret is another key: what was asked for with the old one is not used any more.
        var key = string.Join('\n', app.WorkspaceId.Value, app.Origin, app.Tenant, app.ClientId, app.Secret);
        if (Kept(key, refused) is { } known)
            return new(known, TeamsFault.None, "");
        await one.WaitAsync(ct);
        try
        {
            if (Kept(key, refused) is { } meanwhile)
                return new(meanwhile, TeamsFault.None, "");
            kept.TryRemove(key, out _);
            return await Ask(app, key, ct);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private string? Kept(string key, string? refused) =>
        kept.TryGetValue(key, out var known) && known.Token != refused && clock.GetUtcNow() < known.Until - Early ? known.Token : null;

    private async Task<TeamsToken> Ask(TeamsApp app, string key, CancellationToken ct)
    {
        try
        {
            using var content = new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_id", app.ClientId),
                new("client_secret", box.Open(TeamsApp.Purpose, app.Secret)),
                new("scope", TeamsHosts.Scope),
            ]);
            using var answer = await http.Client.PostAsync(
                new Uri($"{app.Hosts.SignIn}/{Uri.EscapeDataString(app.Tenant)}/oauth2/v2.0/token"),
                content,
                ct
            );
            var said = TeamsClient.Parse(await answer.Content.ReadAsStringAsync(ct));
            if (answer.IsSuccessStatusCode && Text(said, "access_token") is { Length: > 0 } token)
            {
                var seconds =
                    said.TryGetProperty("expires_in", out var lasts) && lasts.TryGetInt32(out var s) ? Math.Clamp(s, 0, 24 * 3600) : 3600;
                kept[key] = (token, clock.GetUtcNow().AddSeconds(seconds));
                return new(token, TeamsFault.None, "");
            }
            return (int)answer.StatusCode is 429 or >= 500
                ? new("", TeamsFault.Again, "Microsoft does not answer now.")
                : new("", TeamsFault.Disconnected, TeamsFaults.SignIn(Text(said, "error"), Text(said, "error_description")));
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new("", TeamsFault.Again, "Microsoft does not answer now.");
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";
}
