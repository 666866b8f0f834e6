using Entente.Access;
using Entente.Access.Http;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Import;

/// <summary>Writes to people who joined a partner's team by an import, where whoever confirmed it ticked that.</summary>
[JobName("partners.invite_joined")]
internal sealed record InviteJoined(PartnerId Partner, IReadOnlyList<PersonId> People);

/// <summary>Once each, however often it runs; not those of a partner whose people cannot sign in yet, nor who has left meanwhile.</summary>
internal sealed class RunInviteJoined(
    EntenteDb db,
    PartnersApi partners,
    AccessApi access,
    Notices notices,
    Workspaces workspaces,
    PublicAddress address
) : IJob<InviteJoined>
{
    public async Task<JobOutcome> Run(InviteJoined payload, CancellationToken ct)
    {
        if (await partners.Get(payload.Partner, ct) is not { } partner || !Lifecycle.MayEnter(partner.Status))
            return JobOutcome.Done;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var told = (await access.PartnerPeople(partner.Id, ct))
            .Where(m => m.Active && payload.People.Contains(m.Person.Id))
            .Select(m => new NoticeFor(Mail(m, partner, workspace), Concern.Own, partner.Id, partner.Name))
            .ToList();
        await notices.Tell(TeamNotices.Invited, told, ct);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    private MailDraft Mail(MemberCard member, PartnerCard partner, WorkspaceCard workspace) =>
        new(
            Once: $"invited:{partner.Id.Value:N}:{member.Person.Id.Value:N}",
            About: new(PartnersApi.SubjectKind, partner.Id.Value),
            member.Person.Id,
            member.Person.Email,
            member.Person.Name,
            Subject: $"{workspace.Name} has put you on the team of {partner.Name}",
            Verdict: $"You can sign in to the partner portal of {workspace.Name}",
            Paragraphs: ["Register deals there and see where they stand. You sign in with this address; no password is needed."],
            Facts: [("Company", partner.Name), ("Your role", member.RoleName)],
            Button: ("Open the portal", address.Of($"/w/{workspace.Slug}/portal")),
            Why: $"You get this because {workspace.Name} added you to its partners’ teams."
        );
}
