using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Entente.Ui;

namespace Entente.Conflicts.Complaints;

/// <summary>Tells whoever complained that it has arrived, and how it is answered; where that person is gone, the partner's admins.</summary>
internal sealed class ComplaintMails(
    AccessApi access,
    Fields fields,
    Notices notices,
    ClaimContests contests,
    PublicAddress address,
    Workspaces workspaces,
    Actor actor,
    TimeProvider clock
)
{
    private const int LinkDays = 180;

    public async Task Received(Complaint one, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var by = Format.Moment(one.DueAt, new Reader(one.DueAt, workspace.Zone));
        await Send(
            one,
            $"complaint-received:{one.Id.Value:N}",
            $"{About(one)}: we have your complaint",
            $"We answer by {by}.",
            ["Somebody who did not decide about it looks into it."],
            ct
        );
    }

    public Task Answered(Complaint one, CancellationToken ct)
    {
        var letter = ComplaintLetters.Of(new(one.Number, one.RegistrationNumber, one.Upheld is true, one.Reply!));
        return Send(one, $"complaint-answered:{one.Id.Value:N}", letter.Subject, letter.Verdict, letter.Paragraphs, ct);
    }

    private static string About(Complaint one) => one.RegistrationNumber is { } own ? $"{one.Number} about {own}" : one.Number;

    private async Task Send(
        Complaint one,
        string once,
        string subject,
        string verdict,
        IReadOnlyList<string> paragraphs,
        CancellationToken ct
    )
    {
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var claim = one.Registration is { } id ? (await contests.These([new RegistrationId(id)], ct)).SingleOrDefault() : null;
        var all = new List<NoticeFor>();
        foreach (var reader in await Readers(one, ct))
        {
            var shown = await fields.ForPartner(one.PartnerId, reader.Id, ct);
            var link = claim is null
                ? address.Of($"/w/{slug}/portal/complaints")
                : await access.IssueLink(
                    LinkKind.Follow,
                    reader.Id,
                    one.PartnerId,
                    claim.Id.Subject,
                    clock.GetUtcNow().AddDays(LinkDays),
                    ct
                );
            all.Add(
                new(
                    new MailDraft(
                        once,
                        one.Id.Subject,
                        reader.Id,
                        reader.Email,
                        reader.Name,
                        subject,
                        verdict,
                        paragraphs,
                        claim is not null && shown.Shows(SafeObjects.Registration, "company") ? [("Company", claim.Company)] : [],
                        (claim is null ? "See your complaints" : "See your registration", link),
                        "You get this because you complained to us."
                    ),
                    Concern.Own,
                    one.PartnerId,
                    one.Number
                )
            );
        }
        await notices.Tell(ComplaintNotices.News, all, ct);
    }

    private async Task<IReadOnlyList<PersonCard>> Readers(Complaint one, CancellationToken ct)
    {
        var team = (await access.PartnerPeople(one.PartnerId, ct)).Where(m => m.Active).ToList();
        if (team.Find(m => m.Person.Id == one.By) is { } author)
            return [author.Person];
        var admins = team.FindAll(m => m.PartnerRole is PartnerRole.Admin);
        return [.. (admins.Count > 0 ? admins : team).Select(m => m.Person)];
    }
}
