using Entente.Access;
using Entente.Crm;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Panel;

/// <summary>Inside the CRM: whose deal it is, who else is in it, and what is known of their certification.</summary>
internal sealed class PartnersPanel(PartnersApi partners, Actor actor) : IPanelSection
{
    public string Name => "partners";

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return null;
        var cards = await partners.Cards(visit.Partners, ct);
        var concerned = visit.Partners.Where(cards.ContainsKey).Select(p => cards[p]).ToList();
        return new()
        {
            Head = content =>
            {
                content.OpenComponent<PanelHead>(0);
                content.AddComponentParameter(1, nameof(PanelHead.Partner), concerned.FirstOrDefault());
                content.AddComponentParameter(2, nameof(PanelHead.Record), visit.Record);
                content.CloseComponent();
            },
            Facts = [.. Others(concerned), .. Certification(concerned)],
            Lines =
            [
                new(
                    100,
                    "Partner",
                    concerned.Count == 0
                        ? "None"
                        : string.Join(", ", concerned.Select(p => $"{p.Name} ({p.Type.Words()}, {p.Tier.Words()})"))
                ),
            ],
        };
    }

    private static IEnumerable<PanelFact> Others(List<PartnerCard> concerned) =>
        concerned.Count < 2
            ? []
            : [new(150, "Also involved", content => content.AddContent(0, string.Join(", ", concerned.Skip(1).Select(p => p.Name))))];

    // Entente keeps no certificates yet, and says so: an empty row would read as a partner without any.
    private static IEnumerable<PanelFact> Certification(List<PartnerCard> concerned) =>
        concerned.Count == 0
            ? []
            : [new(400, "Certified", content => content.AddMarkupContent(0, "<span class=\"muted\">No certification is known</span>"))];
}
