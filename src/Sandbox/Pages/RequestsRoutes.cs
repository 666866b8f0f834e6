using Entente.Sandbox.Admin;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Sandbox.Pages;

/// <summary>The page of the request log: what the APIs were asked, newest first, narrowed by protocol, status and address.</summary>
internal static class RequestsRoutes
{
    private const string Home = "/sandbox/requests";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Home, Page);
        pages.MapPost(Home + "/clear", Clear);
    }

    private static RazorComponentResult<RequestsPage> Page(
        RequestLog log,
        TimeProvider clock,
        string? protocol,
        string? status,
        string? path,
        int? page
    ) => new(new { Model = new RequestsModel(log.All(), protocol, status, path, page ?? 1, clock.GetUtcNow()) });

    private static IResult Clear(HttpContext http, RequestLog log)
    {
        log.Clear();
        http.Response.Headers.Location = Home;
        return Results.StatusCode(303);
    }
}
