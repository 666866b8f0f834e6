using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Conflicts.Model;
using Entente.Platform.Mail;

namespace Entente.Conflicts.Appeal;

/// <summary>Tells whoever appealed how it was answered.</summary>
internal sealed class AppealMails(AccessApi access, Notices notices)
{
    public async Task Answered(ConflictCase one, CaseAppeal appeal, CancellationToken ct)
    {
        if (appeal.By is not { } person || (await access.People([person], ct)).GetValueOrDefault(person) is not { } reader)
            return;
        await notices.Tell(
            NoticeEvents.AppealNews,
            new NoticeFor(
                new MailDraft(
                    $"conflict-appeal:{appeal.Id.Value:N}",
                    new("conflict_appeal", appeal.Id.Value),
                    person,
                    reader.Email,
                    reader.Name,
                    appeal.Upheld is true ? $"{one.Company}: your appeal was successful" : $"{one.Company}: the decision stands",
                    appeal.Upheld is true
                        ? "Your appeal was successful. It is decided anew."
                        : "We looked at it again, and the decision stands.",
                    [appeal.Reply!],
                    [("Company", one.Company)],
                    null,
                    "You get this because you appealed."
                ),
                Concern.Own,
                appeal.PartnerId,
                one.Company
            ),
            ct
        );
    }
}
