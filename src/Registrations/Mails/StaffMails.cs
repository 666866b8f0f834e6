using Entente.Access;
using Entente.Partners;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

/// <summary>Reminds the partner manager of a decision; at the breach of the promise the owners and admins are told too.</summary>
internal sealed class StaffMails(
    AccessApi access,
    PublicAddress address,
    PartnersApi partners,
    MailQueue queue,
    Workspaces workspaces,
    Actor actor
)
{
    public async Task Remind(Registration registration, ClockMark mark, CancellationToken ct)
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(registration.PartnerId, ct);
        var breach = mark is ClockMark.Breach;
        var readers = (await access.Staff(ct)).Where(m =>
            m.Person.Id == partner?.Manager || (breach && m.StaffRole is StaffRole.Owner or StaffRole.Admin)
        );
        foreach (var reader in readers)
            await queue.Stage(
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
                ),
                ct
            );
    }
}
