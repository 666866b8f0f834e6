using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Threads;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Talk;

/// <summary>
/// A partner is talked about by staff who read partners, and talked with by its own people; those with restricted collaboration, who only see what
/// they bring, take no part.
/// </summary>
internal sealed class PartnerThreads(PartnersApi partners, Workspaces workspaces) : IThreadHost
{
    public string Kind => PartnersApi.SubjectKind;

    public SubjectRef? Partnership(PartnerId partner) => new(Kind, partner.Value);

    // The partner's filter holds here: another partner is not there.
    public async Task<ThreadPlace?> Place(Guid id, Actor actor, CancellationToken ct)
    {
        if (actor.OwnOnly || await partners.Get(new(id), ct) is not { } partner)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}";
        return new(
            new(Kind, id),
            "Partnership",
            partner.Name,
            null,
            SafeObjects.Registration,
            [new(partner.Id, partner.Name, null, partner.Manager)],
            Permissions.ReadPartners,
            $"{root}/messages/{Kind}/{id:N}"
        )
        {
            InWords = "the partnership",
            Records = "partners",
            StaffBack = PartnerLooks.PartnerHref((await workspaces.Get(actor.Workspace, ct)).Slug, partner.Id),
            PartnerPath = $"{root}/portal/messages/{Kind}/{id:N}",
        };
    }
}

/// <summary>On a partner's page: what is said with it besides its deals.</summary>
internal sealed class PartnerTalk(ThreadQuery threads, Actor actor, Workspaces workspaces) : IPartnerSection
{
    private const int Last = 4;

    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (await threads.Load(new(PartnersApi.SubjectKind, partner.Value), Last, ct) is not { } view)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            300,
            "talk",
            "Conversation",
            Ui.Format.Number(view.Total),
            [],
            ThreadCard.Of(view, view.Page, $"/w/{slug}/messages/files", slug, title: "Said last")
        );
    }
}
