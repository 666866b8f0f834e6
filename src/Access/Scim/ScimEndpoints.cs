using System.Text.Json.Nodes;
using Entente.Access.Http;
using Entente.Access.Scim.Filter;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Scim;

/// <summary>SCIM 2.0 (RFC 7643, 7644) at one address per workspace; the token says whose people are meant.</summary>
internal static class ScimEndpoints
{
    private const string Root = "/w/{slug}/scim/v2";

    private static readonly string[] Every = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in new[] { "Users", "Groups" })
        {
            Open(routes, "GET", $"{Root}/{name}", (http, all, ct) => List(all[name], Query(http), ct));
            Open(routes, "POST", $"{Root}/{name}", (http, all, ct) => Create(http, all[name], ct));
            Open(routes, "POST", $"{Root}/{name}/.search", (http, all, ct) => Search(http, all[name], ct));
            Open(routes, "GET", $"{Root}/{name}/{{id}}", (http, all, ct) => Get(http, all[name], ct));
            Open(routes, "PUT", $"{Root}/{name}/{{id}}", (http, all, ct) => Change(http, all[name].Replace, ct));
            Open(routes, "PATCH", $"{Root}/{name}/{{id}}", (http, all, ct) => Change(http, all[name].Patch, ct));
            Open(routes, "DELETE", $"{Root}/{name}/{{id}}", (http, all, ct) => Delete(http, all[name], ct));
        }
        Open(routes, "POST", $"{Root}/Bulk", (http, _, ct) => Bulk(http, ct));
        Open(routes, "GET", $"{Root}/ServiceProviderConfig", async (http, _, ct) => new(200, ScimDocuments.Config(await At(http, ct))));
        Documents(routes, "ResourceTypes", ScimDocuments.ResourceTypes);
        Documents(routes, "Schemas", ScimDocuments.Schemas);
        // Whatever else is asked for is answered in the same language.
        routes
            .MapMethods(
                Root + "/{**rest}",
                Every,
                async http => await (await Noted(http, ScimAnswers.Fault(404, "There is nothing at this address."))).ExecuteAsync(http)
            )
            .Access(new ByDirectoryAttribute())
            .DisableAntiforgery()
            .ExcludeFromDescription();
    }

    private delegate Task<ScimAnswer> Act(HttpContext http, IReadOnlyDictionary<string, IScimResources> all, CancellationToken ct);

    private static void Open(IEndpointRouteBuilder routes, string method, string path, Act act) =>
        routes
            .MapMethods(path, [method], async http => await (await Answer(http, act)).ExecuteAsync(http))
            .Access(new ByDirectoryAttribute())
            .DisableAntiforgery()
            .ExcludeFromDescription();

    private static async Task<IResult> Answer(HttpContext http, Act act)
    {
        var all = http.RequestServices.GetServices<IScimResources>().ToDictionary(r => r.Path, StringComparer.Ordinal);
        try
        {
            return await Noted(http, await act(http, all, http.RequestAborted));
        }
        // Somebody here changed the same person in the same moment: nothing was saved, the directory asks again.
        catch (DbUpdateException)
        {
            return ScimAnswers.Fault(StatusCodes.Status503ServiceUnavailable, "Changed by somebody else just now. Send it again.");
        }
    }

    private static async Task<IResult> Noted(HttpContext http, ScimAnswer answer)
    {
        // A directory asks for what may not be there before it makes it: that is no fault of anybody's.
        var fault = answer.Status is StatusCodes.Status404NotFound && HttpMethods.IsGet(http.Request.Method) ? null : answer.Detail;
        var path = http.Request.Path.Value ?? "";
        var asked = $"{http.Request.Method} {path[(path.IndexOf("/v2", StringComparison.OrdinalIgnoreCase) + 3)..]}";
        await http.RequestServices.GetRequiredService<DirectoryDoor>().Note(asked, answer.Status, fault, http.RequestAborted);
        return answer;
    }

    private static async Task<ScimAnswer> List(IScimResources of, ScimAsked asked, CancellationToken ct)
    {
        var page = await of.List(asked, ct);
        return page.Ok ? new(200, ScimAnswers.List(page.Value, asked)) : ScimAnswers.Fault(page.Problem);
    }

    private static async Task<ScimAnswer> Search(HttpContext http, IScimResources of, CancellationToken ct)
    {
        var (body, fault) = await ScimAnswers.Read(http);
        return body is null ? fault! : await List(of, Asked(body), ct);
    }

    private static async Task<ScimAnswer> Get(HttpContext http, IScimResources of, CancellationToken ct)
    {
        var found = await of.Get(Id(http), ct);
        if (!found.Ok)
            return ScimAnswers.Fault(found.Problem);
        return http.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known && found.Value.Is(known)
            ? new(StatusCodes.Status304NotModified, null, found.Value.ETag)
            : ScimAnswers.One(found.Value, 200, Parts(http));
    }

    private static async Task<ScimAnswer> Create(HttpContext http, IScimResources of, CancellationToken ct)
    {
        var (body, fault) = await ScimAnswers.Read(http);
        if (body is null)
            return fault!;
        var made = await of.Create(body, ct);
        return made.Ok ? ScimAnswers.One(made.Value, StatusCodes.Status201Created, Parts(http)) : ScimAnswers.Fault(made.Problem);
    }

    private static async Task<ScimAnswer> Change(
        HttpContext http,
        Func<string, JsonObject, string?, CancellationToken, Task<Result<ScimFound>>> act,
        CancellationToken ct
    )
    {
        var (body, fault) = await ScimAnswers.Read(http);
        if (body is null)
            return fault!;
        var changed = await act(Id(http), body, http.Request.Headers.IfMatch, ct);
        return changed.Ok ? ScimAnswers.One(changed.Value, 200, Parts(http)) : ScimAnswers.Fault(changed.Problem);
    }

    private static async Task<ScimAnswer> Delete(HttpContext http, IScimResources of, CancellationToken ct)
    {
        var gone = await of.Delete(Id(http), http.Request.Headers.IfMatch, ct);
        return gone.Ok ? new(StatusCodes.Status204NoContent, null) : ScimAnswers.Fault(gone.Problem);
    }

    private static async Task<ScimAnswer> Bulk(HttpContext http, CancellationToken ct)
    {
        var (body, fault) = await ScimAnswers.Read(http);
        if (body is null)
            return fault!;
        if (body.KeyOf("Operations") is { } key && body[key] is JsonArray { Count: > ScimBulk.Most })
            return ScimAnswers.Fault(StatusCodes.Status413PayloadTooLarge, $"At most {ScimBulk.Most} operations are taken at a time.");
        var done = await http.RequestServices.GetRequiredService<ScimBulk>().Run(body, ct);
        return done.Ok ? new(200, done.Value) : ScimAnswers.Fault(done.Problem);
    }

    private static void Documents(IEndpointRouteBuilder routes, string name, Func<string, IReadOnlyList<JsonObject>> documents)
    {
        Open(
            routes,
            "GET",
            $"{Root}/{name}",
            async (http, _, ct) =>
            {
                var all = documents(await At(http, ct));
                return new(200, ScimAnswers.List([.. all], all.Count, 1));
            }
        );
        Open(
            routes,
            "GET",
            $"{Root}/{name}/{{id}}",
            async (http, _, ct) =>
                documents(await At(http, ct)).FirstOrDefault(d => d["id"]!.GetValue<string>() == Id(http)) is { } found
                    ? new(200, found)
                    : ScimAnswers.Fault(ScimFaults.Gone)
        );
    }

    private static Task<string> At(HttpContext http, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<ScimAddresses>().Root(ct);

    private static string Id(HttpContext http) => http.GetRouteValue("id")?.ToString() ?? "";

    private static ScimParts Parts(HttpContext http) =>
        ScimParts.Of(http.Request.Query["attributes"], http.Request.Query["excludedAttributes"]);

    private static ScimAsked Query(HttpContext http)
    {
        var query = http.Request.Query;
        return ScimAsked.Of(
            query["filter"],
            int.TryParse(query["startIndex"], out var start) ? start : null,
            int.TryParse(query["count"], out var count) ? count : null,
            query["sortBy"],
            query["sortOrder"],
            Parts(http)
        );
    }

    private static ScimAsked Asked(JsonObject body)
    {
        string? Text(string name) =>
            body.KeyOf(name) is { } key && body[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        int? Number(string name) =>
            body.KeyOf(name) is { } key && body[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
        string Names(string name) =>
            body.KeyOf(name) is { } key && body[key] is JsonArray all
                ? string.Join(',', all.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : ""))
                : "";
        return ScimAsked.Of(
            Text("filter"),
            Number("startIndex"),
            Number("count"),
            Text("sortBy"),
            Text("sortOrder"),
            ScimParts.Of(Names("attributes"), Names("excludedAttributes"))
        );
    }
}
