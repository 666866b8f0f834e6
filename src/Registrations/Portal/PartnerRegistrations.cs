using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.List;
using Entente.Ui;

namespace Entente.Registrations.Portal;

/// <summary>The registrations of a partner on its page.</summary>
internal sealed class PartnerRegistrations(RegistrationList list, Actor actor, Workspaces workspaces) : IPartnerSection
{
    private const int Shown = 25;

    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var (rows, total) = await list.Load(ListView.All, 1, ct, Shown, partner);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            200,
            "registrations",
            "Registrations",
            Format.Number(total),
            [],
            content =>
            {
                content.OpenComponent<PartnerRegistrationsTable>(0);
                content.AddComponentParameter(1, nameof(PartnerRegistrationsTable.Rows), rows);
                content.AddComponentParameter(2, nameof(PartnerRegistrationsTable.Slug), slug);
                content.CloseComponent();
            }
        );
    }
}
