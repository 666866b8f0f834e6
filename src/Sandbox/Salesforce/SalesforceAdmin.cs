using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Push;
using Entente.Sandbox.Salesforce.Rest;

namespace Entente.Sandbox.Salesforce;

/// <summary>What an administrator would set up in Salesforce, and switches for tests; below <c>/sandbox/admin/salesforce</c>.</summary>
internal static class SalesforceAdmin
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapPut("/certificate", RegisterCertificate);
        admin.MapPut(
            "/rotation",
            (Rotation order, RefreshTokens tokens) =>
            {
                tokens.Rotates = order.On;
                return Results.NoContent();
            }
        );
        admin.MapDelete("/sessions", (Sessions sessions) => sessions.EndAll());
        admin.MapPut("/limits", PutLimits);
        admin.MapDelete("/limits", (Limits limits) => limits.Clear());
        admin.MapGet("/outbound", (OutboundTargets targets) => targets.All());
        admin.MapPut("/outbound", PutTarget);
        admin.MapDelete("/outbound", (OutboundTargets targets) => targets.Clear());
        admin.MapGet("/outbound/deliveries", (OutboundSender sender) => sender.Deliveries);
        admin.MapDelete("/cursors", (Queries queries) => queries.Forget());
        SetupAdmin.Map(admin);
    }

    /// <param name="On">Whether a refresh token is good once only.</param>
    public sealed record Rotation(bool On);

    /// <param name="DailyApiRequests">Calls within 24 hours before REQUEST_LIMIT_EXCEEDED; null leaves it.</param>
    /// <param name="Concurrent">Calls that may run for long at the same time; null leaves it.</param>
    /// <param name="LongAfterMs">From when a call counts as long; null leaves it.</param>
    public sealed record Budget(int? DailyApiRequests = null, int? Concurrent = null, int? LongAfterMs = null);

    private static void PutLimits(Budget budget, Limits limits)
    {
        limits.Max = budget.DailyApiRequests ?? limits.Max;
        limits.MaxConcurrent = budget.Concurrent ?? limits.MaxConcurrent;
        limits.LongAfter = budget.LongAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : limits.LongAfter;
    }

    private static IResult PutTarget(OutboundTarget order, OutboundTargets targets) =>
        Uri.TryCreate(order.TargetUrl, UriKind.Absolute, out var target) && target.Scheme is ("http" or "https")
            ? Results.Ok(targets.Put(order))
            : Results.Problem("targetUrl must be an absolute http or https address.", statusCode: 422);

    private static async Task<IResult> RegisterCertificate(HttpRequest request, JwtBearer jwt)
    {
        using var reader = new StreamReader(request.Body);
        return jwt.Register(await reader.ReadToEndAsync(request.HttpContext.RequestAborted))
            ? Results.NoContent()
            : Results.Problem("The body must be an X.509 certificate or an RSA public key in PEM.", statusCode: 422);
    }
}
