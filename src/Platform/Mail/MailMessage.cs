using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

/// <summary>Where a mail is on its way.</summary>
public enum MailState
{
    /// <summary>Saved with the act that caused it; not yet handed over.</summary>
    Queued,

    /// <summary>Handed over: to the relay, or kept by the built-in catcher for the outbox page.</summary>
    Sent,

    /// <summary>Told by the demo story as sent in the past; never handed to anybody.</summary>
    Filed,
}

/// <summary>A mail as it is sent and kept.</summary>
[Subject("mail")]
[NotAudited("a mail is its own record, kept whole")]
internal sealed class MailMessage : Entity
{
    public Guid Id { get; init; }
    public PersonId? ToPerson { get; init; }
    public string ToAddress { get; init; } = "";
    public string ToName { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Text { get; init; } = "";
    public string Html { get; init; } = "";

    /// <summary>Why the reader got it, in words; also at the foot of the mail.</summary>
    public string Why { get; init; } = "";

    /// <summary>One field a line, besides From, To, Subject and Date.</summary>
    public string Headers { get; init; } = "";
    public string AboutKind { get; init; } = "";
    public Guid AboutId { get; init; }
    public MailState State { get; private set; }
    public DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Marks it as handed over. A second time changes nothing: delivery is at least once.</summary>
    public void Deliver(MailState how, DateTimeOffset now)
    {
        if (State is not MailState.Queued)
            return;
        (State, SentAt) = (how, now);
    }
}

internal static class MailModel
{
    public static void Map(ModelBuilder model) =>
        model.Entity<MailMessage>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.HasIndex(x => new { x.WorkspaceId, x.QueuedAt });
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.AboutKind,
                x.AboutId,
            });
        });
}
