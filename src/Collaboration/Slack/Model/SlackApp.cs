using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Model;

/// <summary>How far the connection to Slack has come.</summary>
internal enum SlackState
{
    /// <summary>The app’s keys are here; nobody has let it into a Slack workspace yet.</summary>
    Prepared,
    Connected,

    /// <summary>Slack lets it in no more.</summary>
    Refused,

    /// <summary>Somebody here ended it.</summary>
    Disconnected,
}

internal readonly record struct SlackAppId(Guid Value) : ITypedId<SlackAppId>
{
    public static SlackAppId From(Guid value) => new(value);
}

/// <summary>The vendor’s own app in Slack: one of a workspace, with secrets of its own.</summary>
[Subject("slack_app")]
internal sealed class SlackApp : Entity
{
    public const string Purpose = "slack-app";
    public const string Slack = "https://slack.com";

    /// <summary>The same in every workspace: there is one.</summary>
    public static readonly SlackAppId One = new(new Guid(1, 0, 0, new byte[8]));

    public SlackAppId Id { get; private init; } = One;

    /// <summary>Where Slack answers, without a slash at the end: Slack’s own, or that for US government.</summary>
    public string Origin { get; private set; } = Slack;
    public string ClientId { get; private set; } = "";

    [Secret]
    [Sealed(Purpose)]
    public string ClientSecret { get; private set; } = "";

    [Secret]
    [Sealed(Purpose)]
    public string SigningSecret { get; private set; } = "";

    /// <summary>The bot’s; null: none, or given back.</summary>
    [Secret]
    [Sealed(Purpose)]
    public string? Token { get; private set; }

    public SlackState State { get; private set; }

    /// <summary>Why Slack lets us in no more.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Of the Slack workspace: <c>T…</c>; of the last one, while none is connected.</summary>
    public string TeamId { get; private set; } = "";
    public string TeamName { get; private set; } = "";

    /// <summary>The app’s own user there.</summary>
    public string BotUser { get; private set; } = "";
    public PersonId? ConnectedBy { get; private set; }
    public DateTimeOffset? ConnectedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Works => State is SlackState.Connected && Token is not null;

    /// <summary>Other keys are another app: whoever was connected is not any more.</summary>
    public void Prepare(string origin, string clientId, string clientSecret, string signingSecret)
    {
        if (ClientId != clientId || Origin != origin)
            (Token, State, TeamName, BotUser, Why) = (null, SlackState.Prepared, "", "", "");
        (Origin, ClientId, ClientSecret, SigningSecret) = (origin, clientId, clientSecret, signingSecret);
    }

    public void Connect(string token, string team, string name, string bot, PersonId? by, DateTimeOffset now) =>
        (Token, TeamId, TeamName, BotUser, ConnectedBy, ConnectedAt, State, Why, EndedAt) = (
            token,
            team,
            name,
            bot,
            by,
            now,
            SlackState.Connected,
            "",
            null
        );

    public void Refuse(string why, DateTimeOffset now)
    {
        if (State is SlackState.Connected)
            (State, Why, Token, EndedAt) = (SlackState.Refused, why, null, now);
    }

    public void Disconnect(DateTimeOffset now) => (State, Why, Token, EndedAt) = (SlackState.Disconnected, "", null, now);

    public static void Map(ModelBuilder model) =>
        model.Entity<SlackApp>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.Ignore(x => x.Works);
        });
}
