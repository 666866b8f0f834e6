using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Model;

/// <summary>A verified activity of Teams, kept before it is answered and worked off once, however often Teams sends it.</summary>
[NotAudited("what it does is audited")]
internal sealed class TeamsRequest : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The activity’s.</summary>
    public string Key { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>As it came; emptied when it was worked off and is old.</summary>
    public byte[] Body { get; init; } = [];
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>What became of it, in a few words.</summary>
    public string Outcome { get; private set; } = "";

    public void Done(string outcome, DateTimeOffset now) => (DoneAt, Outcome) = (now, outcome);
}

/// <summary>Somebody in Teams, and who they are here.</summary>
[Subject("teams_member")]
[NotAudited("what Teams says of people with every activity; who links an account is witnessed")]
internal sealed class TeamsMember : Entity
{
    /// <summary>In Entra: never given to anybody else.</summary>
    public string AadId { get; init; } = "";

    /// <summary>As this bot calls them: <c>29:…</c>.</summary>
    public string UserId { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>The conversation with them alone; null: none yet.</summary>
    public string? Direct { get; private set; }

    /// <summary>Where Teams answers for them.</summary>
    public string ServiceUrl { get; private set; } = "";

    /// <summary>Who signed in for this account.</summary>
    public PersonId? Person { get; private set; }
    public DateTimeOffset? LinkedAt { get; private set; }

    public void Seen(string user, string name, string serviceUrl) => (UserId, Name, ServiceUrl) = (user, name, serviceUrl);

    public void Meet(string direct) => Direct = direct;

    /// <summary>They took the bot out, or Teams closed the conversation.</summary>
    public void Part() => Direct = null;

    public void Link(PersonId person, DateTimeOffset now) => (Person, LinkedAt) = (person, now);

    public void Unlink() => (Person, LinkedAt) = (null, null);
}

/// <summary>A channel that one partner shares with the vendor: what is shared with that partner stands there, and nothing else.</summary>
[Subject("teams_channel")]
internal sealed class TeamsChannel : Entity
{
    public string ChannelId { get; init; } = "";
    public string Name { get; private set; } = "";
    public string ServiceUrl { get; private set; } = "";

    /// <summary>The team that it is in.</summary>
    public string TeamId { get; private set; } = "";
    public PartnerId With { get; private set; }
    public DateTimeOffset MappedAt { get; private set; }
    public PersonId? MappedBy { get; private set; }

    /// <summary>Since when it is deleted or closed to us.</summary>
    public DateTimeOffset? GoneAt { get; private set; }
    public string GoneWhy { get; private set; } = "";

    public void Map(string name, string serviceUrl, string team, PartnerId with, PersonId? by, DateTimeOffset now) =>
        (Name, ServiceUrl, TeamId, With, MappedBy, MappedAt, GoneAt, GoneWhy) = (name, serviceUrl, team, with, by, now, null, "");

    public void Lose(string why, DateTimeOffset now)
    {
        if (GoneAt is null)
            (GoneAt, GoneWhy) = (now, why);
    }

    public void Regain() => (GoneAt, GoneWhy) = (null, "");
}

/// <inheritdoc/>
[NotAudited("where something is said; what is said is its own record")]
internal sealed class TeamsThread : ChatThread
{
    /// <summary>The message that it begins with.</summary>
    public string RootId { get; init; } = "";
}

internal readonly record struct TeamsPostId(Guid Value) : ITypedId<TeamsPostId>
{
    public static TeamsPostId From(Guid value) => new(value);
}

/// <inheritdoc/>
[NotAudited("what is told is its own record")]
internal sealed class TeamsPost : ChatPost
{
    public TeamsPostId Id { get; init; }

    /// <summary>Its own, once it stands there.</summary>
    public string? ActivityId { get; private set; }

    public void Stands(string activity, DateTimeOffset now)
    {
        ActivityId = activity;
        Told(now);
    }
}

/// <summary>A link by which somebody says which Teams account is theirs. Good once, for a quarter of an hour.</summary>
[NotAudited("lives a quarter of an hour; what comes of it is audited")]
internal sealed class TeamsTicket : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>SHA-256 of what travels.</summary>
    public byte[] Hash { get; init; } = [];
    public string AadId { get; init; } = "";
    public DateTimeOffset Until { get; init; }
}

internal static class TeamsModel
{
    // 19:…@thread.tacv2 has sixty, a:1… of a conversation alone a hundred and fifty.
    private const int LongestId = 200;

    public static void Map(ModelBuilder model)
    {
        TeamsApp.Map(model);
        model.Entity<TeamsRequest>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Key });
            r.Property(x => x.Key).HasMaxLength(100);
            r.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<TeamsMember>(m =>
        {
            m.HasKey(x => new { x.WorkspaceId, x.AadId });
            m.Property(x => x.AadId).HasMaxLength(LongestId);
            m.HasIndex(x => new { x.WorkspaceId, x.Person });
        });
        model.Entity<TeamsChannel>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.ChannelId });
            c.Property(x => x.ChannelId).HasMaxLength(LongestId);
            c.HasIndex(x => new { x.WorkspaceId, x.With });
        });
        model.Entity<TeamsThread>(t =>
        {
            t.HasKey(x => new
            {
                x.WorkspaceId,
                x.ChannelId,
                x.RootId,
            });
            t.Ignore(x => x.Subject);
            t.Property(x => x.ChannelId).HasMaxLength(LongestId);
            t.Property(x => x.RootId).HasMaxLength(LongestId);
            t.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            t.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
        });
        model.Entity<TeamsPost>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.Ignore(x => x.Subject);
            p.Property(x => x.ChannelId).HasMaxLength(LongestId);
            p.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            p.HasIndex(x => new { x.WorkspaceId, x.At });
        });
        model.Entity<TeamsTicket>(t => t.HasKey(x => new { x.WorkspaceId, x.Hash }));
    }
}
