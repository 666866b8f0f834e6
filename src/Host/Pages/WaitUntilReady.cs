namespace Entente.Host.Pages;

/// <summary>The socket opens before the database is up: until then only <c>/health/live</c> answers, everything else waits, at most 20 s.</summary>
internal sealed class WaitUntilReady(RequestDelegate next, Readiness readiness)
{
    public const string Live = "/health/live";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Invoke(HttpContext http)
    {
        if (!readiness.Done.IsCompletedSuccessfully && http.Request.Path != Live && !await Ready(http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "5";
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(
                "Entente is starting, or its database does not answer. Try again in a moment.\n",
                http.RequestAborted
            );
            return;
        }
        await next(http);
    }

    private async Task<bool> Ready(CancellationToken ct)
    {
        // Real time, whatever clock the app runs on: somebody waits at a browser.
        var done = await Task.WhenAny(readiness.Done, Task.Delay(Patience, TimeProvider.System, ct));
        return done == readiness.Done && readiness.Done.IsCompletedSuccessfully;
    }
}
