using System.Diagnostics;
using Entente.Access;
using Entente.Access.Http;
using Entente.Registrations.Rules;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Entente.Registrations.Check;

/// <summary>The fragment that the form fetches while somebody types. Changes nothing, so it needs no form token.</summary>
internal static class LiveCheckEndpoint
{
    /// <summary>Answers leave only on this grid, counted from the request: how long the search took cannot be read off them.</summary>
    public static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(50);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/r/{key}/check", Answer).Access(new ByLinkAttribute(LinkKind.Register)).DisableAntiforgery();
        // Staff may know: nothing waits for a grid here.
        routes
            .MapPost("/w/{slug}/registrations/new/check/{partner:guid}", ForStaff)
            .Access(new StaffAttribute(Permissions.SubmitRegistrations))
            .DisableAntiforgery();
        routes.MapPost("/w/{slug}/portal/register/check", Answer).Access(new PartnerSideAttribute()).DisableAntiforgery();
    }

    private static async Task<IResult> Answer(HttpContext http, CheckClaim check, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await check.Run(await TypedSoFar.Input(http.Request, ct), ct);
        await UntilGrid(began, ct);
        http.Response.Headers.CacheControl = "no-store";
        return answer.Ok
            ? new RazorComponentResult<LiveCheckFragment>(new { Answer = answer.Value })
            : Results.StatusCode(Refusal.StatusOf(answer.Problem.Kind));
    }

    private static async Task<IResult> ForStaff(HttpContext http, Guid partner, CheckForPartner check, CancellationToken ct)
    {
        var answer = await check.Run(new(partner), await TypedSoFar.Input(http.Request, ct), ct);
        http.Response.Headers.CacheControl = "no-store";
        return answer.Ok
            ? new RazorComponentResult<StaffCheckFragment>(new { Found = (object)answer.Value })
            : Results.StatusCode(Refusal.StatusOf(answer.Problem.Kind));
    }

    // Timers tick in whole milliseconds from wherever they are set, and so would tell of the fraction: the last one is waited out.
    private static async Task UntilGrid(long began, CancellationToken ct)
    {
        var passed = Stopwatch.GetElapsedTime(began);
        var left = UntilGrid(passed);
        if (left > Tick)
            await Task.Delay(left - Tick, TimeProvider.System, ct);
        while (Stopwatch.GetElapsedTime(began) < passed + left)
            Thread.SpinWait(20);
    }

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>What is left of the present step of the grid; a whole number of steps in all.</summary>
    public static TimeSpan UntilGrid(TimeSpan passed) => TimeSpan.FromTicks(Grid.Ticks - (passed.Ticks % Grid.Ticks));
}
