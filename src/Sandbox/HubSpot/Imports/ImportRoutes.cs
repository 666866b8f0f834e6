using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>Imports: upload a file with its order, watch it, see what was wrong with which row, cancel it.</summary>
internal sealed class ImportRoutes(ImportBook imports, ImportRunner runner, CrmStore store, TimeProvider clock)
{
    private const int DefaultPage = 100;

    /// <param name="routes">Below `…/imports`; the official client writes the slash at its end.</param>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/", (HttpContext http, ImportRoutes r) => r.Start(http));
        routes.MapGet("/", (HttpContext http, ImportRoutes r) => r.All(http));
        routes.MapGet("/{id}", (HttpContext http, string id, ImportRoutes r) => r.With(http, id, i => Wire.Json(i.Show())));
        routes.MapGet("/{id}/errors", (HttpContext http, string id, ImportRoutes r) => r.With(http, id, i => r.Errors(http, i)));
        routes.MapPost("/{id}/cancel", (HttpContext http, string id, ImportRoutes r) => r.With(http, id, i => r.Cancel(http, i)));
    }

    private async Task<IResult> Start(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return new HubSpotError(415, "VALIDATION_ERROR", "An import is sent as multipart/form-data.").Result(http);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            return HubSpotError.Invalid($"The form could not be read: {e.Message}").Result(http);
        }
        var request = form["importRequest"].ToString();
        if (Wire.Parse(request) is not { } json)
            return HubSpotError.Invalid("importRequest must be a JSON object.").Result(http);
        var (order, error) = ImportOrder.Read(json, store);
        if (order is null)
            return error!.Result(http);
        if (form.Files.GetFile("files") is not { } file || file.FileName != order.FileName)
            return HubSpotError.Invalid($"The file {order.FileName} was not uploaded as files.").Result(http);
        using var reader = new StreamReader(file.OpenReadStream());
        var import = imports.Open(order, request, await reader.ReadToEndAsync(http.RequestAborted));
        runner.Start(import.Id);
        return Wire.Json(import.Show());
    }

    private IResult All(HttpContext http)
    {
        if (Number(http, "limit", DefaultPage) is not (>= 1 and <= DefaultPage and var limit))
            return HubSpotError.Invalid($"Page size must be between 1 and {DefaultPage}.").Result(http);
        if (Number(http, "after", 0) is not { } after || Number(http, "before", 0) is not { } before)
            return HubSpotError.Invalid("The paging cursor is not one of this list.").Result(http);
        var left = imports.All().Where(i => (after == 0 || NumberOf(i) < after) && (before == 0 || NumberOf(i) > before)).ToList();
        var page = left.Take(limit).ToList();
        var answer = new JsonObject { ["results"] = new JsonArray([.. page.Select(i => i.Show())]) };
        if (left.Count > limit)
            answer["paging"] = Next(http, page[^1].Id);
        return Wire.Json(answer);
    }

    private IResult Errors(HttpContext http, Import import)
    {
        if (Number(http, "limit", DefaultPage) is not (>= 1 and <= DefaultPage and var limit) || Number(http, "after", 0) is not { } after)
            return HubSpotError.Invalid($"Page size must be between 1 and {DefaultPage}, and after a number.").Result(http);
        var withRow = http.Request.Query["includeRowData"] != "false";
        var left = imports.Errors(import.Id).Skip(after).Take(limit + 1).ToList();
        var answer = new JsonObject { ["results"] = new JsonArray([.. left.Take(limit).Select(e => e.Show(import.Id, withRow))]) };
        if (left.Count > limit)
            answer["paging"] = Next(http, (after + limit).ToString(CultureInfo.InvariantCulture));
        return Wire.Json(answer);
    }

    private IResult Cancel(HttpContext http, Import import)
    {
        var asked = clock.GetUtcNow();
        if (imports.Change(import.Id, (_, now) => now.Ended ? null : now with { State = "CANCELED" }) is null)
            return HubSpotError.Invalid($"Import {import.Id} has ended; it cannot be canceled.").Result(http);
        return Wire.Json(
            new JsonObject
            {
                ["status"] = "COMPLETE",
                ["requestedAt"] = Canonical.Instant(asked),
                ["startedAt"] = Canonical.Instant(asked),
                ["completedAt"] = Canonical.Instant(clock.GetUtcNow()),
            }
        );
    }

    private IResult With(HttpContext http, string id, Func<Import, IResult> act) =>
        imports.Find(id) is { } import ? act(import) : HubSpotError.NotFound.Result(http);

    private static JsonObject Next(HttpContext http, string after) =>
        new()
        {
            ["next"] = new JsonObject { ["after"] = after, ["link"] = $"{Origins.Root(http)}{Origins.OuterPath(http)}?after={after}" },
        };

    private static int NumberOf(Import import) => int.Parse(import.Id, CultureInfo.InvariantCulture);

    private static int? Number(HttpContext http, string name, int absent) =>
        http.Request.Query[name] is not [{ Length: > 0 } given] ? absent
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
