using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Forms;

/// <summary>Forms as they were defined; each kept as it was given, with an id and its times. Submissions need none of them.</summary>
internal sealed class FormDefinitions(CrmStore store, SandboxOptions options)
{
    private const string Prefix = "hubspot.form.";
    private const int DefaultPage = 20;
    private const int MaxPage = 500;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="routes">Below `/marketing/v3/forms`; the official client writes the slash at its end.</param>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/", (HttpContext http, FormDefinitions r) => r.Create(http));
        routes.MapGet("/", (HttpContext http, FormDefinitions r) => r.List(http));
        routes.MapGet("/{id:guid}", (HttpContext http, Guid id, FormDefinitions r) => r.Read(http, id));
        routes.MapPatch("/{id:guid}", (HttpContext http, Guid id, FormDefinitions r) => r.Change(http, id, whole: false));
        routes.MapPut("/{id:guid}", (HttpContext http, Guid id, FormDefinitions r) => r.Change(http, id, whole: true));
        routes.MapDelete("/{id:guid}", (HttpContext http, Guid id, FormDefinitions r) => r.Archive(id));
    }

    private async Task<IResult> Create(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Complaint(body) is { } complaint)
            return complaint.Result(http);
        var id = new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        var form = store.Write(Origin, tx => Keep(tx, id, body, Canonical.Instant(tx.Now)));
        return Wire.Json(form, 201);
    }

    private IResult List(HttpContext http)
    {
        var limit = DefaultPage;
        if (http.Request.Query["limit"] is [{ } asked] && (!int.TryParse(asked, out limit) || limit is < 1 or > MaxPage))
            return HubSpotError.Invalid($"Page size must be between 1 and {MaxPage}.").Result(http);
        var after = http.Request.Query["after"] is [{ } from] ? from : "";
        var left = store
            .Settings(Prefix)
            .Where(f => string.CompareOrdinal(f.Key[Prefix.Length..], after) > 0)
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        var answer = new JsonObject { ["results"] = new JsonArray([.. left.Take(limit).Select(f => JsonNode.Parse(f.Value))]) };
        if (left.Count > limit)
            answer["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = left[limit - 1].Key[Prefix.Length..] } };
        return Wire.Json(answer);
    }

    private IResult Read(HttpContext http, Guid id) => Find(id) is { } form ? Wire.Json(form) : HubSpotError.NotFound.Result(http);

    private async Task<IResult> Change(HttpContext http, Guid id, bool whole)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Find(id) is not { } form)
            return HubSpotError.NotFound.Result(http);
        var made = Wire.Text(form["createdAt"])!;
        var next = whole ? new JsonObject() : form;
        foreach (var (name, value) in body)
            next[name] = value?.DeepClone();
        return Complaint(next)?.Result(http) ?? Wire.Json(store.Write(Origin, tx => Keep(tx, id, next, made)));
    }

    private IResult Archive(Guid id)
    {
        store.Write(
            Origin,
            tx =>
            {
                tx.Setting(Prefix + id, null);
            }
        );
        return Results.NoContent();
    }

    private JsonObject? Find(Guid id) => store.Setting(Prefix + id) is { } json ? (JsonObject)JsonNode.Parse(json)! : null;

    private static JsonObject Keep(Tx tx, Guid id, JsonObject form, string made)
    {
        form["id"] = id.ToString();
        form["createdAt"] = made;
        form["updatedAt"] = Canonical.Instant(tx.Now);
        form["archived"] = false;
        tx.Setting(Prefix + id, form.ToJsonString());
        return form;
    }

    private static HubSpotError? Complaint(JsonObject form) =>
        string.IsNullOrWhiteSpace(Wire.Text(form["name"])) ? HubSpotError.Invalid("A form needs a name.")
        : form["fieldGroups"] is not JsonArray ? HubSpotError.Invalid("A form needs fieldGroups.")
        : null;
}
