using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Ui;

namespace Entente.Reviews.Meetings;

/// <summary>Tells people of meetings that are near. Nothing of an agenda goes into a mail: what its reader may see is asked when they open it. Only stages.</summary>
internal sealed class MeetingMails(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    Notices notices,
    Workspaces workspaces,
    PublicAddress address
)
{
    /// <summary>Whoever holds it, and where the partner takes part those who answer for the company.</summary>
    /// <returns>False: there is nobody who could be told.</returns>
    public async Task<bool> Soon(Meeting meeting, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var sales = meeting.Kind is MeetingKind.SalesReview;
        var partner = sales ? await partners.Get(meeting.PartnerId, ct) : null;
        if (sales && partner is null)
            return false;
        var staff = sales ? await access.StaffFor(meeting.PartnerId, ct) : await access.Staff(ct);
        List<MemberCard> ours = [.. staff.Where(m => m.Person.Id == meeting.HostId && m.May(Permissions.ReadPartners))];
        List<MemberCard> theirs = meeting.Out
            ?
            [
                .. (await access.PartnerPeople(meeting.PartnerId, ct)).Where(m =>
                    m is { Active: true, Restricted: false, PartnerRole: { } role, Person.Email.Length: > 0 }
                    && PartnerRights.Of(role).Contains(PartnerRights.Appeal)
                ),
            ]
            : [];
        var what = meeting.Kind.Words();
        var about = partner is null ? what : $"{what} with {partner.Name}";
        await notices.Tell(
            ReviewNotices.MeetingOurs,
            [.. ours.Select(m => For(meeting, m, about, $"cadence/{meeting.Id.Short()}", "You get this because you hold it.", workspace))],
            ct
        );
        await notices.Tell(
            ReviewNotices.Meeting,
            [
                .. theirs.Select(m =>
                    For(
                        meeting,
                        m,
                        $"{what} with {workspace.Name}",
                        $"portal/meetings/{meeting.Id.Short()}",
                        "You get this because you answer for your company here.",
                        workspace
                    )
                ),
            ],
            ct
        );
        return ours.Count + theirs.Count > 0;
    }

    /// <summary>It is over: nobody is asked to come any more.</summary>
    public Task Over(Meeting meeting, CancellationToken ct) => notices.Withdraw(meeting.Id.Subject, ct);

    private NoticeFor For(Meeting meeting, MemberCard to, string about, string path, string why, WorkspaceCard workspace)
    {
        var local = TimeZoneInfo.ConvertTime(meeting.StartsAt, workspace.Zone);
        var day = Format.DateInFull(DateOnly.FromDateTime(local.DateTime));
        var time = local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return new(
            new MailDraft(
                $"meeting:{meeting.Id.Value:N}:{meeting.StartsAt.UtcTicks}",
                meeting.Id.Subject,
                to.Person.Id,
                to.Person.Email,
                to.Person.Name,
                $"{about} on {day}",
                $"{about} is on {day} at {time}",
                ["Its agenda is made of what there is to talk over, and stands there when you open it."],
                [("When", $"{day}, {time} ({workspace.Zone.Id})"), ("Minutes", Format.Number(meeting.Minutes))],
                ("Open the agenda", address.Of($"/w/{workspace.Slug}/{path}")),
                why
            )
            {
                AnswersToPartnership = true,
            },
            Concern.Role,
            meeting.Kind is MeetingKind.SalesReview ? meeting.PartnerId : null,
            about,
            meeting.StartsAt
        );
    }
}
