namespace Entente.Partners;

/// <summary>What a partner primarily is (PTN-1).</summary>
public enum PartnerType
{
    Referral,
    Reseller,
    Distributor,
    Msp,
    SystemIntegrator,
    Isv,
    Integration,
    Affiliate,
    Marketplace,
    Services,
    Agency,
    Oem,
}

/// <summary>The ordered tiers of a program (PTN-5), lowest first.</summary>
public enum PartnerTier
{
    Registered,
    Select,
    Elite,
}

/// <summary>Where the relationship stands (PTN-2). Which step may follow which is <c>Rules/Lifecycle</c>.</summary>
public enum PartnerStatus
{
    Prospect,
    Evaluating,
    Onboarding,
    Active,
    AtRisk,
    Suspended,
    Offboarding,
    Ended,
    Declined,
}

/// <summary>How types, tiers and statuses are written for people.</summary>
public static class PartnerWords
{
    public static string Words(this PartnerType type) =>
        type switch
        {
            PartnerType.Msp => "MSP",
            PartnerType.SystemIntegrator => "System integrator",
            PartnerType.Isv => "ISV",
            PartnerType.Oem => "OEM",
            _ => type.ToString(),
        };

    public static string Words(this PartnerTier tier) => tier.ToString();

    public static string Words(this PartnerStatus status) => status is PartnerStatus.AtRisk ? "At risk" : status.ToString();
}

/// <summary>Why an account stands on the vendor's list.</summary>
public enum NamedAccountKind
{
    /// <summary>One partner has earned it.</summary>
    Partner,

    /// <summary>The vendor's direct sales keep it.</summary>
    Direct,

    /// <summary>Nobody may register it.</summary>
    Blocked,
}
