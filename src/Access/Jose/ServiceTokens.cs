using System.Collections.Concurrent;
using System.Text.Json;
using Entente.Access.Oidc;

namespace Entente.Access.Jose;

/// <summary>What a service’s token must answer to.</summary>
/// <param name="Metadata">Where the service publishes about itself, and with that its keys.</param>
/// <param name="Endorsement">What the key itself must be endorsed for (its member <c>endorsements</c>).</param>
public sealed record ServiceTokenExpecting(string Metadata, string Issuer, string Audience, string Endorsement);

/// <summary>What became of a service’s token.</summary>
/// <param name="Claims">Undefined when it is not good.</param>
/// <param name="Why">Empty when it is good.</param>
public sealed record ServiceTokenOutcome(JsonElement Claims, string Why)
{
    public bool Good => Why.Length == 0;

    public string? Text(string claim) => Good ? JsonOnce.Text(Claims, claim) : null;
}

/// <summary>
/// Judges the bearer tokens of a service that calls us: RS256 by a key of its published set, and nothing else. What it publishes is kept for an hour; keys
/// are asked for again when a token names one we do not know, at most once a minute, so that made-up names cannot make us hammer the service.
/// </summary>
public sealed class ServiceTokens(GuardedHttp http, TimeProvider clock)
{
    /// <summary>How far clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly IReadOnlyList<string> Algorithms = ["RS256"];
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefetchAfter = TimeSpan.FromMinutes(1);

    private sealed record Endorsed(JoseKey Key, IReadOnlyList<string> For);

    private sealed record Published(string Issuer, IReadOnlyList<Endorsed> Keys, DateTimeOffset At);

    private readonly ConcurrentDictionary<string, Published> known = new(StringComparer.Ordinal);

    public async Task<ServiceTokenOutcome> Check(string token, ServiceTokenExpecting expecting, CancellationToken ct)
    {
        var outcome = Judge(token, await Read(expecting.Metadata, GoodFor, ct), expecting, out var unknown);
        return unknown ? Judge(token, await Read(expecting.Metadata, RefetchAfter, ct), expecting, out _) : outcome;
    }

    private ServiceTokenOutcome Judge(string token, Published published, ServiceTokenExpecting expecting, out bool unknown)
    {
        unknown = false;
        if (published.Issuer.Length > 0 && published.Issuer != expecting.Issuer)
            return Wrong("The service calls itself by another issuer.");
        var endorsed = published.Keys.Where(k => k.For.Contains(expecting.Endorsement, StringComparer.Ordinal)).Select(k => k.Key);
        var outcome = Jws.Check(token, [.. endorsed], Algorithms);
        if (outcome is JwsOutcome.Invalid bad)
        {
            unknown = bad.UnknownKey;
            return Wrong(bad.Why);
        }
        if (JsonOnce.Object(((JwsOutcome.Valid)outcome).Payload) is not { } claims)
            return Wrong("The token's payload is not a JSON object, or names something twice.");
        var wrong = Jwt.Wrong(claims, new(expecting.Issuer, expecting.Audience, Skew, NeedsEnd: true), clock.GetUtcNow());
        return wrong is null ? new(claims, "") : Wrong(wrong);
    }

    private static ServiceTokenOutcome Wrong(string why) => new(default, why);

    /// <param name="oldest">What is older is asked for again; when that fails, the old keys go on.</param>
    private async Task<Published> Read(string metadata, TimeSpan oldest, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(metadata, out var kept) && now - kept.At < oldest)
            return kept;
        var found = await Fetch(metadata, now, ct) ?? new(kept?.Issuer ?? "", kept?.Keys ?? [], now);
        known[metadata] = found;
        return found;
    }

    private async Task<Published?> Fetch(string metadata, DateTimeOffset now, CancellationToken ct)
    {
        if (
            await Ask(metadata, ct) is not { } said
            || JsonOnce.Text(said, "issuer") is not { } issuer
            || JsonOnce.Text(said, "jwks_uri") is not { } address
            || await Ask(address, ct) is not { } set
            || JsonOnce.Member(set, "keys") is not { ValueKind: JsonValueKind.Array } keys
        )
            return null;
        var endorsed = new List<Endorsed>();
        foreach (var jwk in keys.EnumerateArray().Take(64))
            if (JoseKey.FromJwk(jwk) is { Symmetric: false } key)
                endorsed.Add(new(key, JsonOnce.Texts(jwk, "endorsements") ?? []));
        return new(issuer, endorsed, now);
    }

    private async Task<JsonElement?> Ask(string address, CancellationToken ct)
    {
        if (!http.Takes(address))
            return null;
        try
        {
            using var answer = await http.Client.GetAsync(new Uri(address), ct);
            return answer.IsSuccessStatusCode ? JsonOnce.Object(await answer.Content.ReadAsByteArrayAsync(ct)) : null;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
