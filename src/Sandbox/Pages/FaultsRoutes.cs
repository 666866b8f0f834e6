using System.Globalization;
using Entente.Sandbox.Admin;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Sandbox.Pages;

/// <summary>The page of faults: add a rule, remove one or all. Forms post, and lead back.</summary>
internal static class FaultsRoutes
{
    private const string Home = "/sandbox/faults";

    public static void Map(RouteGroupBuilder pages)
    {
        var of = pages.MapGroup(Home);
        of.MapGet("", (Faults faults, TimeProvider clock) => Page(new(faults, clock.GetUtcNow())));
        of.MapPost("", Add);
        of.MapPost("/remove", Remove);
        of.MapPost("/clear", Clear);
    }

    private static async Task<IResult> Add(HttpContext http, Faults faults, TimeProvider clock)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (rule, error) = FaultsModel.Read(form);
        if (rule is null)
        {
            var typed = form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
            return Page(new(faults, clock.GetUtcNow()) { Error = error, Typed = typed });
        }
        faults.Put(rule);
        return Back(http);
    }

    private static async Task<IResult> Remove(HttpContext http, Faults faults)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (long.TryParse(form["id"], CultureInfo.InvariantCulture, out var id))
            faults.Remove(id);
        return Back(http);
    }

    private static IResult Clear(HttpContext http, Faults faults)
    {
        faults.Clear();
        return Back(http);
    }

    private static RazorComponentResult<FaultsPage> Page(FaultsModel model) =>
        new(new { Model = model }) { StatusCode = model.Error is null ? 200 : 422 };

    private static IResult Back(HttpContext http)
    {
        http.Response.Headers.Location = Home;
        return Results.StatusCode(303);
    }
}
