using Entente.Sandbox.HubSpot;
using Entente.Sandbox.HubSpot.Search;
using Entente.Sandbox.HubSpot.Webhooks;
using Entente.Sandbox.Pages;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Admin;

/// <summary>
/// What no real CRM has: reset, clock, people, subscriptions, faults, counts. The same on both origins, below `/sandbox/admin`.
/// It has no password: the sandbox listens on the local machine and holds play data only.
/// </summary>
internal static class AdminApi
{
    public static void Map(RouteGroupBuilder routes)
    {
        var admin = routes.MapGroup("/sandbox/admin").WithMetadata(NotLogged.Mark);
        admin.MapGet("/counts", Counts);
        admin.MapPost("/reset", Reset);
        admin.MapGet("/clock", (SandboxClock clock) => new ClockState(clock.GetUtcNow(), clock.Settable));
        admin.MapPut("/clock", SetClock);
        admin.MapPost("/clock/seal", Seal);
        admin.MapGet("/requests", (RequestLog log) => log.All());
        admin.MapDelete("/requests", (RequestLog log) => log.Clear());
        FaultsApi.Map(admin);
        admin.MapPost("/owners", AddOwner);
        admin.MapPatch("/owners/{id:long}", ChangeOwner);
        admin.MapGet("/credentials", Credentials);
        admin.MapGet("/scopes", (Scopes scopes) => new ScopeOrder(scopes.Missing));
        admin.MapPut("/scopes", (ScopeOrder order, Scopes scopes) => scopes.TakeAway(order.Missing));
        admin.MapGet("/webhooks", (WebhookSubscriptions subscriptions) => subscriptions.All());
        admin.MapPut("/panel", SetPanel);
        admin.MapPut("/webhooks", SetWebhook);
        admin.MapDelete("/webhooks", (WebhookSubscriptions subscriptions) => subscriptions.Clear());
        admin.MapGet("/webhooks/deliveries", (WebhookSender sender) => sender.Deliveries());
        HubSpotAdmin.Map(admin);
    }

    public sealed record ClockState(DateTimeOffset Now, bool Settable);

    /// <param name="Missing">HubSpot scopes the token does not have; all others it has.</param>
    public sealed record ScopeOrder(IReadOnlyCollection<string> Missing);

    public sealed record NewOwner(string Email, string FirstName, string LastName);

    /// <param name="Archived">Whether the person has left; null leaves it.</param>
    /// <param name="Teams">Null leaves them.</param>
    public sealed record OwnerOrder(bool? Archived = null, IReadOnlyList<Team>? Teams = null);

    private static object Counts(CrmStore store) =>
        new
        {
            companies = store.CountLiving(Kind.Company),
            contacts = store.CountLiving(Kind.Contact),
            deals = store.CountLiving(Kind.Deal),
            leads = store.CountLiving(Kind.Lead),
            notes = store.CountLiving(Kind.Note),
            tasks = store.CountLiving(Kind.Task),
            emails = store.CountLiving(Kind.Email),
            meetings = store.CountLiving(Kind.Meeting),
            calls = store.CountLiving(Kind.Call),
            associations = store.LinkCount,
            owners = store.Owners.Count,
            journalBytes = store.JournalBytes,
        };

    private static IResult Reset(
        CrmStore store,
        Faults faults,
        Scopes scopes,
        RateLimits limits,
        SearchIndex index,
        RequestLog log,
        WebhookSender sender
    )
    {
        store.Reset();
        limits.Reset();
        index.Reset();
        faults.Clear();
        faults.ClearLog();
        scopes.TakeAway([]);
        log.Clear();
        sender.Forget();
        return Results.NoContent();
    }

    private static IResult SetClock(ClockOrder order, SandboxClock clock) =>
        clock.TrySet(order.Now)
            ? Results.Ok(new ClockState(clock.GetUtcNow(), clock.Settable))
            : Results.Problem("The clock is sealed, or the sandbox was started without --story-clock.", statusCode: 409);

    /// <param name="Now">The instant at which the clock stands from now on; null lets real time run.</param>
    public sealed record ClockOrder(DateTimeOffset? Now);

    private static IResult Seal(SandboxClock clock)
    {
        clock.Seal();
        return Results.NoContent();
    }

    // A mail address is one user's, as in both CRMs: whoever has it is who was meant.
    private static Owner AddOwner(NewOwner order, CrmStore store) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (store.Owners.FirstOrDefault(o => o.Email.Equals(order.Email, StringComparison.OrdinalIgnoreCase)) is { } known)
                    return known;
                var number = RecordIds.NumberOf(store.Owners[^1].Id) + 1;
                var now = tx.Now.ToUnixTimeMilliseconds();
                var owner = new Owner(
                    RecordIds.Of(Kind.Owner, number),
                    order.Email.ToLowerInvariant(),
                    order.FirstName,
                    order.LastName,
                    9000 + number,
                    false,
                    now,
                    now
                );
                tx.Put(owner);
                return owner;
            }
        );

    private static IResult ChangeOwner(long id, OwnerOrder order, CrmStore store) =>
        store.Write(
            Origin.Admin,
            tx =>
            {
                if (store.Owner(id) is not { } owner)
                    return Results.NotFound();
                var next = owner with { Archived = order.Archived ?? owner.Archived, Teams = order.Teams ?? owner.Teams };
                tx.Put(next);
                return Results.Ok(next);
            }
        );

    private static object Credentials(SandboxOptions options) =>
        new
        {
            hubspot = new
            {
                token = options.HubSpotToken,
                appSecret = options.HubSpotAppSecret,
                clientId = options.HubSpotClientId,
                clientSecret = options.HubSpotAppSecret,
                developerKey = options.HubSpotDeveloperKey,
                appId = options.HubSpotAppId,
                portalId = options.HubSpotPortalId,
            },
            salesforce = new
            {
                clientId = options.SalesforceClientId,
                clientSecret = options.SalesforceClientSecret,
                username = options.SalesforceUsername,
                password = options.SalesforcePassword,
            },
        };

    private static IResult SetPanel(PanelTarget order, PanelTargets targets)
    {
        if (!Uri.TryCreate(order.LaunchUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return Results.Problem("launchUrl must be an absolute http or https address.", statusCode: 422);
        targets.Put(order);
        return Results.NoContent();
    }

    private static IResult SetWebhook(WebhookSubscription order, WebhookSubscriptions subscriptions)
    {
        if (!Uri.TryCreate(order.TargetUrl, UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
            return Results.Problem("targetUrl must be an absolute http or https address.", statusCode: 422);
        return Results.Ok(subscriptions.Put(order));
    }
}
