using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Model;

internal readonly record struct MessageFileId(Guid Value) : ITypedId<MessageFileId>
{
    public static MessageFileId From(Guid value) => new(value);
}

/// <summary>
/// A file sent with a message. What hangs on an internal message belongs to no partner, like the message itself, so that the filter
/// <c>partner</c> lets no partner's person through. Never changed; its hash stands in the audit.
/// </summary>
[Subject("message_file")]
[AlsoNobodys]
internal sealed class MessageFile : Entity, IPartnerOwned
{
    private MessageFile() { }

    public MessageFileId Id { get; private init; }

    /// <summary>Of a shared message or a note.</summary>
    public Guid MessageId { get; private init; }
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public FileId FileId { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private init; }

    /// <summary>In hexadecimal, lower case.</summary>
    public string Sha256 { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static MessageFile Of(Guid message, SubjectRef about, PartnerId? with, FileCard file, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<MessageFileId>(now),
            MessageId = message,
            SubjectKind = about.Kind,
            SubjectId = about.Id,
            PartnerId = with ?? default,
            FileId = file.Id,
            Name = file.Name,
            Size = file.Size,
            Sha256 = file.Sha256,
            By = by,
            At = now,
        };
}

/// <summary>That a message names somebody who reads it.</summary>
[NotAudited("the message that names them is")]
[AlsoNobodys]
internal sealed class MessageMention : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid MessageId { get; init; }
    public PersonId PersonId { get; init; }
    public PartnerId PartnerId { get; init; }

    /// <summary>As it stands in the text, without the @.</summary>
    public string Written { get; init; } = "";
}

/// <summary>What can be said with one click.</summary>
public enum ReactionKind
{
    Like,
    Done,
    Seen,
}

/// <summary>One of a kind for each person and message.</summary>
[NotAudited("a sign of its own, taken back as easily")]
[AlsoNobodys]
internal sealed class MessageReaction : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid MessageId { get; init; }
    public PersonId PersonId { get; init; }
    public ReactionKind Kind { get; init; }
    public PartnerId PartnerId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A word of a message, by which it is found.</summary>
[NotAudited("made from the message")]
[AlsoNobodys]
internal sealed class MessageTerm : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public string Term { get; init; } = "";
    public Guid MessageId { get; init; }
    public PartnerId PartnerId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal static class TalkParts
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MessageFile>(f =>
        {
            f.HasKey(x => new { x.WorkspaceId, x.Id });
            f.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            f.HasIndex(x => new { x.WorkspaceId, x.MessageId });
        });
        model.Entity<MessageMention>(m =>
            m.HasKey(x => new
            {
                x.WorkspaceId,
                x.MessageId,
                x.PersonId,
            })
        );
        model.Entity<MessageReaction>(r =>
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.MessageId,
                x.PersonId,
                x.Kind,
            })
        );
        model.Entity<MessageTerm>(t =>
        {
            t.HasKey(x => new
            {
                x.WorkspaceId,
                x.Term,
                x.MessageId,
            });
            // The beginning of a word is a range, which only this order of letters makes an index serve.
            t.Property(x => x.Term).HasMaxLength(Threads.Rules.SearchTerms.Longest * 2).UseCollation("C");
            t.HasIndex(x => new { x.WorkspaceId, x.MessageId });
        });
        TalkTask.Map(model);
    }
}
