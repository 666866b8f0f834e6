using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Health.Show;

/// <summary>On a partner's page: its health, for staff who may read what it is made of.</summary>
internal sealed class PartnerHealth(HealthQuery query, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (await query.Of(partner, ct) is not { } view)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            40,
            "health",
            "Health",
            null,
            [new("Health", Format.Number(view.Score), HealthWords.Change(view.Score, view.Before))],
            content =>
            {
                content.OpenComponent<PartnerHealthCard>(0);
                content.AddComponentParameter(1, nameof(PartnerHealthCard.View), view);
                content.AddComponentParameter(2, nameof(PartnerHealthCard.AllHref), $"/w/{slug}/health");
                content.CloseComponent();
            }
        );
    }
}
