using Entente.Access.Http;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Host.Pages;

/// <summary>
/// Gives a body to every refusal and failure that has none: a page for people, <c>application/problem+json</c> (RFC 9457) for
/// programs. An exception is logged, and only its trace id shown.
/// </summary>
internal sealed class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            Clear(http, bad.StatusCode);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            log.Failed(http.Request.Method, Pattern(http), http.TraceIdentifier, failure);
            Clear(http, StatusCodes.Status500InternalServerError);
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 })
            await Say(http);
    }

    // Not the path: below some of them it is a link's secret.
    private static string Pattern(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no page)";

    // Headers stay as the pipeline outside set them; only what the failed answer had begun to say goes.
    private static void Clear(HttpContext http, int status)
    {
        http.Response.Headers.Remove("Content-Type");
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = status;
    }

    private static async Task Say(HttpContext http)
    {
        var (status, said) = (http.Response.StatusCode, http.Features.Get<Refused>());
        if (!WantsPage(http))
        {
            await Results
                .Problem(
                    title: said?.Title,
                    detail: said?.Sentence,
                    statusCode: status,
                    type: said is null ? null : "urn:entente:problem:" + said.Code
                )
                .ExecuteAsync(http);
            return;
        }

        // A scope of its own: what failed may have left the page's services, and its database context, half done.
        await using var scope = http.RequestServices.CreateAsyncScope();
        if (http.RequestServices.GetRequiredService<ActorSlot>().Current is { } actor)
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        // A page that failed late has left the framework's own mark, which it adds again and does not replace.
        http.Response.Headers.Remove("blazor-enhanced-nav");
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        try
        {
            var page = new RazorComponentResult<ErrorDocument>(
                new
                {
                    Status = status,
                    Said = said,
                    TraceId = status >= 500 ? http.TraceIdentifier : null,
                }
            )
            {
                StatusCode = status,
                PreventStreamingRendering = true,
            };
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

    private static bool WantsPage(HttpContext http)
    {
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            return true;
        var accept = http.Request.Headers.Accept.ToString();
        return accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || (
                accept.Length == 0
                && http.GetEndpoint() is null
                && !http.Request.Path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase)
            );
    }
}

internal static partial class ErrorLog
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed, trace {Trace}")]
    public static partial void Failed(this ILogger log, string method, string route, string trace, Exception failure);
}
