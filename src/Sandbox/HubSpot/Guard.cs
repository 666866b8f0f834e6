using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.Admin;

namespace Entente.Sandbox.HubSpot;

/// <summary>What every API call passes first: faults on demand, the bearer token, its scopes, the rate limit with its headers.</summary>
internal sealed class Guard(SandboxOptions options, Faults faults, Scopes scopes, TimeProvider clock) : IEndpointFilter
{
    private const int PublishedLimit = 190;
    private const int PublishedDaily = 1_000_000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock counting = new();
    private readonly Queue<long> recent = new();
    private readonly Queue<long> recentSearches = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        Wire.SetCorrelation(context);
        switch (faults.Take(Protocol.HubSpot))
        {
            case Fault.Unauthorized:
                return Unauthorized(context, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired 3 second(s) ago.");
            case Fault.RateLimited:
                return TooMany(context, "TEN_SECONDLY_ROLLING", "ten_secondly_rolling");
            case Fault.ServerError:
                return Broken(context);
            case Fault.Timeout:
                await Silence(context);
                return Results.Empty;
            case Fault.LostAnswer:
                await next(call);
                return Broken(context);
        }
        if (!Admitted(context))
        {
            return Unauthorized(
                context,
                "INVALID_AUTHENTICATION",
                "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview"
            );
        }
        var path = Origins.OuterPath(context);
        if (scopes.Refuse(context.Request.Method, path) is { } refusal)
            return refusal.Result(context);
        var search = path.EndsWith("/search", StringComparison.Ordinal);
        return Limited(context, search) ?? await Answer(call, next);
    }

    /// <summary>A body that is JSON but of another shape (a text where an object belongs, half a surrogate pair) shows when it is read.</summary>
    private static async ValueTask<object?> Answer(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (InvalidOperationException e) when (e.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            return HubSpotError.Invalid("Invalid input JSON: a value is not of the expected type.").Result(call.HttpContext);
        }
    }

    private bool Admitted(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(header[7..].Trim()),
                Encoding.UTF8.GetBytes(options.HubSpotToken)
            );
    }

    /// <summary>Counts the call and writes the headers (search answers carry none); the 429 when it is one too many.</summary>
    private IResult? Limited(HttpContext context, bool search)
    {
        var limit = options.HubSpotRequestsPerTenSeconds;
        var left = PublishedLimit - 1;
        if (limit > 0)
        {
            lock (counting)
            {
                if (search)
                    return Count(recentSearches, TimeSpan.FromSeconds(1), 5) < 0 ? TooMany(context, "SECONDLY", "secondly") : null;
                left = Count(recent, Window, limit);
            }
        }
        if (search)
            return null;
        var headers = context.Response.Headers;
        headers["X-HubSpot-RateLimit-Daily"] = $"{PublishedDaily}";
        headers["X-HubSpot-RateLimit-Daily-Remaining"] = $"{PublishedDaily - 1}";
        headers["X-HubSpot-RateLimit-Interval-Milliseconds"] = $"{Window.TotalMilliseconds:0}";
        headers["X-HubSpot-RateLimit-Max"] = $"{(limit > 0 ? limit : PublishedLimit)}";
        headers["X-HubSpot-RateLimit-Remaining"] = $"{Math.Max(0, left)}";
        return left < 0 ? TooMany(context, "TEN_SECONDLY_ROLLING", "ten_secondly_rolling") : null;
    }

    /// <summary>Calls still allowed after this one; −1 when it is refused (refused calls do not count).</summary>
    private int Count(Queue<long> calls, TimeSpan window, int limit)
    {
        while (calls.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) > window)
            calls.Dequeue();
        if (calls.Count >= limit)
            return -1;
        calls.Enqueue(clock.GetTimestamp());
        return limit - calls.Count;
    }

    private static IResult Unauthorized(HttpContext context, string category, string message) =>
        new HubSpotError(401, category, message).Result(context);

    private static IResult Broken(HttpContext context) =>
        Wire.Json(
            new JsonObject
            {
                ["status"] = "error",
                ["message"] = "internal error",
                ["correlationId"] = Wire.Correlation(context),
            },
            500
        );

    private static IResult TooMany(HttpContext context, string policy, string words) =>
        Wire.Json(
            new JsonObject
            {
                ["status"] = "error",
                ["message"] = $"You have reached your {words} limit.",
                ["errorType"] = "RATE_LIMIT",
                ["category"] = "RATE_LIMITS",
                ["correlationId"] = Wire.Correlation(context),
                ["policyName"] = policy,
                ["requestId"] = Wire.Correlation(context),
            },
            429
        );

    /// <summary>Holds the request until the client gives up, two minutes at most.</summary>
    private async Task Silence(HttpContext context)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(2), clock, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, which is what was wanted.
        }
        context.Abort();
    }
}
