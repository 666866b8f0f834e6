using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

[JobName("mail.deliver")]
internal sealed record DeliverMail(Guid Mail);

/// <summary>
/// Gives a queued mail to the relay, or keeps it in the built-in catcher where none was named. Nobody gets a mail twice: that its last line goes out is
/// saved before it does, and a run that finds such a mail without an answer leaves it to people.
/// </summary>
internal sealed class DeliverMailJob(
    EntenteDb db,
    MailDelivery delivery,
    MailRelay relay,
    MailStops stops,
    Workspaces workspaces,
    TimeProvider clock
) : IJob<DeliverMail>
{
    public async Task<JobOutcome> Run(DeliverMail payload, CancellationToken ct)
    {
        var mail = await db.Set<MailMessage>().SingleAsync(m => m.Id == payload.Mail, ct);
        if (mail.State is MailState.Leaving)
            mail.LeaveOpen("Entente was stopped before the relay's answer came");
        else if (mail.State is not MailState.Queued)
            return JobOutcome.Done;
        else if (!relay.IsThere)
            mail.Deliver(delivery.State, clock.GetUtcNow());
        else if (!mail.Asked && await stops.Why(mail.ToAddress, ct) is { } why)
            mail.Refuse($"nothing is sent to this address since a mail came back: {why}", noSuchAddress: false, clock.GetUtcNow());
        else
            await Give(mail, ct);
        await db.SaveChangesAsync(ct);
        return mail is { State: MailState.Queued, NextAt: { } next } ? JobOutcome.At(next) : JobOutcome.Done;
    }

    private async Task Give(MailMessage mail, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        if (Envelope.Clean(mail.ToAddress) is not { } to)
        {
            mail.Refuse("this is not an address that mail can be sent to", noSuchAddress: false, clock.GetUtcNow());
            return;
        }
        var given = await relay.Give(
            new(relay.ReturnTo(workspace.Slug, mail.ReturnNumber), to),
            Written.Bytes(mail, to, workspace, relay),
            async token =>
            {
                mail.Leave();
                await db.SaveChangesAsync(token);
            },
            ct
        );
        var now = clock.GetUtcNow();
        switch (given.End)
        {
            case HandoverEnd.Taken:
                mail.Taken(given.Words, now);
                break;
            case HandoverEnd.Refused:
                mail.Refuse(given.Words, given.NoSuchAddress, now);
                if (given.NoSuchAddress)
                    await stops.Stop(mail.ToAddress, given.Words, ct);
                break;
            case HandoverEnd.Unanswered:
                mail.LeaveOpen(given.Words);
                break;
            case HandoverEnd.Shut:
                mail.Wait(given.Words, given.Until ?? now.AddMinutes(1), counts: false);
                break;
            default:
                mail.Wait(given.Words, RetryPlan.Next(mail.Tries + 1, mail.QueuedAt, now), counts: true);
                break;
        }
    }
}
