using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Access.Mail;

/// <summary>
/// Somebody reads another person's mail. Recorded before it is shown, once per reader, mail and hour: a mail may carry a link that
/// signs its reader in.
/// </summary>
public sealed class OpenMail(EntenteDb db, Actor actor, MailBox mails, AuditReader audit, Mailbox mailbox, TimeProvider clock)
{
    internal const string Action = "mail.opened";

    public async Task<MailView?> Run(Guid id, CancellationToken ct)
    {
        if (await mails.Show(id, ct) is not { } mail)
            return null;
        var subject = new SubjectRef("mail", id);
        var hour = clock.GetUtcNow() - TimeSpan.FromHours(1);
        var (_, seen) = await audit.List(new(subject.Kind, id, actor.Person, Action, hour), 0, 1, ct);
        if (seen == 0)
        {
            db.Witness(Action, subject, ("to", null, mail.Row.To), ("subject", null, mail.Row.Subject));
            await db.SaveChangesAsync(ct);
        }
        return mailbox.Shown(mail);
    }
}
