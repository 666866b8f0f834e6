using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Safelist;

namespace Entente.Registrations.Mails;

/// <summary>
/// Stages mails to the person who registered: words from <see cref="MailTexts"/>, facts through the safelist, a fresh link to follow the
/// registration. A registration without a person (staff on a partner's behalf) tells nobody.
/// </summary>
internal sealed class PartnerMails(
    AccessApi access,
    Fields fields,
    Notices notices,
    MailAnswers answers,
    Workspaces workspaces,
    Actor actor,
    TimeProvider clock
)
{
    private const int LinkDays = 180;

    public async Task<string> Zone(CancellationToken ct) => (await workspaces.Get(actor.Workspace, ct)).TimeZone;

    public async Task Send(Registration registration, PartnerMail mail, CancellationToken ct)
    {
        if (registration.SubmittedBy is not { } person || (await access.People([person], ct)).GetValueOrDefault(person) is not { } reader)
            return;
        var shown = (await fields.ForPartner(registration.PartnerId, person, ct)).In(
            RegistrationRecords.Stage(registration, clock.GetUtcNow())
        );
        var link = await access.IssueLink(
            LinkKind.Follow,
            person,
            registration.PartnerId,
            registration.Id.Subject,
            clock.GetUtcNow().AddDays(LinkDays),
            ct
        );
        var draft = new MailDraft(
            mail.Once,
            registration.Id.Subject,
            person,
            reader.Email,
            reader.Name,
            mail.Subject,
            mail.Verdict,
            mail.Paragraphs,
            [.. mail.Facts.Where(f => shown.Shows(SafeObjects.Registration, f.Field)).Select(f => (f.Label, f.Value))],
            (mail.Button, link),
            $"You get this because you registered {registration.Number}."
        );
        // What answers a mail of theirs stands below it.
        var below = mail.Answers ? await answers.To(registration.SubmissionId, reader.Email, ct) : null;
        var record = shown.Shows(SafeObjects.Registration, "company")
            ? $"{registration.Number} · {registration.Company}"
            : registration.Number;
        await notices.Tell(
            mail.Event,
            new NoticeFor(below is null ? draft : Below(draft, registration, below), Concern.Own, registration.PartnerId, record, mail.By)
            {
                Answers = below is not null,
            },
            ct
        );
    }

    private static MailDraft Below(MailDraft draft, Registration registration, IReadOnlyList<(string Name, string Value)> headers) =>
        draft with
        {
            Headers = headers,
            Why = $"This answers the mail by which you registered {registration.Number}.",
        };
}
