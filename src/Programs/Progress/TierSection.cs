using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Programs.Progress;

/// <summary>How a partner stands against the next tier, on its page.</summary>
internal sealed class TierSection(ProgressQuery query, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners) || await query.Load(partner, ct) is not { Plan: not null } view)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            50,
            "tier",
            view.AtTop ? "Tier" : $"Path to {view.Next.Words()}",
            view.Asked.Count > 0 ? $"{view.MetCount} of {view.Asked.Count}" : null,
            [],
            content =>
            {
                content.OpenComponent<TierSummary>(0);
                content.AddComponentParameter(1, nameof(TierSummary.View), view);
                content.AddComponentParameter(2, nameof(TierSummary.Href), PartnerLooks.PartnerHref(slug, partner) + "/tier");
                content.CloseComponent();
            }
        );
    }
}
