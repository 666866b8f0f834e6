using Entente.Collaboration.Intake;
using Entente.Collaboration.Model;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail.Relay;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Acting;

[JobName("collaboration.note_bounce")]
internal sealed record NoteBounce(InboundMailId Mail);

/// <summary>
/// A relay reports that a mail of ours was not delivered. Which one, the address says to which the report was sent; nobody knows it who did not see the
/// mail. A report without it is for staff.
/// </summary>
internal sealed class RunNoteBounce(EntenteDb db, MailReturns returns, TimeProvider clock) : IJob<NoteBounce>
{
    public async Task<JobOutcome> Run(NoteBounce payload, CancellationToken ct)
    {
        var mail = await db.Set<InboundMail>().SingleAsync(m => m.Id == payload.Mail, ct);
        if (mail.Outcome is not null || mail.IsQuarantined)
            return JobOutcome.Done;
        var read = await Original.Read(db, mail.Id, ct);
        var report = DeliveryReport.Read(read).FirstOrDefault(r => r.IsPermanent);
        var number = mail.Recipients.Split(' ').Select(ReturnAddress.Read).FirstOrDefault(r => r is not null)?.Number;
        if (report is not null && number is { } which && await returns.Note(which, report.Status, Words(report), ct) is not null)
            mail.Settle(MailOutcome.Noted, null, null, clock.GetUtcNow());
        else
            mail.Hold("a relay reports that a mail was not delivered, and does not say which in a way that can be believed");
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    private static string Words(RecipientReport report)
    {
        var said = report.Diagnostic[(report.Diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        return said.Length > 0 ? said : $"{report.Action} {report.Status}".Trim();
    }
}
