using System.Globalization;
using System.Threading.RateLimiting;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Http;

/// <summary>The API key of this request; null when it came without a good one.</summary>
public sealed class CurrentKey
{
    public ApiKeyVisit? Visit { get; internal set; }
}

/// <param name="Scopes">By the names of <see cref="ApiScopes"/>.</param>
public sealed record ApiKeyVisit(ApiKeyId Id, IReadOnlySet<string> Scopes);

/// <summary>For programs with an API key that has this scope: <c>Authorization: Bearer {slug}.{token}</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ByKeyAttribute(string scope) : Attribute, IAccessRule
{
    public string Scope => scope;

    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        actor is { Channel: Channel.Api, Kind: ActorKind.Partner or ActorKind.Staff } ? Verdict.Allow : Verdict.SignIn;
}

/// <summary>How often one key may ask: its rate is kept apart from every other's, on each node.</summary>
public sealed class ApiLimits : IDisposable
{
    /// <summary>Applies to keys that have not asked yet.</summary>
    internal int PerMinute { get; set; } = 600;

    private readonly PartitionedRateLimiter<ApiKeyId> limiter;

    public ApiLimits() =>
        limiter = PartitionedRateLimiter.Create<ApiKeyId, ApiKeyId>(key =>
            RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })
        );

    /// <summary>Null when it may; else how long to wait.</summary>
    public TimeSpan? Wait(ApiKeyId key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>Judges requests of programs: they are answered in their own language (RFC 9457), never by a page.</summary>
internal static class KeyGate
{
    public static async Task Judge(HttpContext http, ByKeyAttribute rule, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.RequestServices.GetRequiredService<CurrentKey>().Visit is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Say(http, StatusCodes.Status401Unauthorized, "api.no_key", "Send a good API key: Authorization: Bearer …");
            return;
        }
        if (http.RequestServices.GetRequiredService<ApiLimits>().Wait(key.Id) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await new Problem(ProblemKind.TooMany, "api.too_many", "Too many requests with this key in a minute. Wait, then go on.")
                .ToHttp()
                .ExecuteAsync(http);
            return;
        }
        if (!key.Scopes.Contains(rule.Scope))
        {
            await Problem.Forbidden("api.scope", $"This key lacks the scope {rule.Scope}.").ToHttp().ExecuteAsync(http);
            return;
        }
        if (
            http.RequestServices.GetRequiredService<ActorSlot>().Current is { } actor
            && ReadOnlyGate.Refuses(http, http.GetEndpoint()!, actor) is not null
        )
        {
            await Problem.Forbidden("api.only_looks", "Whoever made this key only looks by now.").ToHttp().ExecuteAsync(http);
            return;
        }
        await next(http);
    }

    private static Task Say(HttpContext http, int status, string code, string title) =>
        Results
            .Problem(
                title: title,
                statusCode: status,
                type: "urn:entente:problem:" + code,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
            )
            .ExecuteAsync(http);
}
