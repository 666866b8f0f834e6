using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail.Relay;

/// <summary>What relays report later about mails they had taken. Stages, the caller saves.</summary>
public sealed class MailReturns(EntenteDb db, MailStops stops, TimeProvider clock)
{
    /// <summary>A mail was not delivered. Whoever knows the number saw the mail's envelope.</summary>
    /// <param name="number">Of <see cref="ReturnAddress"/>.</param>
    /// <param name="status"><c>5.1.1</c>; empty when the report does not say.</param>
    /// <returns>To whom it was written; null when no such mail was sent.</returns>
    public async Task<string?> Note(long number, string status, string words, CancellationToken ct)
    {
        if (await db.Set<MailMessage>().SingleOrDefaultAsync(m => m.ReturnNumber == number, ct) is not { } mail)
            return null;
        if (mail.State is not (MailState.Sent or MailState.Unanswered or MailState.CameBack))
            return null;
        var gone = status.Length > 0 && HardBounce.Means(status, null);
        mail.ComeBack(words, gone, clock.GetUtcNow());
        if (gone)
            await stops.Stop(mail.ToAddress, words, ct);
        return mail.ToAddress;
    }
}
