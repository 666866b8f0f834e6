using System.Security.Cryptography;
using System.Text;
using Entente.Sandbox.HubSpot.OAuth;

namespace Entente.Sandbox.HubSpot;

/// <summary>What every API call passes first: faults on demand, the bearer token, its scopes, the rate limit with its headers.</summary>
internal sealed class Guard(SandboxOptions options, Trouble trouble, Grants grants, Scopes scopes, RateLimits limits) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        Wire.SetCorrelation(context);
        var token = Wire.Bearer(context);
        return trouble.Around(context, token, () => Admit(call, next, token));
    }

    private async ValueTask<object?> Admit(EndpointFilterInvocationContext call, EndpointFilterDelegate next, string? token)
    {
        var context = call.HttpContext;
        var path = Origins.OuterPath(context);
        Grant? grant = null;
        if (!IsPrivate(token) && !IsDeveloper(context))
        {
            grant = token is null ? null : grants.Of(token, out _);
            if (grant is null)
                return (token is not null && grants.HasExpired(token) ? Trouble.Expired : Unknown).Result(context);
        }
        if (scopes.Refuse(context.Request.Method, path, grant?.Scopes) is { } refusal)
            return refusal.Result(context);
        var app = grant is null ? "private" : $"oauth.{grant.Id}";
        return limits.Count(context, app, grant is not null, path) is { } policy
            ? Trouble.TooMany(context, policy)
            : await Answer(call, next);
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

    private bool IsPrivate(string? token) => token is not null && Same(token, options.HubSpotToken);

    /// <summary>The key of a developer account, for what belongs to an app and not to an account.</summary>
    private bool IsDeveloper(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<DeveloperKey>() is not null
        && context.Request.Query["hapikey"] is [{ } key]
        && Same(key, options.HubSpotDeveloperKey);

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static HubSpotError Unknown { get; } =
        new(
            401,
            "INVALID_AUTHENTICATION",
            "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview"
        );
}

/// <summary>Marks routes that take `?hapikey=` in place of a bearer token.</summary>
internal sealed class DeveloperKey
{
    public static readonly DeveloperKey Mark = new();
}
