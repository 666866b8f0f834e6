using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>Where the app wants its webhooks, and how many at once.</summary>
internal sealed record AppSettings(string TargetUrl, int MaxConcurrentRequests, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>The app's own webhook settings, as its developer sets them with the developer key; kept with the store.</summary>
internal sealed class AppWebhooks(CrmStore store, SandboxOptions options, TimeProvider clock)
{
    private const string Key = "hubspot.app.webhooks";
    private const int MostSubscriptions = 1_000;

    private static readonly string[] Types =
    [
        .. from name in WebhookEvents.Named.Values.Append("object")
        from what in (string[])["creation", "deletion", "propertyChange", "merge", "restore", "associationChange"]
        select $"{name}.{what}",
        "contact.privacyDeletion",
    ];

    private (string? Json, State State) read = (null, new(null, [], 0));

    /// <param name="webhooks">Below `/webhooks/…`.</param>
    public static void Map(RouteGroupBuilder webhooks)
    {
        var settings = webhooks.MapGroup("/{appId:long}/settings");
        settings.MapGet(
            "",
            (HttpContext http, AppWebhooks a) =>
                a.Read().Settings is { } known ? Wire.Json(Json(known)) : HubSpotError.NotFound.Result(http)
        );
        settings.MapPut("", (HttpContext http, AppWebhooks a) => a.Configure(http));
        settings.MapDelete("", (AppWebhooks a) => a.Change(s => s with { Settings = null }));
        var lines = webhooks.MapGroup("/{appId:long}/subscriptions");
        lines.MapGet("", (AppWebhooks a) => Wire.Json(new JsonObject { ["results"] = new JsonArray([.. a.Read().Lines.Select(Json)]) }));
        lines.MapPost("", (HttpContext http, AppWebhooks a) => a.Add(http));
        lines.MapPost("/batch/update", (HttpContext http, AppWebhooks a) => a.UpdateMany(http));
        lines.MapGet("/{id:long}", (HttpContext http, long id, AppWebhooks a) => a.One(http, id));
        lines.MapPatch("/{id:long}", (HttpContext http, long id, AppWebhooks a) => a.Update(http, id));
        lines.MapDelete("/{id:long}", (long id, AppWebhooks a) => a.Change(s => s with { Lines = [.. s.Lines.Where(l => l.Id != id)] }));
    }

    /// <summary>The app as a subscriber; null while it has no address.</summary>
    public WebhookSubscription? Subscription() =>
        Read() is { Settings: { } settings, Lines.Count: > 0 } state
            ? new(settings.TargetUrl, options.HubSpotAppSecret, [], options.HubSpotAppId, options.HubSpotPortalId, 0, state.Lines)
            : null;

    private async Task<IResult> Configure(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (!Uri.TryCreate(Wire.Text(body["targetUrl"]), UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
            return HubSpotError.Invalid("targetUrl must be an absolute http or https address.").Result(http);
        var most = int.TryParse(Wire.Text(body["throttling"]?["maxConcurrentRequests"]), CultureInfo.InvariantCulture, out var given)
            ? given
            : 10;
        if (most < 5)
            return HubSpotError.Invalid("maxConcurrentRequests must be 5 or more.").Result(http);
        var now = clock.GetUtcNow();
        var settings = new AppSettings(target.OriginalString, most, Read().Settings?.CreatedAt ?? now, now);
        Change(s => s with { Settings = settings });
        return Wire.Json(Json(settings));
    }

    private async Task<IResult> Add(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var type = Wire.Text(body["eventType"]) ?? "";
        var state = Read();
        if (!Types.Contains(type))
            return HubSpotError.Invalid($"{type} is no event type.").Result(http);
        if (type.EndsWith("propertyChange", StringComparison.Ordinal) && Wire.Text(body["propertyName"]) is null)
            return HubSpotError.Invalid("A propertyChange subscription needs a propertyName.").Result(http);
        if (type.StartsWith("object.", StringComparison.Ordinal) && ObjectTypes.Parse(store, Wire.Text(body["objectTypeId"]) ?? "") is null)
            return HubSpotError.Invalid("A generic subscription needs an objectTypeId.").Result(http);
        if (state.Lines.Count >= MostSubscriptions)
            return HubSpotError.Invalid($"An app has at most {MostSubscriptions} subscriptions.").Result(http);
        var now = clock.GetUtcNow();
        var line = new AppSubscription(
            state.Last + 1,
            type,
            Wire.Text(body["propertyName"]),
            Wire.Text(body["objectTypeId"]),
            Wire.Text(body["active"]) == "true",
            now,
            now
        );
        if (state.Lines.Any(l => (l.EventType, l.PropertyName, l.ObjectTypeId) == (line.EventType, line.PropertyName, line.ObjectTypeId)))
            return HubSpotError.Conflict("The app has this subscription already.").Result(http);
        Change(s => s with { Lines = [.. s.Lines, line], Last = line.Id });
        return Wire.Json(Json(line), 201);
    }

    private IResult One(HttpContext http, long id) =>
        Read().Lines.FirstOrDefault(l => l.Id == id) is { } line ? Wire.Json(Json(line)) : HubSpotError.NotFound.Result(http);

    private async Task<IResult> Update(HttpContext http, long id)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        Switch(id, Wire.Text(body["active"]) == "true");
        return One(http, id);
    }

    private async Task<IResult> UpdateMany(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var input in (body["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            _ = long.TryParse(Wire.Text(input["id"]), CultureInfo.InvariantCulture, out var id);
            Switch(id, Wire.Text(input["active"]) == "true");
            if (Read().Lines.FirstOrDefault(l => l.Id == id) is { } line)
                results.Add(Json(line));
            else
                errors.Add(HubSpotError.NotFound.Item("id", $"{id}"));
        }
        return Batches.Answer(results, errors, clock.GetUtcNow(), 200);
    }

    private void Switch(long id, bool active) =>
        Change(s =>
            s with
            {
                Lines = [.. s.Lines.Select(l => l.Id == id ? l with { Active = active, UpdatedAt = clock.GetUtcNow() } : l)],
            }
        );

    private static JsonObject Json(AppSettings settings) =>
        new()
        {
            ["targetUrl"] = settings.TargetUrl,
            ["throttling"] = new JsonObject { ["maxConcurrentRequests"] = settings.MaxConcurrentRequests, ["period"] = "SECONDLY" },
            ["createdAt"] = Canonical.Instant(settings.CreatedAt),
            ["updatedAt"] = Canonical.Instant(settings.UpdatedAt),
        };

    private static JsonObject Json(AppSubscription line)
    {
        var json = new JsonObject
        {
            ["id"] = $"{line.Id}",
            ["eventType"] = line.EventType,
            ["active"] = line.Active,
            ["createdAt"] = Canonical.Instant(line.CreatedAt),
            ["updatedAt"] = Canonical.Instant(line.UpdatedAt),
        };
        if (line.PropertyName is not null)
            json["propertyName"] = line.PropertyName;
        if (line.ObjectTypeId is not null)
            json["objectTypeId"] = line.ObjectTypeId;
        return json;
    }

    private State Read()
    {
        var json = store.Setting(Key);
        var seen = read;
        if (!ReferenceEquals(json, seen.Json))
            read = seen = (json, json is null ? new(null, [], 0) : JsonSerializer.Deserialize<State>(json)!);
        return seen.State;
    }

    private IResult Change(Func<State, State> change)
    {
        store.Write(Origin.Admin, tx => tx.Setting(Key, JsonSerializer.Serialize(change(Read()))));
        return Results.NoContent();
    }

    private sealed record State(AppSettings? Settings, IReadOnlyList<AppSubscription> Lines, long Last);
}
