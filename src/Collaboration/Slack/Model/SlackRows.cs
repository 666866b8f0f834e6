using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Model;

/// <summary>A verified request of Slack, kept before it is answered and worked off once, however often Slack sends it.</summary>
[NotAudited("what it does is audited")]
internal sealed class SlackRequest : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The event’s, or of what triggered it.</summary>
    public string Key { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string ContentType { get; init; } = "";

    /// <summary>As it came; emptied when it was worked off and is old.</summary>
    public byte[] Body { get; init; } = [];
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>What became of it, in a few words.</summary>
    public string Outcome { get; private set; } = "";

    public void Done(string outcome, DateTimeOffset now) => (DoneAt, Outcome) = (now, outcome);
}

/// <summary>Somebody in Slack, and who they are here.</summary>
[Subject("slack_member")]
[NotAudited("what Slack says of people, asked every few minutes; who links an account is witnessed")]
internal sealed class SlackMember : Entity
{
    public string UserId { get; init; } = "";
    public string TeamId { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>As Slack proved it; null: not shown or not proven.</summary>
    public string? Email { get; private set; }
    public bool Gone { get; private set; }
    public DateTimeOffset LookedAt { get; private set; }

    /// <summary>Who signed in for this account.</summary>
    public PersonId? Linked { get; private set; }
    public DateTimeOffset? LinkedAt { get; private set; }

    /// <summary>Whom it was last found to be: linked, or by the address. Told here when they choose Slack.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>The conversation with them alone: <c>D…</c>.</summary>
    public string? Direct { get; private set; }

    public void Looked(string team, string name, string? email, bool gone, DateTimeOffset now) =>
        (TeamId, Name, Email, Gone, LookedAt) = (team, name, email, gone, now);

    public void Is(PersonId? person) => Person = person;

    public void Link(PersonId person, DateTimeOffset now) => (Linked, LinkedAt, Person) = (person, now, person);

    public void Unlink() => (Linked, LinkedAt, Person) = (null, null, null);

    public void Meet(string direct) => Direct = direct;
}

/// <summary>A channel that one partner shares with the vendor: what is shared with that partner stands there, and nothing else.</summary>
[Subject("slack_channel")]
internal sealed class SlackChannel : Entity
{
    public string ChannelId { get; init; } = "";
    public string Name { get; private set; } = "";
    public PartnerId With { get; private set; }
    public DateTimeOffset MappedAt { get; private set; }
    public PersonId? MappedBy { get; private set; }

    /// <summary>Since when it is archived, deleted or closed to us.</summary>
    public DateTimeOffset? GoneAt { get; private set; }
    public string GoneWhy { get; private set; } = "";

    public void Map(string name, PartnerId with, PersonId? by, DateTimeOffset now) =>
        (Name, With, MappedBy, MappedAt, GoneAt, GoneWhy) = (name, with, by, now, null, "");

    public void Lose(string why, DateTimeOffset now)
    {
        if (GoneAt is null)
            (GoneAt, GoneWhy) = (now, why);
    }

    public void Regain() => (GoneAt, GoneWhy) = (null, "");
}

/// <inheritdoc/>
[NotAudited("where something is said; what is said is its own record")]
internal sealed class SlackThread : ChatThread
{
    /// <summary>Of the message that it begins with.</summary>
    public string RootTs { get; init; } = "";
}

internal readonly record struct SlackPostId(Guid Value) : ITypedId<SlackPostId>
{
    public static SlackPostId From(Guid value) => new(value);
}

/// <inheritdoc/>
[NotAudited("what is told is its own record")]
internal sealed class SlackPost : ChatPost
{
    public SlackPostId Id { get; init; }

    /// <summary>Its own ts, once it stands there.</summary>
    public string? Ts { get; private set; }

    public void Stands(string ts, DateTimeOffset now)
    {
        Ts = ts;
        Told(now);
    }
}

/// <summary>A ticket of a short life: a sign-in at Slack that is under way, or a link by which somebody says which Slack account is theirs. Good once.</summary>
[NotAudited("lives a quarter of an hour; what comes of it is audited")]
internal sealed class SlackTicket : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>SHA-256 of what travels.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>The session that began it; null: of a link.</summary>
    public Guid? Session { get; init; }
    public PersonId? Person { get; init; }

    /// <summary>The Slack account that a link is for; empty: a sign-in.</summary>
    public string UserId { get; init; } = "";
    public DateTimeOffset Until { get; init; }
}

internal static class SlackModel
{
    private const int LongestId = 80;

    public static void Map(ModelBuilder model)
    {
        SlackApp.Map(model);
        model.Entity<SlackRequest>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Key });
            r.Property(x => x.Key).HasMaxLength(100);
            r.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<SlackMember>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.UserId });
            m.Property(x => x.UserId).HasMaxLength(LongestId);
            m.HasIndex(x => new { x.WorkspaceId, x.Person });
        });
        model.Entity<SlackChannel>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.ChannelId });
            c.Property(x => x.ChannelId).HasMaxLength(LongestId);
            c.HasIndex(x => new { x.WorkspaceId, x.With });
        });
        model.Entity<SlackThread>(t =>
        {
            t.HasKey(x => new
            {
                x.WorkspaceId,
                x.ChannelId,
                x.RootTs,
            });
            t.Ignore(x => x.Subject);
            t.Property(x => x.ChannelId).HasMaxLength(LongestId);
            t.Property(x => x.RootTs).HasMaxLength(LongestId);
            t.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            t.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
        });
        model.Entity<SlackPost>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.Ignore(x => x.Subject);
            p.Property(x => x.ChannelId).HasMaxLength(LongestId);
            p.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            p.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<SlackTicket>(t => t.HasKey(x => new { x.WorkspaceId, x.Hash }));
    }
}
