using Entente.Platform.Data;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Access.Mail;

/// <summary>
/// By hand: a mail that did not arrive, or of which nobody knows, goes out once more. It is the same mail to the same reader; an address that was
/// given up is written to again.
/// </summary>
public sealed class SendAgain(EntenteDb db, Actor actor, MailAgain again)
{
    internal const string Action = "mail.sent_again";

    public async Task<Result> Run(Guid mail, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadMail))
            return Problem.Forbidden("mail.may_not", "Your role does not read or send mails.");
        var staged = await again.Stage(mail, ct);
        if (!staged.Ok)
            return staged;
        db.Witness(Action, new SubjectRef("mail", mail));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
