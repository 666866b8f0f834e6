using System.Collections.Concurrent;
using Entente.Crm.Connect;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Listed;
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
    DateTimeOffset Since,
    int ReconcileHours
)
{
    public bool Runs => State is CrmConnectionState.Backfilling or CrmConnectionState.Live;
}

/// <summary>The connectors of this workspace's connections. Kept by the process until credentials or facts change.</summary>
internal sealed class CrmConnectors(EntenteDb db, ConnectorShelf shelf, SecretBox box, TimeProvider clock)
{
    public async Task<ICrmConnector> Of(CrmConnectionId id, CancellationToken ct) =>
        await Of(id, await db.Set<CrmConnection>().Where(c => c.Id == id).Select(c => c.Revision).SingleAsync(ct), ct);

    /// <summary>The same for whoever has just read the connection's revision: mostly no question of its own.</summary>
    public async Task<ICrmConnector> Of(CrmConnectionId id, int revision, CancellationToken ct) =>
        shelf.Kept(id, revision) ?? await Take(await db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, ct), ct);

    public Task<ConnectionInfo?> Info(CrmConnectionId id, CancellationToken ct) =>
        db.Set<CrmConnection>().Where(c => c.Id == id).Select(Info()).SingleOrDefaultAsync(ct);

    public Task<List<ConnectionInfo>> Running(CancellationToken ct) =>
        db.Set<CrmConnection>()
            .Where(c => c.State == CrmConnectionState.Backfilling || c.State == CrmConnectionState.Live)
            .OrderBy(c => c.Id)
            .Select(Info())
            .ToListAsync(ct);

    /// <summary>What deliveries to a connection are verified by; null when there is no such connection.</summary>
    public async Task<PushDoor?> Door(CrmConnectionId id, CancellationToken ct) =>
        await db.Set<CrmConnection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } connection
            ? new(await Take(connection, ct), shelf.PushKey(connection, () => Open(connection)))
            : null;

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

    /// <summary>How far the CRM's clock runs ahead of ours; none before it was measured.</summary>
    public TimeSpan SkewOf(CrmConnectionId id) => shelf.GateOf(id)?.Skew.Usable ?? TimeSpan.Zero;

    /// <summary>The present time on the CRM's clock or on ours, whichever is earlier: a reading that begins now is no older than it.</summary>
    public DateTimeOffset Earliest(CrmConnectionId id, DateTimeOffset now) =>
        SkewOf(id) is var skew && skew < TimeSpan.Zero ? now + skew : now;

    public LaneGate? GateOf(CrmConnectionId id) => shelf.GateOf(id);

    /// <summary>How long the cursor rests between two walks: longer as the day's budget runs low.</summary>
    public TimeSpan RestOf(ConnectionInfo info) => shelf.RestOf(info.Id, TimeSpan.FromSeconds(info.PollSeconds));

    /// <summary>How long the recycle bin is left alone: the larger it was when it was last walked, the longer.</summary>
    public TimeSpan RestOfBin(CrmConnectionId id) => LaneRules.BinRest(shelf.BinPages.GetValueOrDefault(id));

    public void BinTook(CrmConnectionId id, int pages) => shelf.BinPages[id] = pages;

    private async Task<ICrmConnector> Take(CrmConnection connection, CancellationToken ct)
    {
        if (shelf.GateOf(connection.Id) is not null)
            return shelf.Take(db.Workspace, connection, () => Open(connection), 0);
        // What other lives of this process, and other nodes, have used of the day's budget counts as well.
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var spent = await db.Set<UsageRow>().Where(u => u.ConnectionId == connection.Id && u.Day == today).SumAsync(u => u.Calls, ct);
        return shelf.Take(db.Workspace, connection, () => Open(connection), spent);
    }

    private CrmCredentials Open(CrmConnection connection) => CrmCredentials.Open(box, connection.Credentials);

    private static System.Linq.Expressions.Expression<Func<CrmConnection, ConnectionInfo>> Info() =>
        c => new ConnectionInfo(c.Id, c.Kind, c.State, c.PollSeconds, c.Revision, c.FollowedSince ?? c.ConnectedAt, c.ReconcileHours);
}

