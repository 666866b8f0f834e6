using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Onboarding.Journeys;

/// <summary>On a partner's page: how far its onboarding is, or the way to begin one.</summary>
internal sealed class PartnerJourney(JourneysQuery query, PartnersApi partners, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return null;
        var view = await query.Newest(partner, ct);
        var begins =
            view is not { Ended: false }
            && actor.May(Permissions.ManagePartners)
            && await partners.Get(partner, ct) is { MayRegister: true };
        if (view is null && !begins)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            65,
            "onboarding",
            "Onboarding",
            view is null ? null : $"{view.Closed} of {view.Steps.Count}",
            [],
            content =>
            {
                content.OpenComponent<PartnerJourneyCard>(0);
                content.AddComponentParameter(1, nameof(PartnerJourneyCard.View), view);
                content.AddComponentParameter(2, nameof(PartnerJourneyCard.Root), $"/w/{slug}/onboarding");
                content.AddComponentParameter(
                    3,
                    nameof(PartnerJourneyCard.BeginHref),
                    begins ? $"/w/{slug}/partners/{partner.Short()}/onboarding" : null
                );
                content.CloseComponent();
            }
        );
    }
}
