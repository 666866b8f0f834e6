using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Access.Http;

/// <summary>
/// Writes down what the gate refused: a line in the console's log and a counter (<c>entente.access.refused</c>), both with the pattern of the address and
/// never the address itself, which may hold a link's secret.
/// </summary>
internal sealed partial class GateLog(ILogger<GateLog> log) : IDisposable
{
    public const string Meter = "Entente.Access";
    public const string Counter = "entente.access.refused";

    /// <summary>Lines a minute; the counter counts all of them. Whoever asks in a loop must not fill the disk, nor wait for a slow terminal.</summary>
    private const int LinesPerMinute = 600;

    private readonly Meter meter = new(Meter);
    private readonly FixedWindowRateLimiter lines = new(new() { PermitLimit = LinesPerMinute, Window = TimeSpan.FromMinutes(1) });
    private Counter<long>? refused;

    /// <summary>Judges, and writes down when the request went no further than the gate and was turned away.</summary>
    public static async Task Judge(HttpContext http, RequestDelegate next)
    {
        var passed = false;
        await AccessGate.Judge(
            http,
            inner =>
            {
                passed = true;
                return next(inner);
            }
        );
        var status = http.Features.Get<Refused>()?.Status ?? http.Response.StatusCode;
        if (!passed && status is >= 400 and < 500)
            http.RequestServices.GetRequiredService<GateLog>().Write(http, status);
    }

    public void Dispose()
    {
        meter.Dispose();
        lines.Dispose();
    }

    private void Write(HttpContext http, int status)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var actor = http.RequestServices.GetRequiredService<ActorSlot>().Current;
        var kind = actor?.Kind.ToString() ?? "Nobody";
        refused ??= meter.CreateCounter<long>(Counter, description: "Requests that the gate turned away.");
        refused.Add(
            1,
            new TagList
            {
                { "status", status },
                { "route", route },
                { "actor", kind },
                { "workspace", actor?.Workspace.Value },
            }
        );
        // Too many at once is counted alone: it must not use up the lines of what somebody has to look at.
        if (status == StatusCodes.Status429TooManyRequests)
            return;
        using var line = lines.AttemptAcquire();
        if (line.IsAcquired)
            TurnedAway(log, http.Request.Method, route, status, kind, actor?.Person?.Value, actor?.Workspace.Value);
    }

    [LoggerMessage(LogLevel.Warning, "Turned away: {Method} {Route} with {Status}, {Kind} {Person} of workspace {Workspace}")]
    private static partial void TurnedAway(
        ILogger logger,
        string method,
        string route,
        int status,
        string kind,
        Guid? person,
        Guid? workspace
    );
}
