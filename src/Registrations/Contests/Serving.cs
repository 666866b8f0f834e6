using Entente.Pipeline;
using Entente.Platform.Values;

namespace Entente.Registrations.Contests;

/// <summary>Who serves a customer: the partners with a part in a deal that was won with it. The one rule for whoever rules between claims. Pure.</summary>
public static class Serving
{
    /// <summary>Deals won longer ago make nobody an incumbent.</summary>
    public const int Years = 3;

    /// <summary>From the first of the deals on, per partner.</summary>
    /// <param name="won">With this customer, in the last <see cref="Years"/>.</param>
    public static IReadOnlyDictionary<PartnerId, DateTimeOffset> Since(IEnumerable<OpportunityCard> won) =>
        won.SelectMany(o => o.Partners.Select(p => (p.Partner, At: o.ClosedAt ?? o.ChangedAt)))
            .GroupBy(p => p.Partner)
            .ToDictionary(g => g.Key, g => g.Min(p => p.At));
}
