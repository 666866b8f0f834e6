using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Lists;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Exports;

/// <summary>Exports: ask for one, watch it, fetch its file by the link that its status tells for five minutes at a time.</summary>
internal sealed class ExportRoutes(ExportQueue exports, RecordLists lists, CrmStore store, TimeProvider clock)
{
    private static readonly TimeSpan LinkLives = TimeSpan.FromMinutes(5);

    /// <param name="routes">Below `…/exports`.</param>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/export/async", (HttpContext http, ExportRoutes r) => r.Start(http));
        routes.MapGet("/export/async/tasks/{id:long}/status", (HttpContext http, long id, ExportRoutes r) => r.Status(http, id));
    }

    /// <param name="routes">Without a token: the link is the key.</param>
    public static void MapFiles(RouteGroupBuilder routes) =>
        routes.MapGet(
            "/exported/{id:long}/{until:long}/{key}/{name}",
            (long id, long until, string key, ExportRoutes r) => r.File(id, until, key)
        );

    private async Task<IResult> Start(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (order, error) = ExportOrder.Read(body, store, lists);
        if (order is null)
            return error!.Result(http);
        var id = exports.Start(order).Id.ToString(CultureInfo.InvariantCulture);
        return Wire.Json(
            new JsonObject
            {
                ["id"] = id,
                ["links"] = new JsonObject { ["status"] = $"{Origins.Root(http)}{Origins.OuterPath(http)}/tasks/{id}/status" },
            },
            202
        );
    }

    private IResult Status(HttpContext http, long id)
    {
        if (exports.Find(id) is not { } export)
            return HubSpotError.NotFound.Result(http);
        var shown = new JsonObject { ["status"] = export.State, ["requestedAt"] = Canonical.Instant(export.Asked) };
        if (export.Started is { } started)
            shown["startedAt"] = Canonical.Instant(started);
        if (export.Completed is { } completed)
            shown["completedAt"] = Canonical.Instant(completed);
        if (export.State == "COMPLETE")
        {
            shown["numErrors"] = 0;
            shown["result"] = Link(http, export);
        }
        return Wire.Json(shown);
    }

    private string Link(HttpContext http, Export export)
    {
        var until = (clock.GetUtcNow() + LinkLives).ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Origins.Root(http)}/exported/{export.Id}/{until}/{Sign(export, until)}/{Uri.EscapeDataString(export.Order.Name)}.csv"
        );
    }

    private IResult File(long id, long until, string key) =>
        exports.Find(id) is { State: "COMPLETE" } export
        && until > clock.GetUtcNow().ToUnixTimeSeconds()
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Sign(export, until)))
            ? Results.Text(export.File, "text/csv", Encoding.UTF8)
            : Results.Text("The link has expired.", "text/plain", Encoding.UTF8, 403);

    private static string Sign(Export export, long until) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(export.Key),
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{export.Id}.{until}"))
            )
        );
}
