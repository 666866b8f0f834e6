using Entente.Access;
using Entente.Crm;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Panel;

/// <summary>Inside the CRM: whose deal it is, and who else is in it.</summary>
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
            Facts = [.. Others(concerned)],
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
}
