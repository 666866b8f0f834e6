namespace Entente.Sandbox.Admin;

/// <param name="Target">Path and query as sent, without the keys in them.</param>
/// <param name="Ms">Time to the end of the answer.</param>
internal sealed record LoggedRequest(
    long Number,
    DateTimeOffset At,
    Protocol Protocol,
    string Method,
    string Target,
    int Status,
    double Ms
);

/// <summary>The last API requests received (not pages, not the admin API), for tests and for people who look.</summary>
internal sealed class RequestLog(TimeProvider clock)
{
    private const int Kept = 5_000;
    private readonly Lock changing = new();
    private readonly Queue<LoggedRequest> requests = new();
    private long number;

    public IReadOnlyList<LoggedRequest> All()
    {
        lock (changing)
            return [.. requests];
    }

    public void Clear()
    {
        lock (changing)
            requests.Clear();
    }

    /// <summary>Middleware on the outer path.</summary>
    public async Task Record(HttpContext context, RequestDelegate next)
    {
        var (method, target) = (context.Request.Method, context.Request.Path + context.Request.QueryString.Value);
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<NotLogged>() is null)
                Add(context, method, target, clock.GetElapsedTime(started));
        }
    }

    private void Add(HttpContext context, string method, string target, TimeSpan took)
    {
        var status = context.RequestAborted.IsCancellationRequested ? 499 : context.Response.StatusCode;
        lock (changing)
        {
            requests.Enqueue(
                new(++number, clock.GetUtcNow(), Origins.Of(context), method, Masking.Target(target), status, took.TotalMilliseconds)
            );
            if (requests.Count > Kept)
                requests.Dequeue();
        }
    }
}

/// <summary>Marks routes that are no part of either CRM's API.</summary>
internal sealed class NotLogged
{
    public static readonly NotLogged Mark = new();
}
