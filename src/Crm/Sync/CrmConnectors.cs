using System.Collections.Concurrent;
using Entente.Crm.Connect;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>What the sync knows of a connection while it runs; a value, so that nothing tracked grows old.</summary>
internal sealed record ConnectionInfo(
    CrmConnectionId Id,
    CrmKind Kind,
    CrmConnectionState State,
    int PollSeconds,
    int Revision,
    DateTimeOffset Since
)
{
    public bool Runs => State is CrmConnectionState.Backfilling or CrmConnectionState.Live;
}

/// <summary>The connectors of this workspace's connections. Kept by the process until credentials or facts change.</summary>
internal sealed class CrmConnectors(EntenteDb db, ConnectorShelf shelf, SecretBox box)
{
    public async Task<ICrmConnector> Of(CrmConnectionId id, CancellationToken ct)
    {
        var connection = await db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, ct);
        return shelf.Take(db.Workspace, connection, () => Open(connection));
    }

    public Task<ConnectionInfo?> Info(CrmConnectionId id, CancellationToken ct) =>
        db.Set<CrmConnection>().Where(c => c.Id == id).Select(Info()).SingleOrDefaultAsync(ct);

    public Task<List<ConnectionInfo>> Running(CancellationToken ct) =>
        db.Set<CrmConnection>()
            .Where(c => c.State == CrmConnectionState.Backfilling || c.State == CrmConnectionState.Live)
            .OrderBy(c => c.Id)
            .Select(Info())
            .ToListAsync(ct);

    /// <summary>Whether a delivery's address carries the connection's key; a connection without one asks for none.</summary>
    public async Task<bool> KeyFits(CrmConnectionId id, string? key, CancellationToken ct)
    {
        var connection = await db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, ct);
        return Open(connection).PushKey is not { } expected || HubSpotSignature.Same(expected, key ?? "");
    }

    /// <summary>The same connection under another mapping, and with further columns of the CRM's own; not kept.</summary>
    public async Task<ICrmConnector> Trial(
        CrmConnectionId id,
        CrmMapping mapping,
        IReadOnlyDictionary<CrmObject, IReadOnlyList<string>> extra,
        CancellationToken ct
    )
    {
        var connection = await db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, ct);
        return shelf.Make(db.Workspace, connection, Open(connection), mapping, extra);
    }

    /// <summary>How much of the day's budget is used, as this process has seen it.</summary>
    public DailyUse UseOf(CrmConnectionId id) => shelf.UseOf(id);

    /// <summary>How long the cursor rests between two walks: longer as the day's budget runs low.</summary>
    public TimeSpan RestOf(ConnectionInfo info) => shelf.RestOf(info.Id, TimeSpan.FromSeconds(info.PollSeconds));

    private CrmCredentials Open(CrmConnection connection) =>
        Json.Read<CrmCredentials>(box.Open(CrmCredentials.Purpose, connection.Credentials));

    private static System.Linq.Expressions.Expression<Func<CrmConnection, ConnectionInfo>> Info() =>
        c => new ConnectionInfo(c.Id, c.Kind, c.State, c.PollSeconds, c.Revision, c.FollowedSince ?? c.ConnectedAt);
}

/// <summary>
/// Connectors and their lanes, one of each per connection and process: tokens are shared, and so are the limits.
/// </summary>
internal sealed class ConnectorShelf(CrmHttpClient http, StoredTokens tokens, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<CrmConnectionId, (int Revision, ICrmConnector Connector)> connectors = [];
    private readonly ConcurrentDictionary<CrmConnectionId, (int? Pace, LaneGate Gate)> gates = [];

    public ICrmConnector Take(Platform.Values.WorkspaceId workspace, CrmConnection connection, Func<CrmCredentials> credentials)
    {
        if (connectors.TryGetValue(connection.Id, out var kept) && kept.Revision == connection.Revision)
            return kept.Connector;
        var made = Make(workspace, connection, credentials());
        connectors[connection.Id] = (connection.Revision, made);
        return made;
    }

    /// <summary>A connector that is not kept: for trying credentials or a mapping out.</summary>
    public ICrmConnector Make(
        Platform.Values.WorkspaceId workspace,
        CrmConnection connection,
        CrmCredentials credentials,
        CrmMapping? mapping = null,
        IReadOnlyDictionary<CrmObject, IReadOnlyList<string>>? extra = null
    )
    {
        var facts = ConnectorFacts.Unknown with
        {
            AccountId = connection.AccountId,
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(connection.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            Currency = connection.Currency,
            MultiCurrency = connection.MultiCurrency,
            Url = connection.Url,
            Mapping = mapping ?? Json.Read<CrmMapping>(connection.Mapping),
            ExtraFields = extra ?? ConnectorFacts.Unknown.ExtraFields,
        };
        var gate = GateOf(connection);
        var vault = tokens.Of(workspace, connection.Id);
        return connection.Kind == CrmKind.HubSpot
            ? new HubSpotConnector(http.Client, ConnectorOptions.HubSpot(connection, credentials), facts, gate, clock, vault)
            : new SalesforceConnector(http.Client, ConnectorOptions.Salesforce(connection, credentials), facts, gate, vault, clock);
    }

    public DailyUse UseOf(CrmConnectionId id) => gates.TryGetValue(id, out var gate) ? gate.Gate.Use : default;

    public TimeSpan RestOf(CrmConnectionId id, TimeSpan interval) =>
        gates.TryGetValue(id, out var gate) ? gate.Gate.Stretch(interval) : interval;

    public void Dispose()
    {
        foreach (var (_, connector) in connectors.Values)
            (connector as IDisposable)?.Dispose();
    }

    private LaneGate GateOf(CrmConnection connection)
    {
        if (gates.TryGetValue(connection.Id, out var kept) && kept.Pace == connection.CallsPerSecond)
            return kept.Gate;
        var policy =
            connection.CallsPerSecond is { } pace ? LanePolicy.Paced(pace)
            : connection.Kind == CrmKind.HubSpot ? LanePolicy.Of(100, 10)
            // Salesforce counts by the day; a burst of a hundred and ten a second keeps clear of its limit on calls at once.
            : LanePolicy.Of(100, 10, dailyAllocation: 15_000);
        var gate = new LaneGate(policy, clock);
        gates[connection.Id] = (connection.CallsPerSecond, gate);
        return gate;
    }
}

/// <summary>The one HTTP client of all connections: pooled, no redirects (a CRM's API has none to follow), no cookies.</summary>
internal sealed class CrmHttpClient : IDisposable
{
    public HttpClient Client { get; } =
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(30),
        };

    public void Dispose() => Client.Dispose();
}
