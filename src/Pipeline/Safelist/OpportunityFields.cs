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
    /// <param name="own">The CRM's own fields by their names in the safelist, as text; null where only ours are asked for.</param>
    public static IReadOnlyDictionary<string, object?> Of(
        OpportunityCard card,
        string? account,
        PartnerId? partner,
        IReadOnlyDictionary<string, string>? own = null
    )
    {
        var part = card.Partners.FirstOrDefault(p => partner is null || p.Partner == partner);
        return new Dictionary<string, object?>(
            (own ?? NoneOwn).Select(f => KeyValuePair.Create(f.Key, (object?)f.Value)),
            StringComparer.Ordinal
        )
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

    private static readonly Dictionary<string, string> NoneOwn = [];
}
