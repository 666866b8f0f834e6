using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Http;

/// <summary>
/// The limit of a page that anybody may post to: <c>@attribute [EnableRateLimiting(PublicForm.Policy)]</c>. At most
/// <see cref="PostsPerMinute"/> from one address; reading is free. Registered by the host.
/// </summary>
public sealed record PublicForm(int PostsPerMinute)
{
    public const string Policy = "public-form";

    /// <summary>A team behind one address registers a few deals a minute; a guesser wants thousands.</summary>
    public const int Usual = 30;

    public static RateLimitPartition<string> Limit(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method))
            return RateLimitPartition.GetNoLimiter("");
        var posts = http.RequestServices.GetRequiredService<PublicForm>().PostsPerMinute;
        return RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new() { PermitLimit = posts, Window = TimeSpan.FromMinutes(1) }
        );
    }
}
