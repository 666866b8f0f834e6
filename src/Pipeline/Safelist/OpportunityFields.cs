using Entente.Platform.Values;

namespace Entente.Pipeline.Safelist;

/// <summary>
/// An opportunity under the names of the safelist, for <c>Projection.Pick(SafeObjects.Opportunity, …)</c>: whatever shows a deal to an
/// outsider goes through this.
/// </summary>
public static class OpportunityFields
{
    /// <param name="account">The customer's name, which the CRM's room knows.</param>
    /// <param name="partner">Whose part names motion and registration; null: the first-linked one's.</param>
    public static IReadOnlyDictionary<string, object?> Of(OpportunityCard card, string? account, PartnerId? partner)
    {
        var part = card.Partners.FirstOrDefault(p => partner is null || p.Partner == partner);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = card.Name,
            ["account"] = account,
            ["stage"] = card.Stage.Outward,
            ["amount"] = card.Amount,
            ["close_date"] = card.CloseDate,
            ["state"] = card.State,
            ["next_step"] = card.NextStep,
            ["motion"] = part?.Motion,
            ["registration"] = part?.RegistrationNumber,
            ["owner"] = card.Owner?.Name,
            ["probability"] = card.Stage.Probability,
            ["partners"] = card.Partners,
            ["crm_id"] = card.CrmId,
        };
    }
}
