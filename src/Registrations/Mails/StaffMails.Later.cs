using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;
using Entente.Registrations.Extend;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

// Appeals, extensions, challenges: told to those who answer.
internal sealed partial class StaffMails
{
    /// <summary>An appeal waits: those who may answer it, which whoever decided first may not. When it is late, owners and admins too.</summary>
    public async Task Appeal(Registration registration, Appeal appeal, ClockMark mark, CancellationToken ct)
    {
        var late = mark is ClockMark.Breach;
        var may = (await access.StaffFor(registration.PartnerId, ct))
            .Where(m => m.Person.Id != appeal.AgainstBy && m.May(Permissions.DecideRegistrations))
            .ToList();
        var usual = may.Where(m => m.StaffRole is not (StaffRole.Owner or StaffRole.Admin)).ToList();
        var readers = late || usual.Count == 0 ? may : usual;
        await Tell(
            late ? NoticeEvents.DecisionLate : NoticeEvents.AppealDue,
            registration,
            readers,
            $"appeal:{registration.Number}:{appeal.Decision}:{(int)mark}",
            late ? $"{registration.Number}: the answer to an appeal is overdue" : $"{registration.Number}: an appeal waits for an answer",
            late
                ? $"The promise to answer the appeal on {registration.Company} is broken."
                : $"A partner appeals against the decision on {registration.Company}.",
            "Somebody who did not decide first answers, with the dates and thresholds that decided.",
            appeal.DueAt,
            "Answer the appeal",
            ct
        );
    }

    /// <summary>A partner asks for a longer protection: its manager, or whoever owns the workspace.</summary>
    public async Task ExtensionAsked(Registration registration, ProtectionExtension asked, CancellationToken ct) =>
        await Tell(
            NoticeEvents.Requested,
            registration,
            await Managers(registration, ct),
            $"extension:{registration.Number}:{asked.Id.Value:N}",
            $"{registration.Number}: a longer protection is asked for",
            $"A longer protection of {registration.Company} is asked for, without evidence on record.",
            asked.Words ?? "",
            registration.ProtectedUntil,
            "Answer the request",
            ct,
            (GrantByMail.Act, asked.Id.Value, "Grant it")
        );

    /// <summary>A partner shows that the customer confirms the contact: its manager, or whoever owns the workspace.</summary>
    public async Task Challenged(Registration registration, Challenge challenge, CancellationToken ct) =>
        await Tell(
            NoticeEvents.Requested,
            registration,
            await Managers(registration, ct),
            $"challenge:{registration.Number}:{challenge.Id.Value:N}",
            $"{registration.Number}: the customer confirms the contact",
            $"{challenge.ContactName} of {registration.Company} confirms the contact.",
            "Who else claims the company stands on the page; neither partner knows of the other.",
            registration.DueAt,
            "Review it",
            ct
        );

    /// <summary>A step of an approval waits for these people; at the end of its time the owners read it too.</summary>
    public async Task Sign(
        Registration registration,
        ApprovalRoute route,
        IReadOnlyList<MemberCard> readers,
        ClockMark mark,
        DateTimeOffset? due,
        CancellationToken ct
    )
    {
        var late = mark is ClockMark.Breach;
        await Tell(
            late ? NoticeEvents.DecisionLate : NoticeEvents.DecisionDue,
            registration,
            readers,
            $"sign:{registration.Number}:{registration.ReviewFrom.ToUnixTimeSeconds()}:{route.Step}:{(int)mark}",
            late
                ? $"{registration.Number}: a signature is overdue"
                : $"{registration.Number} waits for your signature: {registration.Company}",
            mark switch
            {
                ClockMark.None => $"The approval of {registration.Company} waits for {route.WaitsFor}.",
                ClockMark.Breach => $"The time to sign {registration.Number} is over; it waits for {route.WaitsFor}.",
                _ => $"{(int)mark} % of the time to sign {registration.Number} is used.",
            },
            $"Step {route.Step + 1} of {route.Steps.Count}. Sign it, or decline it with a reason.",
            due ?? registration.DueAt,
            "Look and sign",
            ct
        );
    }

    private async Task<IReadOnlyList<MemberCard>> Managers(Registration registration, CancellationToken ct)
    {
        var partner = await partners.Get(registration.PartnerId, ct);
        var staff = await access.StaffFor(registration.PartnerId, ct);
        var manager = staff.Where(m => m.Person.Id == partner?.Manager).ToList();
        return manager.Count > 0 ? manager : [.. staff.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin)];
    }

    private async Task Tell(
        NoticeEvent what,
        Registration registration,
        IEnumerable<MemberCard> readers,
        string once,
        string subject,
        string verdict,
        string words,
        DateTimeOffset? due,
        string button,
        CancellationToken ct,
        (string Code, Guid Subject, string Words)? act = null
    )
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var partner = await partners.Get(registration.PartnerId, ct);
        await notices.Tell(
            what,
            [
                .. (readers).Select(reader => new NoticeFor(
                    new MailDraft(
                        once,
                        registration.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        subject,
                        verdict,
                        [words],
                        [
                            ("Company", registration.Company),
                            ("Partner", partner?.Name ?? ""),
                            ("Due", due is { } at ? Words.Moment(at, workspace.TimeZone) : ""),
                        ],
                        (button, address.Of($"/w/{workspace.Slug}/registrations/{registration.Number}")),
                        "You get this because you decide registrations."
                    )
                    {
                        Sections = act is { } one ? From(reader, workspace, one.Code, one.Subject, 0, one.Words) : [],
                    },
                    Concern.Own,
                    registration.PartnerId,
                    $"{registration.Number} · {registration.Company}",
                    due
                )),
            ],
            ct
        );
    }
}
