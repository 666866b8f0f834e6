using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail.Relay;

/// <summary>A mail that did not arrive is given to the relay once more: the same one, by the same Message-ID. Stages, the caller saves.</summary>
public sealed class MailAgain(EntenteDb db, MailStops stops)
{
    public async Task<Result> Stage(Guid id, CancellationToken ct)
    {
        if (await db.Set<MailMessage>().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } mail)
            return Problem.NotFound("mail.unknown", "There is no such mail.");
        if (mail.State is not (MailState.Refused or MailState.Unanswered or MailState.CameBack))
            return Problem.Conflict("mail.on_its_way", "This mail has left, or is about to. Nothing was sent again.");
        await stops.Lift(mail.ToAddress, ct);
        mail.Again();
        db.Enqueue(new DeliverMail(id));
        return Result.Done;
    }
}
