using Entente.Partners;
using Entente.Platform.Values;
using Entente.Programs.Plans;
using Entente.Programs.Rules;

namespace Entente.Programs;

/// <summary>What partners are entitled to by their tier: the typed benefits that other rooms act on. A partner's actor learns of its own only.</summary>
public sealed class Entitlements(PlanShelf shelf, PartnersApi partners)
{
    /// <summary>Nothing at all where no plan is published for the partner's type, or the partner is not known to the actor.</summary>
    public async Task<TierBenefits> Of(PartnerId partner, CancellationToken ct) =>
        (await OfMany([partner], ct)).GetValueOrDefault(partner) ?? new();

    public async Task<IReadOnlyDictionary<PartnerId, TierBenefits>> OfMany(IReadOnlyCollection<PartnerId> of, CancellationToken ct)
    {
        var plans = await shelf.InForce(ct);
        return (await partners.Cards(of, ct)).ToDictionary(
            p => p.Key,
            p => plans.GetValueOrDefault(p.Value.Type)?.Plan.BenefitsOf(p.Value.Tier) ?? new()
        );
    }
}
