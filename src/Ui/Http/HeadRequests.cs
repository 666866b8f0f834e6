using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Http;

/// <summary>Pages answer GET and POST only, so that HEAD gives 404; link checkers and mail gateways ask with HEAD.</summary>
public static class HeadRequests
{
    /// <summary>
    /// Answers HEAD as GET without a body. Stands before routing: call <c>UseRouting</c> after it, or WebApplication routes first.
    /// A HEAD must leave no trace: pages whose opening is recorded are not run for it (<see cref="IsHead"/>).
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
                http.Features.Set(Head.Only);
                http.Response.Body = Stream.Null;
                await next(http);
                http.Request.Method = HttpMethods.Head;
            }
        );

    /// <summary>Whether only the head of the answer is asked for.</summary>
    public static bool IsHead(this HttpContext http) => http.Features.Get<Head>() is not null;

    private sealed class Head
    {
        public static readonly Head Only = new();
    }
}