/// <param name="Key">What a delivery's address must carry; null: the CRM signs.</param>
internal sealed record PushDoor(ICrmConnector Connector, string? Key);

/// <summary>
/// Connectors and their lanes, one of each per connection and process: tokens are shared, and so are the limits.
/// </summary>
internal sealed class ConnectorShelf(CrmHttpClient http, StoredTokens tokens, BudgetLeases leases, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<CrmConnectionId, (int Revision, ICrmConnector Connector)> connectors = [];
    private readonly ConcurrentDictionary<CrmConnectionId, (int Revision, string? Key)> pushKeys = [];
    private readonly ConcurrentDictionary<CrmConnectionId, (int? Pace, int Share, LaneGate Gate)> gates = [];

    /// <summary>How many calls the last walk through the recycle bin took.</summary>
    public ConcurrentDictionary<CrmConnectionId, int> BinPages { get; } = [];

    /// <param name="spent">Calls of the day that were made before this process began; counts for a new gate only.</param>
    public ICrmConnector Take(Platform.Values.WorkspaceId workspace, CrmConnection connection, Func<CrmCredentials> credentials, long spent)
    {
        if (Kept(connection.Id, connection.Revision) is { } kept)
            return kept;
        var isNew = !gates.ContainsKey(connection.Id);
        var made = Make(workspace, connection, credentials());
        if (isNew)
            gates[connection.Id].Gate.Spent(spent);
        connectors[connection.Id] = (connection.Revision, made);
        return made;
    }

    public ICrmConnector? Kept(CrmConnectionId id, int revision) =>
        connectors.TryGetValue(id, out var kept) && kept.Revision == revision ? kept.Connector : null;

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
            ExtraFields = extra ?? Json.Read<ListedFields>(connection.Listed).ByObject,
        };
        var gate = GateOf(workspace, connection);
        var vault = tokens.Of(workspace, connection.Id);
        return connection.Kind == CrmKind.HubSpot
            ? new HubSpotConnector(http.Client, ConnectorOptions.HubSpot(connection, credentials), facts, gate, clock, vault)
            : new SalesforceConnector(http.Client, ConnectorOptions.Salesforce(connection, credentials), facts, gate, vault, clock);
    }

    /// <summary>The key of a connection's push address; opened once per revision, since every delivery asks.</summary>
    public string? PushKey(CrmConnection connection, Func<CrmCredentials> credentials)
    {
        if (!pushKeys.TryGetValue(connection.Id, out var kept) || kept.Revision != connection.Revision)
            pushKeys[connection.Id] = kept = (connection.Revision, credentials().PushKey);
        return kept.Key;
    }

    public DailyUse UseOf(CrmConnectionId id) => gates.TryGetValue(id, out var gate) ? gate.Gate.Use : default;

    public TimeSpan RestOf(CrmConnectionId id, TimeSpan interval) =>
        gates.TryGetValue(id, out var gate) ? gate.Gate.Stretch(interval) : interval;

    public LaneGate? GateOf(CrmConnectionId id) => gates.TryGetValue(id, out var gate) ? gate.Gate : null;

    public void Dispose()
    {
        foreach (var (_, connector) in connectors.Values)
            (connector as IDisposable)?.Dispose();
    }

    /// <summary>Calls a day of the smallest Salesforce edition that has an API.</summary>
    private const double SmallestDay = 15_000;

    private LaneGate GateOf(Platform.Values.WorkspaceId workspace, CrmConnection connection)
    {
        var known = gates.TryGetValue(connection.Id, out var kept);
        if (known && kept.Pace == connection.CallsPerSecond && kept.Share == connection.SharePercent)
            return kept.Gate;
        var share = connection.SharePercent / 100d;
        var policy =
            connection.CallsPerSecond is { } pace ? LanePolicy.Paced(pace)
            : connection.Kind == CrmKind.HubSpot ? LanePolicy.Of(100, 10, share: share)
            // Salesforce counts by the day, and says how many with its first answer; ten a second keeps clear of its limit on calls at once.
            : LanePolicy.Of(100, 10, (long)(SmallestDay * share), share);
        var gate = new LaneGate(policy, clock, known ? kept.Gate : null, leases.Of(workspace, connection.Id));
        gates[connection.Id] = (connection.CallsPerSecond, connection.SharePercent, gate);
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
