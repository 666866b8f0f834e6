using System.Security.Cryptography;
using System.Text;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Values;

namespace Entente.Collaboration.Chat;

/// <summary>What is to be said in a chat, once: a notification to a person, or a shared message to a partner’s channel.</summary>
internal abstract class ChatPost : IWorkspaceOwned
{
    /// <summary>A notification does not wait longer for the chat.</summary>
    public static readonly TimeSpan LongestNotice = TimeSpan.FromMinutes(15);

    /// <summary>Nor a message for a channel; it stands in the conversation anyhow.</summary>
    public static readonly TimeSpan LongestMessage = TimeSpan.FromHours(24);

    public WorkspaceId WorkspaceId { get; internal set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Told to them alone; null: in <see cref="ChannelId"/>.</summary>
    public PersonId? PersonId { get; private set; }

    /// <summary>Where it stands, once that is known.</summary>
    public string ChannelId { get; private set; } = "";
    public string SubjectKind { get; private set; } = "";
    public Guid SubjectId { get; private set; }

    /// <summary>Of a notification: the key of what it tells of.</summary>
    public string Event { get; private set; } = "";

    /// <summary>Of a channel: the partner that it is shared with.</summary>
    public PartnerId? With { get; private set; }

    /// <summary>The mail that it stands for, as JSON; sent instead when the chat does not take it. Emptied when it was told.</summary>
    public string? Draft { get; private set; }

    /// <summary>What was shared.</summary>
    public MessageId? Message { get; private set; }
    public int Tries { get; private set; }

    /// <summary>When the chat was first asked to take it.</summary>
    public DateTimeOffset? BegunAt { get; private set; }

    /// <summary>It was asked and nobody heard the answer: it may stand there.</summary>
    public bool Unsure { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was told by mail, or not at all.</summary>
    public string Why { get; private set; } = "";

    public SubjectRef Subject => new(SubjectKind, SubjectId);

    /// <summary>Of what is told to whom: whoever stages it again makes the same id.</summary>
    public static Guid IdOf(WorkspaceId workspace, string what) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{workspace.Value:N}\n{what}")).AsSpan(0, 16));

    public bool MayWait(DateTimeOffset now) => now - At < (PersonId is null ? LongestMessage : LongestNotice);

    public void To(string channel) => ChannelId = channel;

    /// <summary>It is a notification to somebody, in place of this mail.</summary>
    public void Notice(NoticeEvent what, PersonId person, MailDraft mail, DateTimeOffset now) =>
        (At, PersonId, SubjectKind, SubjectId, Event, Draft) = (
            now,
            person,
            mail.About.Kind,
            mail.About.Id,
            what.Key,
            Json.Write(HeldMail.Of(mail))
        );

    /// <summary>It is a shared message, for a channel of the partner that it is shared with.</summary>
    public void Shared(SharedMessage message, string channel, DateTimeOffset now) =>
        (At, ChannelId, SubjectKind, SubjectId, With, Message) = (
            now,
            channel,
            message.SubjectKind,
            message.SubjectId,
            message.PartnerId,
            message.Id
        );

    public void Begin(DateTimeOffset now) => (BegunAt, Tries, Unsure) = (BegunAt ?? now, Tries + 1, true);

    /// <summary>The chat said for certain that it did not take it.</summary>
    public void NotTaken() => Unsure = false;

    protected void Told(DateTimeOffset now) => (EndedAt, Draft, Unsure) = (now, null, false);

    public void GiveUp(string why, DateTimeOffset now) => (Why, EndedAt, Draft) = (why, now, null);
}

/// <summary>A thread in a chat that is one of our conversations.</summary>
internal abstract class ChatThread : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public string ChannelId { get; init; } = "";
    public string SubjectKind { get; init; } = "";
    public Guid SubjectId { get; init; }

    /// <summary>Who reads what is answered in it; stands in its first message.</summary>
    public ReadBy Audience { get; init; }

    /// <summary>With which partner it is shared.</summary>
    public PartnerId? With { get; init; }
    public DateTimeOffset At { get; init; }

    public SubjectRef Subject => new(SubjectKind, SubjectId);
}
