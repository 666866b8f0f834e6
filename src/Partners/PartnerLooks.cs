using Entente.Ui;

namespace Entente.Partners;

/// <summary>How a partner's state and type look.</summary>
public static class PartnerLooks
{
    public static Tone Tone(this PartnerStatus status) =>
        status switch
        {
            PartnerStatus.Active => Ui.Tone.Ok,
            PartnerStatus.AtRisk => Ui.Tone.Warn,
            PartnerStatus.Suspended => Ui.Tone.Bad,
            PartnerStatus.Onboarding or PartnerStatus.Evaluating => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    /// <summary>How a partner of this type sells with the vendor, as long as a deal does not say otherwise (PIP-1).</summary>
    public static Motion Motion(this PartnerType type) =>
        type switch
        {
            PartnerType.Referral or PartnerType.Affiliate or PartnerType.Agency => Ui.Motion.Referral,
            PartnerType.Reseller or PartnerType.Distributor or PartnerType.Oem => Ui.Motion.Reseller,
            PartnerType.Marketplace => Ui.Motion.Marketplace,
            PartnerType.Msp or PartnerType.SystemIntegrator or PartnerType.Services => Ui.Motion.Services,
            PartnerType.Isv or PartnerType.Integration => Ui.Motion.Tech,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type of partner."),
        };

    /// <summary>Where a partner's page is.</summary>
    public static string PartnerHref(string slug, Platform.Values.PartnerId id) => $"/w/{slug}/partners/{Platform.Values.Ids.Short(id)}";
}
