using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Model;

/// <summary>How far the connection to Teams has come.</summary>
internal enum TeamsState
{
    /// <summary>The app’s keys are here; Microsoft has not taken them yet.</summary>
    Prepared,
    Connected,

    /// <summary>Microsoft takes them no more.</summary>
    Refused,

    /// <summary>Somebody here ended it.</summary>
    Disconnected,
}

internal readonly record struct TeamsAppId(Guid Value) : ITypedId<TeamsAppId>
{
    public static TeamsAppId From(Guid value) => new(value);
}

/// <summary>The vendor’s own bot in Teams: one of a workspace, with a secret of its own.</summary>
[Subject("teams_app")]
internal sealed class TeamsApp : Entity
{
    public const string Purpose = "teams-app";

    /// <summary>The same in every workspace: there is one.</summary>
    public static readonly TeamsAppId One = new(new Guid(2, 0, 0, new byte[8]));

    public TeamsAppId Id { get; private init; } = One;

    /// <summary>Microsoft’s own addresses when empty; otherwise a stand-in on this very machine.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>Of the app’s registration in Entra.</summary>
    public string ClientId { get; private set; } = "";
    public string Tenant { get; private set; } = "";

    [Secret]
    [Sealed(Purpose)]
    public string Secret { get; private set; } = "";
    public TeamsState State { get; private set; }

    /// <summary>Why Microsoft takes it no more.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Where Teams was last heard from: of this organisation’s region. Empty: not yet.</summary>
    public string ServiceUrl { get; private set; } = "";
    public PersonId? ConnectedBy { get; private set; }
    public DateTimeOffset? ConnectedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Works => State is TeamsState.Connected;

    public TeamsHosts Hosts => TeamsHosts.Of(Origin);

    /// <summary>Of another app or organisation ids mean something else.</summary>
    public bool IsAnother(string origin, string clientId, string tenant) => (Origin, ClientId, Tenant) != (origin, clientId, tenant);

    public void Prepare(string origin, string clientId, string tenant, string secret)
    {
        if (IsAnother(origin, clientId, tenant))
            ServiceUrl = "";
        (Origin, ClientId, Tenant, Secret) = (origin, clientId, tenant, secret);
        (State, Why, EndedAt) = (TeamsState.Prepared, "", null);
    }

    public void Connect(PersonId? by, DateTimeOffset now) =>
        (State, Why, ConnectedBy, ConnectedAt, EndedAt) = (TeamsState.Connected, "", by, now, null);

    public void Refuse(string why, DateTimeOffset now) => (State, Why, EndedAt) = (TeamsState.Refused, why, now);

    public void Disconnect(DateTimeOffset now) => (State, Why, EndedAt) = (TeamsState.Disconnected, "", now);

    public void Heard(string serviceUrl)
    {
        if (ServiceUrl != serviceUrl)
            ServiceUrl = serviceUrl;
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<TeamsApp>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.Ignore(x => x.Works);
            a.Ignore(x => x.Hosts);
        });
}
