using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans.List;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.AspNetCore.Components;

namespace Entente.Plans;

/// <summary>The plans with a partner, on its page.</summary>
internal sealed class PartnerPlans(PlanList list, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return null;
        var plans = await list.Load(new(partner, null, false, false, 1), ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            60,
            "plans",
            "Action plans",
            plans.Total > 0 ? Format.Number(plans.Total) : null,
            [],
            PlansContent.Of(plans.Rows, slug, actor.May(Permissions.ManagePlans) ? $"/w/{slug}/plans/new?partner={partner.Short()}" : null)
        );
    }
}

/// <summary>The plans on a deal, on its page.</summary>
internal sealed class DealPlans(PlanList list, Actor actor, Workspaces workspaces) : IDealSection
{
    public async ValueTask<DealSection?> Of(OpportunityCard deal, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners) || deal.Partners.Count == 0)
            return null;
        var plans = await list.Load(new(null, null, false, false, 1) { Opportunity = deal.Id }, ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "plans",
            "Action plans",
            plans.Total > 0 ? Format.Number(plans.Total) : null,
            PlansContent.Of(
                plans.Rows,
                slug,
                actor.May(Permissions.ManagePlans)
                    ? $"/w/{slug}/plans/new?partner={deal.Partners[0].Partner.Short()}&deal={deal.Id.Value:N}"
                    : null
            )
        );
    }
}

internal static class PlansContent
{
    public static RenderFragment Of(IReadOnlyList<PlanRow> rows, string slug, string? newHref) =>
        content =>
        {
            content.OpenComponent<PlansSection>(0);
            content.AddComponentParameter(1, nameof(PlansSection.Rows), rows);
            content.AddComponentParameter(2, nameof(PlansSection.Root), $"/w/{slug}/plans");
            content.AddComponentParameter(3, nameof(PlansSection.NewHref), newHref);
            content.CloseComponent();
        };
}
