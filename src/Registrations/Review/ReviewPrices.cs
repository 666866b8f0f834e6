using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Review;

/// <summary>Prices as whoever decides reads them.</summary>
internal static class ReviewPrices
{
    /// <summary>The discount asked for, and whether the band holds it; null: none is asked for.</summary>
    public static string? Asked(Registration r, PriceTerms prices) =>
        r.DiscountAsked is not { } asked
            ? null
            : $"{PercentText.Words(asked)} discount is asked for{(prices.Band is { } band && asked > band.To ? ", more than the band" : "")}.";

    /// <summary>What is granted, or what an approval would grant; null: nothing.</summary>
    public static string? Granted(Registration r, PriceTerms prices, bool keeps, Terms terms, DateTimeOffset now)
    {
        var decided = !r.State.IsUndecided();
        var grant = decided ? r.Prices : PriceGrant.Renewed(keeps ? r.Prices : null, PriceGrant.Of(prices, terms.Calendar, now), now);
        if (grant is null)
            return null;
        string?[] parts =
        [
            grant.Band is { } band ? $"discount of {band.Words()}" : null,
            grant.List is { } list ? $"price list “{list}”" : null,
            grant.Until is { } end ? $"held until {ClaimWords.LastDay(end, terms.Zone)}" : null,
        ];
        return $"{(decided ? "Granted" : "Grants")}: {string.Join(", ", parts.OfType<string>())}.";
    }
}
