using Entente.Access;
using Entente.Partners;
using Entente.Pipeline.List;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Pipeline.Show;

/// <summary>The deals of a partner on its page, with what is open and how often it wins.</summary>
internal sealed class PartnerDeals(PipelineApi pipeline, IEnumerable<IProtectionBadges> protections, Actor actor, Workspaces workspaces)
    : IPartnerSection
{
    private const int MostShown = 25;

    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPipeline))
            return null;
        var deals = await pipeline.ForPartner(partner, ct);
        var open = deals.Where(d => d.State is OpportunityState.Open).ToList();
        var shown = deals.OrderBy(d => d.State).ThenByDescending(d => d.ClosedAt ?? d.ChangedAt).Take(MostShown).ToList();
        var badges = await protections.Of([.. open.Select(d => d.Id)], ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            100,
            "deals",
            "Deals",
            Format.Number(open.Count),
            [OpenPipeline(open, badges.Count), WinRate(deals)],
            content =>
            {
                content.OpenComponent<PartnerDealsTable>(0);
                content.AddComponentParameter(1, nameof(PartnerDealsTable.Deals), shown);
                content.AddComponentParameter(2, nameof(PartnerDealsTable.Worth), PipelineWords.Worth(open.Select(d => d.Amount)));
                content.AddComponentParameter(3, nameof(PartnerDealsTable.Badges), badges);
                content.AddComponentParameter(4, nameof(PartnerDealsTable.Slug), slug);
                content.AddComponentParameter(5, nameof(PartnerDealsTable.Partner), partner);
                content.AddComponentParameter(6, nameof(PartnerDealsTable.MayInspect), actor.May(Permissions.ManageCrm));
                content.CloseComponent();
            }
        );
    }

    private static PartnerFigure OpenPipeline(List<OpportunityCard> open, int isProtected) =>
        new(
            "Open pipeline",
            open.Count == 0 ? "–" : PipelineWords.Short(PipelineWords.Worth(open.Select(d => d.Amount))),
            Format.Count(open.Count, "deal") + (isProtected > 0 ? $", {Format.Number(isProtected)} protected" : "")
        );

    private static PartnerFigure WinRate(IReadOnlyList<OpportunityCard> deals)
    {
        var (won, lost) = (deals.Count(d => d.State is OpportunityState.Won), deals.Count(d => d.State is OpportunityState.Lost));
        return won + lost == 0
            ? new("Win rate", "–", "No deal has closed yet")
            : new(
                "Win rate",
                Format.Percent(new Percent(100m * won / (won + lost))),
                $"{Format.Number(won)} won, {Format.Number(lost)} lost"
            );
    }
}
