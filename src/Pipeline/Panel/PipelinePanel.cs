using Entente.Access;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Pipeline.Rules.Motions;
using Entente.Pipeline.Work;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Parts;

namespace Entente.Pipeline.Panel;

/// <summary>Inside the CRM: which partner has which part in the deal, how they sell together, where it stands and what comes next.</summary>
internal sealed class PipelinePanel(PipelineApi pipeline, PartnersApi partners, Standings standings, Actor actor) : IPanelSection
{
    private const int MostDeals = 5;

    private IReadOnlyList<OpportunityCard>? known;

    public string Name => "pipeline";

    public async ValueTask<IReadOnlyList<PartnerId>> Partners(PanelRecord record, CancellationToken ct) =>
        actor.May(Permissions.ReadPipeline) ? [.. (await Deals(record, ct)).SelectMany(d => d.Partners).Select(p => p.Partner)] : [];

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPipeline))
            return null;
        var deals = await Deals(visit.Record, ct);
        var names = await partners.Cards([.. deals.SelectMany(d => d.Partners).Select(p => p.Partner)], ct);
        if (visit.Record.Kind is not CrmObject.Deal)
            return OfAccount(deals, names, visit.Record.Root);
        return deals.Count == 0 ? null : OfDeal(deals[0], names, (await standings.Of(deals[0], ct))?.Standing, visit.Record.Root);
    }

    private async Task<IReadOnlyList<OpportunityCard>> Deals(PanelRecord record, CancellationToken ct) =>
        known ??=
            record.Kind is CrmObject.Deal
                ? await pipeline.ByCrmId(record.Connection, record.CrmId, ct) is { } deal
                    ? [deal]
                    : []
                : record.Account is { } account
                    ? await pipeline.OpenOn([account], ct)
                    : [];

    private static PanelPart OfDeal(
        OpportunityCard deal,
        IReadOnlyDictionary<PartnerId, PartnerCard> names,
        Standing? standing,
        string root
    )
    {
        var facts = deal
            .Partners.Select(p => new PanelFact(
                100,
                names.TryGetValue(p.Partner, out var card) ? card.Name : "A partner",
                content =>
                {
                    content.OpenComponent<Credit>(0);
                    content.AddComponentParameter(
                        1,
                        nameof(Credit.Kind),
                        p.Role is DealRole.Sourcing ? CreditKind.Sourced : CreditKind.Influenced
                    );
                    content.CloseComponent();
                }
            ))
            .ToList();
        if (facts.Count == 0)
            facts.Add(new(100, "Partner", content => content.AddContent(0, "None: a direct deal")));
        if (deal.Partners.Select(p => p.Motion).FirstOrDefault(m => Enum.TryParse<Motion>(m, ignoreCase: true, out _)) is { } motion)
            facts.Add(
                new(
                    200,
                    "Motion",
                    content =>
                    {
                        content.OpenComponent<Tag>(0);
                        content.AddComponentParameter(1, nameof(Tag.Motion), Enum.Parse<Motion>(motion, ignoreCase: true));
                        content.CloseComponent();
                    }
                )
            );
        var lines = new List<PanelLine> { new(300, "Stage", deal.Stage.Label) };
        if (deal.NextStep is { Length: > 0 } next)
            lines.Add(new(400, "Next step", next));
        return new()
        {
            Facts = facts,
            Lines = lines,
            Sections =
            [
                new(
                    400,
                    content =>
                    {
                        content.OpenComponent<DealStageSection>(0);
                        content.AddComponentParameter(1, nameof(DealStageSection.Deal), deal);
                        content.AddComponentParameter(2, nameof(DealStageSection.Standing), standing);
                        content.AddComponentParameter(3, nameof(DealStageSection.Root), root);
                        content.CloseComponent();
                    }
                ),
            ],
        };
    }

    private static PanelPart OfAccount(
        IReadOnlyList<OpportunityCard> deals,
        IReadOnlyDictionary<PartnerId, PartnerCard> names,
        string root
    ) =>
        new()
        {
            Lines = [new(300, "Open deals", Format.Number(deals.Count))],
            Sections =
            [
                new(
                    400,
                    content =>
                    {
                        content.OpenComponent<AccountDealsSection>(0);
                        content.AddComponentParameter(1, nameof(AccountDealsSection.Deals), deals.Take(MostDeals).ToList());
                        content.AddComponentParameter(2, nameof(AccountDealsSection.Total), deals.Count);
                        content.AddComponentParameter(3, nameof(AccountDealsSection.Partners), names);
                        content.AddComponentParameter(4, nameof(AccountDealsSection.Root), root);
                        content.CloseComponent();
                    }
                ),
            ],
        };
}
