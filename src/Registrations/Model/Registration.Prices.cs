using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// What an approval granted of prices.
internal sealed partial class Registration
{
    /// <summary>Basis points; null with <see cref="BandTo"/>: no band was granted.</summary>
    public int? BandFrom { get; private set; }
    public int? BandTo { get; private set; }
    public string? PriceList { get; private set; }
    public DateTimeOffset? PricesFrom { get; private set; }

    /// <summary>The first instant at which the prices are held no more; null: none are held.</summary>
    public DateTimeOffset? PricesUntil { get; private set; }

    /// <summary>The same as one; null: nothing was granted.</summary>
    public PriceGrant? Prices
    {
        get =>
            PricesFrom is { } from
                ? new(BandFrom is { } least && BandTo is { } most ? new(least, most) : null, PriceList, from, PricesUntil)
                : null;
        private set =>
            (BandFrom, BandTo, PriceList, PricesFrom, PricesUntil) = (
                value?.Band?.From,
                value?.Band?.To,
                value?.List,
                value?.From,
                value?.Until
            );
    }
}
