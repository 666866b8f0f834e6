using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Http;

/// <summary>Gives refusals without a body one: an unknown page (404), a form without its token (400), too many requests (429) …</summary>
public static class StatusPages
{
    /// <summary>
    /// Shows <c>Pages/StatusPage</c> under the refused address, with the refused status. Stands before <c>UseRouting</c>.
    /// <paramref name="exempt"/> names addresses of machines (API, hooks), which get their own answers.
    /// </summary>
    public static IApplicationBuilder UseStatusPages(this IApplicationBuilder app, Func<PathString, bool> exempt) =>
        app.UseWhen(
            http => !exempt(http.Request.Path),
            branch =>
            {
                branch.UseStatusCodePagesWithReExecute("/status/{0}");
                branch.Use(
                    async (http, next) =>
                    {
                        await next(http);
                        if (http.Response is not { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 })
                            return;

                        // The page endpoint announces HTML even where it refuses a post without a body, which would pass for
                        // an answer; and the second run must be a GET, or the same post is refused again.
                        http.Response.ContentType = null;
                        http.Request.Method = HttpMethods.Get;
                    }
                );
            }
        );
}
