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

    /// <summary>Where a partner's page is.</summary>
    public static string PartnerHref(string slug, Platform.Values.PartnerId id) => $"/w/{slug}/partners/{Platform.Values.Ids.Short(id)}";
}
