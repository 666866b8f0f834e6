using Entente.Access;
using Entente.Collaboration.MailActs;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

/// <summary>Reminds the partner manager of a decision; at the breach of the promise the owners and admins are told too.</summary>
internal sealed partial class StaffMails(
    AccessApi access,
    PublicAddress address,
    PartnersApi partners,
    Notices notices,
    Workspaces workspaces,
    MailActKeys keys,
    Actor actor
)
{
    /// <summary>The CRM's deal of a running claim was deleted: the partner manager, or whoever owns the workspace, must know.</summary>
    public async Task DealGone(Registration registration, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(registration.PartnerId, ct);
        var staff = await access.StaffFor(registration.PartnerId, ct);
        var manager = staff.Where(m => m.Person.Id == partner?.Manager).ToList();
        var readers = manager.Count > 0 ? manager : [.. staff.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)];
        await notices.Tell(
            NoticeEvents.DealGone,
            [
                .. (readers).Select(reader => new NoticeFor(
                    new MailDraft(
                        $"deal-gone:{registration.Number}:{registration.DealGoneAt!.Value.ToUnixTimeSeconds()}",
                        registration.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        $"{registration.Number}: the deal was deleted in the CRM",
                        $"Somebody deleted the deal of {registration.Company} in the CRM. The registration stands; the partner is not told.",
                        ["Bring the deal back from the CRM’s recycle bin, and everything goes on as before. Or close the registration."],
                        [("Company", registration.Company), ("Partner", partner?.Name ?? "")],
                        ("Open the registration", address.Of($"/w/{workspace.Slug}/registrations/{registration.Number}")),
                        "You get this because you look after this partner."
                    ),
                    Concern.Own,
                    registration.PartnerId,
                    $"{registration.Number} · {registration.Company}",
                    null
                )),
            ],
            ct
        );
    }

    public async Task Remind(Registration registration, ClockMark mark, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(registration.PartnerId, ct);
        var breach = mark is ClockMark.Breach;
        var readers = (await access.StaffFor(registration.PartnerId, ct)).Where(m =>
            m.Person.Id == partner?.Manager || (breach && m.StaffRole is StaffRole.Owner or StaffRole.Admin)
        );
        await notices.Tell(
            breach ? NoticeEvents.DecisionLate : NoticeEvents.DecisionDue,
            [
                .. (readers).Select(reader => new NoticeFor(
                    new MailDraft(
                        $"decision:{registration.Number}:{(int)mark}",
                        registration.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        breach
                            ? $"{registration.Number} is overdue: {registration.Company}"
                            : $"{registration.Number} waits for a decision: {registration.Company}",
                        breach
                            ? $"The promise to {partner?.Name} is broken: {registration.Number} is not decided."
                            : $"{(int)mark} % of the time to decide {registration.Number} is used.",
                        ["Approve it, ask the partner, or decline it with a reason."],
                        [
                            ("Company", registration.Company),
                            ("Partner", partner?.Name ?? ""),
                            ("Due", registration.DueAt is { } at ? Words.Moment(at, workspace.TimeZone) : ""),
                        ],
                        ("Decide", address.Of($"/w/{workspace.Slug}/registrations/{registration.Number}")),
                        breach
                            ? "You get this because a promise of your program is broken."
                            : "You get this because you look after this partner."
                    )
                    {
                        Sections = From(reader, workspace, ApproveByMail.Act, registration.Id.Value, registration.DecisionNo, "Approve it"),
                    },
                    reader.Person.Id == partner?.Manager ? Concern.Own : Concern.Role,
                    registration.PartnerId,
                    $"{registration.Number} · {registration.Company}",
                    registration.DueAt
                )),
            ],
            ct
        );
    }

    // What can be done from the mail itself, by whoever may.
    private IReadOnlyList<MailSection> From(
        MemberCard reader,
        WorkspaceCard workspace,
        string act,
        Guid subject,
        long seen,
        string words
    ) =>
        reader.Permissions.Contains(Permissions.DecideRegistrations)
            ?
            [
                new(
                    "From here",
                    [
                        new(
                            words,
                            "you confirm it on the next page",
                            address.Of($"/w/{workspace.Slug}/act/{keys.Close(reader, act, subject, seen)}")
                        ),
                    ]
                ),
            ]
            : [];
}
