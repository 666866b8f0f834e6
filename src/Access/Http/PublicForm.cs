using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Http;

/// <summary>
/// The limit of a page that anybody may post to: <c>@attribute [EnableRateLimiting(PublicForm.Policy)]</c>. At most
/// <see cref="PerMinute"/> posts a minute from one address; reading is free.
/// </summary>
public static class PublicForm
{
    public const string Policy = "public-form";
    public const int PerMinute = 20;

    public static RateLimitPartition<string> Limit(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }
            );
}
