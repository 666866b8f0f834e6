using System.Text;

namespace Entente.Sandbox.Admin;

/// <summary>What faults of both protocols have in common on the wire.</summary>
internal static class Holding
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan UsualSlowness = TimeSpan.FromSeconds(1);

    /// <summary>The call as rules see it. The body is read, and can be read again, when a rule might ask for it.</summary>
    public static async Task<FaultCall> Call(HttpContext context, Faults faults)
    {
        var path = Origins.OuterPath(context) + context.Request.QueryString.Value;
        var call = new FaultCall(Origins.Of(context), context.Request.Method, path);
        if (!faults.Reading || HttpMethods.IsGet(context.Request.Method))
            return call;
        context.Request.EnableBuffering(1 << 20);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        return call with { Body = body };
    }

    /// <summary>Says nothing until the client gives up, or the fault's own time is over, and breaks the connection then.</summary>
    public static async Task Silence(HttpContext context, FaultHit hit, TimeProvider clock)
    {
        try
        {
            await Task.Delay(hit.Rule.DelayMs is { } ms ? TimeSpan.FromMilliseconds(ms) : Longest, clock, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, which is what was wanted.
        }
        context.Abort();
    }

    /// <summary>Waits as long as a slow call does.</summary>
    public static Task Slow(HttpContext context, FaultHit hit, TimeProvider clock) =>
        Task.Delay(hit.Rule.DelayMs is { } ms ? TimeSpan.FromMilliseconds(ms) : UsualSlowness, clock, context.RequestAborted);
}
