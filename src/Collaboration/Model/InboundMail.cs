using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Model;

internal readonly record struct InboundMailId(Guid Value) : ITypedId<InboundMailId>
{
    public static InboundMailId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What became of a mail.</summary>
public enum MailOutcome
{
    /// <summary>Its reply stands in a conversation.</summary>
    Filed,

    /// <summary>It became a registration.</summary>
    Registered,

    /// <summary>Its sender was asked for what is missing.</summary>
    Asked,

    /// <summary>Staff put it into a conversation.</summary>
    Attached,

    /// <summary>Staff put it aside.</summary>
    Dismissed,

    /// <summary>It reports about a mail of ours, which says so now.</summary>
    Noted,
}

/// <summary>Where a mail lies of which nothing became yet.</summary>
public enum MailPile
{
    /// <summary>It waits for a person.</summary>
    Waits,

    /// <summary>Written by a machine: answered by nobody, and open to whoever thinks otherwise.</summary>
    Machine,
}

/// <summary>A mail that was taken from a relay: what it is, and what became of it.</summary>
[Subject("inbound_mail")]
[NotAudited("a mail is its own record, kept whole")]
internal sealed class InboundMail : Entity
{
    public const int LongestWords = 1_000;

    public InboundMailId Id { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public string EnvelopeFrom { get; init; } = "";

    /// <summary>Of this workspace, with a space between.</summary>
    public string Recipients { get; init; } = "";
    public string FromAddress { get; init; } = "";
    public string Subject { get; init; } = "";
    public string MessageId { get; init; } = "";
    public MailKind Kind { get; init; }
    public MailAct Act { get; init; }

    /// <summary>For staff, in plain words.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Waits for a person: nothing may be done with it by itself.</summary>
    public bool IsQuarantined { get; private set; }

    /// <summary>What became of it; null: nothing yet.</summary>
    public MailOutcome? Outcome { get; private set; }
    public DateTimeOffset? HandledAt { get; private set; }

    /// <summary>Staff who dealt with it; null: it acted by itself.</summary>
    public PersonId? HandledBy { get; private set; }

    /// <summary>The record it went to.</summary>
    public string? AboutKind { get; private set; }
    public Guid? AboutId { get; private set; }
    public long Size { get; init; }

    /// <summary>Of sender, recipients and content: a relay that did not hear our answer sends the same once more.</summary>
    public byte[] Digest { get; init; } = [];

    /// <summary>Null: something became of it, or will by itself.</summary>
    public MailPile? Pile =>
        IsQuarantined ? MailPile.Waits
        : Act is MailAct.Ignore && Outcome is null ? MailPile.Machine
        : null;

    public SubjectRef? About => AboutKind is { } kind && AboutId is { } id ? new(kind, id) : null;

    /// <summary>As it is kept: judged, and nothing done.</summary>
    public InboundMail Judged(string why, bool held)
    {
        (Why, IsQuarantined) = (why, held);
        return this;
    }

    /// <summary>It may not act after all: it waits for a person.</summary>
    public void Hold(string why) => (Why, IsQuarantined) = (why, true);

    /// <summary>Something became of it; it waits for nobody any more.</summary>
    public void Settle(MailOutcome outcome, SubjectRef? about, PersonId? by, DateTimeOffset now) =>
        (Outcome, AboutKind, AboutId, HandledBy, HandledAt, IsQuarantined) = (outcome, about?.Kind, about?.Id, by, now, false);

    public static void Map(ModelBuilder model)
    {
        model.Entity<InboundMail>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.Ignore(x => x.About);
            m.Ignore(x => x.Pile);
            m.Property(x => x.AboutKind).HasMaxLength(40);
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.AboutKind,
                x.AboutId,
            });
            m.HasIndex(x => new { x.WorkspaceId, x.Digest }).IsUnique();
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.IsQuarantined,
                x.ReceivedAt,
            });
        });
        model.Entity<InboundPiece>(p =>
        {
            p.HasKey(x => new
            {
                x.WorkspaceId,
                x.MailId,
                x.No,
            });
            p.HasOne<InboundMail>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.MailId });
        });
    }
}

/// <summary>The original, in pieces.</summary>
[NotAudited("the mail's row stands for it")]
internal sealed class InboundPiece : IWorkspaceOwned
{
    public const int Most = 256 * 1024;

    public WorkspaceId WorkspaceId { get; internal set; }
    public InboundMailId MailId { get; init; }

    /// <summary>From 0.</summary>
    public int No { get; init; }
    public byte[] Bytes { get; init; } = [];
}
