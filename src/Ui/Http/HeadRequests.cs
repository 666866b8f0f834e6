using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Http;

/// <summary>Pages answer GET and POST only, so that HEAD gives 404; link checkers and mail gateways ask with HEAD.</summary>
public static class HeadRequests
{
    /// <summary>
    /// Answers HEAD as GET without a body. Stands before routing: call <c>UseRouting</c> after it, or WebApplication routes first.
    /// A HEAD must leave no trace either, so it looks like a prefetch to the page.
    /// </summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (!HttpMethods.IsHead(http.Request.Method))
                {
                    await next(http);
                    return;
                }

                http.Request.Method = HttpMethods.Get;
                http.Request.Headers["Sec-Purpose"] = "prefetch";
                http.Response.Body = Stream.Null;
                await next(http);
                http.Request.Method = HttpMethods.Head;
            }
        );
}
