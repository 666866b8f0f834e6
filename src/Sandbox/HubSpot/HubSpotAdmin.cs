using System.Text.Json;
using Entente.Sandbox.HubSpot.OAuth;
using Entente.Sandbox.HubSpot.Search;
using Entente.Sandbox.HubSpot.Webhooks;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Sandbox.HubSpot;

/// <summary>What the owner of the HubSpot account, or HubSpot itself, would set; below `/sandbox/admin`.</summary>
internal static class HubSpotAdmin
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/limits", (RateLimits limits) => new LimitState(limits.Order, limits.UsedToday));
        admin.MapPut(
            "/limits",
            (LimitOrder order, RateLimits limits) =>
                limits.Set(order) ? Results.Ok(order) : Refused($"There is no plan {order.Plan}, or the multiple {order.Multiple} is none.")
        );
        admin.MapDelete("/limits", (RateLimits limits) => limits.Reset());
        admin.MapGet("/search", (SearchIndex index) => new SearchOrder((int)index.Lag.TotalMilliseconds));
        admin.MapPut("/search", SetSearch);
        admin.MapGet("/account", (CrmStore store) => Account.Of(store));
        admin.MapPut(
            "/account",
            (Account account, CrmStore store) => Account.Keep(store, account) is { } complaint ? Refused(complaint) : Results.Ok(account)
        );
        admin.MapGet("/currencies", (CrmStore store) => Currencies.Of(store));
        admin.MapPut("/currencies", SetCurrencies);
        admin.MapGet("/oauth", (Grants grants) => new OAuthState(grants.Order, grants.All()));
        admin.MapPut("/oauth", SetOAuth);
        admin.MapDelete("/oauth/grants", (Grants grants) => grants.Revoke(_ => true) ? Results.NoContent() : Results.NotFound());
        admin.MapPut("/webhooks/retries", SetRetries);
        admin.MapPost("/records/{id:long}/restore", Restore);
    }

    public sealed record LimitState(LimitOrder Limits, int UsedToday);

    /// <param name="LagMs">How long search does not see what is new.</param>
    public sealed record SearchOrder(int LagMs);

    public sealed record OAuthState(OAuthOrder Order, IReadOnlyList<Grant> Grants);

    /// <param name="Scale">The waits between attempts times this; 0 retries at once.</param>
    public sealed record RetryOrder(double Scale);

    private static IResult SetSearch(SearchOrder order, SearchIndex index)
    {
        if (order.LagMs < 0)
            return Refused("lagMs must not be negative.");
        index.Lag = TimeSpan.FromMilliseconds(order.LagMs);
        return Results.Ok(order);
    }

    private static IResult SetCurrencies(Currencies order, CrmStore store)
    {
        if (
            order.Rates.Any(r => r.Rate <= 0)
            || order.Rates.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() != order.Rates.Count
        )
            return Refused("Every rate needs an id of its own and a number above 0.");
        store.Write(Origin.Admin, tx => tx.Setting(Currencies.Key, JsonSerializer.Serialize(order)));
        return Results.Ok(order);
    }

    private static IResult SetOAuth(OAuthOrder order, Grants grants)
    {
        if (order.AccessTokenSeconds < 1)
            return Refused("accessTokenSeconds must be 1 or more.");
        grants.Order = order;
        return Results.Ok(order);
    }

    private static IResult SetRetries(RetryOrder order, WebhookSender sender)
    {
        if (order.Scale is not (>= 0 and <= 1_000_000))
            return Refused("scale must lie between 0 and 1,000,000.");
        sender.RetryScale = order.Scale;
        return Results.Ok(order);
    }

    /// <summary>Takes a record out of the recycle bin, which HubSpot offers on its pages only.</summary>
    private static IResult Restore(long id, CrmStore store)
    {
        var outcome = store.Write(Origin.Admin, tx => tx.Restore(id));
        return outcome.Record is not null ? Results.NoContent() : Refused($"Record {id} cannot be restored: {outcome.Refusal!.Code}.");
    }

    private static ProblemHttpResult Refused(string why) => TypedResults.Problem(why, statusCode: 422);
}
