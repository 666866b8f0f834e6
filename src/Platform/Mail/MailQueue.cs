using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

/// <summary>
/// A mail to write. Words only; <see cref="MailLayout"/> gives them the workspace's look and the plain-text part.
/// </summary>
/// <param name="Once">What makes this mail the same mail: a second one with the same key is not sent (<c>acknowledged:DR-1048</c>).</param>
/// <param name="About">The record it tells of.</param>
/// <param name="Verdict">The headline: what happened, with the number.</param>
/// <param name="Paragraphs">What to know and do, one thought each.</param>
/// <param name="Facts">At most five, label and value.</param>
/// <param name="Why">Why the reader gets this.</param>
public sealed record MailDraft(
    string Once,
    SubjectRef About,
    PersonId? ToPerson,
    string ToAddress,
    string ToName,
    string Subject,
    string Verdict,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<(string Label, string Value)> Facts,
    (string Label, string Url)? Button,
    string Why
)
{
    /// <summary>Header fields besides those of every mail: <c>Reply-To</c>, <c>Message-ID</c>, <c>References</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>The header fields by which every mail of ours is known as a machine's: nobody's machine answers it (RFC 3834).</summary>
public static class MailMarks
{
    public const string Loop = "X-Entente-Loop";
    public const string Automatic = "Auto-Submitted";

    internal static string Lines(IReadOnlyList<(string Name, string Value)> own, string slug)
    {
        var all = own.ToList();
        if (!all.Exists(h => h.Name == Automatic))
            all.Add((Automatic, "auto-generated"));
        all.Add((Loop, slug));
        return string.Join('\n', all.Select(h => $"{h.Name}: {MailQueue.OneLine(h.Value)}"));
    }
}

/// <summary>Stages mails: they leave only if the use case's save commits, and each only once.</summary>
public sealed class MailQueue(EntenteDb db, Actor actor, Workspaces workspaces, MailDelivery delivery, TimeProvider clock)
{
    public async Task Stage(MailDraft draft, CancellationToken ct)
    {
        var id = IdOf(actor.Workspace, draft);
        if (await db.Set<MailMessage>().AnyAsync(m => m.Id == id, ct))
            return;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var now = clock.GetUtcNow();
        var mail = new MailMessage
        {
            Id = id,
            ToPerson = draft.ToPerson,
            ToAddress = draft.ToAddress,
            ToName = draft.ToName,
            Subject = OneLine(draft.Subject),
            Text = MailLayout.Text(draft, workspace),
            Html = MailLayout.Html(draft, workspace),
            Why = draft.Why,
            Headers = MailMarks.Lines(draft.Headers, workspace.Slug),
            AboutKind = draft.About.Kind,
            AboutId = draft.About.Id,
            QueuedAt = now,
        };
        db.Add(mail);
        if (delivery.State is MailState.Filed)
            // Of the past: there is nobody to hand it to, and so nothing to wait for.
            mail.Deliver(MailState.Filed, now);
        else
            db.Enqueue(new DeliverMail(id));
    }

    private static Guid IdOf(WorkspaceId workspace, MailDraft draft) =>
        new(
            SHA256
                .HashData(Encoding.UTF8.GetBytes($"{workspace.Value:N}\n{draft.ToAddress.ToLowerInvariant()}\n{draft.Once}"))
                .AsSpan(0, 16)
        );

    // A line break in a subject would start a header of somebody else's making.
    internal static string OneLine(string subject) =>
        string.Join(' ', subject.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

[JobName("mail.deliver")]
internal sealed record DeliverMail(Guid Mail);

/// <summary>
/// Hands a queued mail over. The built-in catcher keeps it for the outbox page; it stands where an SMTP relay will.
/// </summary>
internal sealed class DeliverMailJob(EntenteDb db, MailDelivery delivery, TimeProvider clock) : IJob<DeliverMail>
{
    public async Task<JobOutcome> Run(DeliverMail payload, CancellationToken ct)
    {
        var mail = await db.Set<MailMessage>().SingleAsync(m => m.Id == payload.Mail, ct);
        mail.Deliver(delivery.State, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }
}

/// <summary>How mails leave: kept by the catcher (default), or only filed while the demo tells its story.</summary>
public sealed class MailDelivery
{
    internal MailState State { get; private set; } = MailState.Sent;

    /// <summary>While the story is told, mails of the past are filed as sent and never delivered.</summary>
    public IDisposable FileOnly()
    {
        State = MailState.Filed;
        return new Back(this);
    }

    private sealed class Back(MailDelivery delivery) : IDisposable
    {
        public void Dispose() => delivery.State = MailState.Sent;
    }
}
