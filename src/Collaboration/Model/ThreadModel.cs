using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Model;

/// <summary>A message that staff and the record's partner read.</summary>
public readonly record struct MessageId(Guid Value) : ITypedId<MessageId>
{
    public static MessageId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

internal readonly record struct NoteId(Guid Value) : ITypedId<NoteId>
{
    public static NoteId From(Guid value) => new(value);
}

/// <summary>What a message of either kind is made of.</summary>
/// <param name="Author">Null: somebody who is not of this workspace, or a link that names nobody.</param>
/// <param name="Submission">The same one again is the same message.</param>
/// <param name="Mail">The kept mail it came with.</param>
/// <param name="MailId">That mail's own Message-ID, for the next one's References.</param>
/// <param name="PlacedBy">Staff who put somebody else's mail here.</param>
internal sealed record Written(
    PersonId? Author,
    string AuthorName,
    bool ByStaff,
    string Text,
    Channel Through,
    string Submission,
    InboundMailId? Mail = null,
    string? MailId = null,
    PersonId? PlacedBy = null
);

/// <summary>A message that staff and the partner's people read. Never changed.</summary>
[Subject("shared_message")]
internal sealed class SharedMessage : Entity, IPartnerOwned
{
    private SharedMessage() { }

    public MessageId Id { get; private init; }
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId? Author { get; private init; }
    public string AuthorName { get; private init; } = "";
    public bool ByStaff { get; private init; }
    public string Text { get; private init; } = "";
    public Channel Through { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string Submission { get; private init; } = "";
    public InboundMailId? MailId { get; private init; }

    /// <summary>The Message-ID of the mail it came with.</summary>
    public string? OutsideId { get; private init; }
    public PersonId? PlacedBy { get; private init; }

    public SubjectRef Subject => new(SubjectKind, SubjectId);

    public static SharedMessage Write(ThreadPlace place, PartnerId with, Written what, DateTimeOffset now)
    {
        var message = new SharedMessage
        {
            Id = Ids.New<MessageId>(now),
            SubjectKind = place.Subject.Kind,
            SubjectId = place.Subject.Id,
            PartnerId = with,
            Author = what.Author,
            AuthorName = what.AuthorName,
            ByStaff = what.ByStaff,
            Text = what.Text,
            Through = what.Through,
            At = now,
            Submission = what.Submission,
            MailId = what.Mail,
            OutsideId = what.MailId,
            PlacedBy = what.PlacedBy,
        };
        message.Announce(new MessageShared(message.Id, place.Subject));
        return message;
    }
}

/// <summary>
/// A message among staff: a table of its own, which no query for outsiders names. It belongs to no partner, so that the filter <c>partner</c>
/// lets no partner's person through even where a query asked for it.
/// </summary>
[Subject("internal_message")]
[AlsoNobodys]
internal sealed class InternalMessage : Entity, IPartnerOwned
{
    private InternalMessage() { }

    public NoteId Id { get; private init; }
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>Nobody's.</summary>
    public PartnerId PartnerId { get; private init; }
    public PersonId? Author { get; private init; }
    public string AuthorName { get; private init; } = "";
    public string Text { get; private init; } = "";
    public Channel Through { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string Submission { get; private init; } = "";
    public InboundMailId? MailId { get; private init; }
    public PersonId? PlacedBy { get; private init; }

    public SubjectRef Subject => new(SubjectKind, SubjectId);

    public static InternalMessage Write(ThreadPlace place, Written what, bool names, DateTimeOffset now)
    {
        var note = new InternalMessage
        {
            Id = Ids.New<NoteId>(now),
            SubjectKind = place.Subject.Kind,
            SubjectId = place.Subject.Id,
            Author = what.Author,
            AuthorName = what.AuthorName,
            Text = what.Text,
            Through = what.Through,
            At = now,
            Submission = what.Submission,
            MailId = what.Mail,
            PlacedBy = what.PlacedBy,
        };
        if (names)
            note.Announce(new ColleaguesNamed(note.Id.Value, place.Subject));
        return note;
    }
}

/// <summary>How far somebody has read a conversation.</summary>
[NotAudited("kept for the reader alone")]
internal sealed class ThreadSeen : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public string SubjectKind { get; init; } = "";
    public Guid SubjectId { get; init; }
    public PersonId PersonId { get; init; }
    public DateTimeOffset At { get; set; }
}

/// <summary>What a reply address stands for, under its number.</summary>
[NotAudited("an address handed out with a mail, which is its own record")]
internal sealed class ReplyDoor : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The bits of a 64-bit number drawn at random.</summary>
    public long Number { get; init; }
    public PersonId Recipient { get; init; }
    public string SubjectKind { get; init; } = "";
    public Guid SubjectId { get; init; }

    /// <summary>With which partner what is answered is shared.</summary>
    public PartnerId With { get; init; }
    public DateOnly LastDay { get; init; }
}

/// <summary>A key by which this workspace signs its reply addresses.</summary>
[NotAudited("made by Entente itself, once")]
internal sealed class ReplySecret : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>0 to 31; stands in the address.</summary>
    public int KeyId { get; init; }

    /// <summary>Closed by the key ring.</summary>
    [Secret]
    [Sealed(Threads.ReplyDoors.Purpose)]
    public string Closed { get; init; } = "";
}

/// <summary>Something was said that the partner reads, or that it said itself.</summary>
[EventName("message.shared")]
public sealed record MessageShared(MessageId Message, SubjectRef About) : IEvent
{
    public SubjectRef Subject => About;
}

/// <summary>A message among staff names colleagues.</summary>
[EventName("message.named")]
public sealed record ColleaguesNamed(Guid Note, SubjectRef About) : IEvent
{
    public SubjectRef Subject => About;
}

internal static class ThreadModel
{
    public const int LongestKind = 40;
    public const int LongestSubmission = 100;

    public static void Map(ModelBuilder model)
    {
        model.Entity<SharedMessage>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.Ignore(x => x.Subject);
            m.Property(x => x.SubjectKind).HasMaxLength(LongestKind);
            m.Property(x => x.Submission).HasMaxLength(LongestSubmission);
            m.HasIndex(x => new { x.WorkspaceId, x.Submission }).IsUnique();
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
                x.At,
            });
            m.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<InternalMessage>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.Id });
            m.Ignore(x => x.Subject);
            m.Property(x => x.SubjectKind).HasMaxLength(LongestKind);
            m.Property(x => x.Submission).HasMaxLength(LongestSubmission);
            m.HasIndex(x => new { x.WorkspaceId, x.Submission }).IsUnique();
            m.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
                x.At,
            });
            m.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<ThreadSeen>(s =>
            s.HasKey(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
                x.PersonId,
            })
        );
        model.Entity<ReplyDoor>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Number });
            d.HasIndex(x => new
            {
                x.WorkspaceId,
                x.Recipient,
                x.SubjectKind,
                x.SubjectId,
            });
        });
        model.Entity<ReplySecret>(k => k.HasKey(x => new { x.WorkspaceId, x.KeyId }));
    }
}
