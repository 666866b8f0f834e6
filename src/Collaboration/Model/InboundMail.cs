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

/// <summary>A mail that was taken from a relay: what it is, and that nobody has done anything with it yet.</summary>
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
    public string Why { get; init; } = "";

    /// <summary>Waits for a person: nothing may be done with it by itself.</summary>
    public bool IsQuarantined { get; init; }
    public long Size { get; init; }

    /// <summary>Of sender, recipients and content: a relay that did not hear our answer sends the same once more.</summary>
    public byte[] Digest { get; init; } = [];

    public static void Map(ModelBuilder model)
    {
        model.Entity<InboundMail>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
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
