using Entente.Access;
using Entente.Onboarding.Show;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Onboarding;

/// <summary>On a partner's page: what it accepted, and what waits for it.</summary>
internal sealed class PartnerAgreements(AgreementsQuery query, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners))
            return null;
        var lines = await query.Of(partner, ct);
        if (lines.Count == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            70,
            "agreements",
            "Agreements",
            Format.Number(lines.Count),
            [],
            content =>
            {
                content.OpenComponent<PartnerAgreementItems>(0);
                content.AddComponentParameter(1, nameof(PartnerAgreementItems.Lines), lines);
                content.AddComponentParameter(
                    2,
                    nameof(PartnerAgreementItems.Root),
                    actor.May(Permissions.ManageAgreements) ? $"/w/{slug}/settings/agreements" : null
                );
                content.CloseComponent();
            }
        );
    }
}
