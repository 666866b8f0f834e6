using Entente.Crm;

namespace Entente.Pipeline.Safelist;

/// <summary>A company under the names of the safelist, for <c>Projection.Pick(SafeObjects.Account, …)</c>.</summary>
public static class AccountFields
{
    /// <param name="own">The CRM's own fields by their names in the safelist, as text.</param>
    public static IReadOnlyDictionary<string, object?> Of(AccountCard card, IReadOnlyDictionary<string, string> own) =>
        new Dictionary<string, object?>(own.Select(f => KeyValuePair.Create(f.Key, (object?)f.Value)), StringComparer.Ordinal)
        {
            ["name"] = card.Name,
            ["domain"] = card.Domain,
            ["country"] = card.Country,
            ["owner"] = card.OwnerName,
            ["phone"] = card.Phone,
            ["is_customer"] = card.IsCustomer ? "Yes" : "No",
            ["crm_id"] = card.CrmId,
        };
}
