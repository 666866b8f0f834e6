namespace Entente.Partners;

/// <summary>What must be true of a partner's description, when it is made and when it is changed.</summary>
internal static class Described
{
    /// <summary>What is wrong, by field; status and domains are for the caller to add.</summary>
    public static Dictionary<string, string> Faults(string name, string region, PartnerType type, PartnerTier tier)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (name.Trim().Length is 0 or > NewPartner.LongestName)
            wrong["name"] = $"Give the company's name, up to {NewPartner.LongestName} characters.";
        if (region.Trim().Length > NewPartner.LongestRegion)
            wrong["region"] = $"Keep the region below {NewPartner.LongestRegion} characters.";
        if (!Enum.IsDefined(type))
            wrong["type"] = "Choose a partner type.";
        if (!Enum.IsDefined(tier))
            wrong["tier"] = "Choose a tier.";
        return wrong;
    }
}
