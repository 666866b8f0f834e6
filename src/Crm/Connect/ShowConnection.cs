using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Panel;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>A connection's page.</summary>
/// <param name="Behind">How long ago the mirror was last level with the CRM; null before the first walk.</param>
/// <param name="PushPath">Where the CRM delivers: a path of this installation, with its key when the CRM signs nothing.</param>
/// <param name="PanelPath">What the app in the CRM calls to open the panel there: a path of this installation.</param>
/// <param name="RefusedPushes">Deliveries whose sender could not be verified.</param>
public sealed record ConnectionView(
    CrmConnectionId Id,
    CrmKind Kind,
    string Origin,
    string AccountName,
    string Url,
    CrmConnectionState State,
    string Trouble,
    int PollSeconds,
    TimeSpan? Behind,
    DateTimeOffset? LastPush,
    long RefusedPushes,
    string? LastError,
    DateTimeOffset? LastErrorAt,
    long CallsToday,
    string PushPath,
    string PanelPath,
    IReadOnlyList<ObjectProgress> Objects,
    int WritesWaiting,
    int SharePercent,
    int ReconcileHours
)
{
    /// <summary>As <c>2026-09</c>, <c>v3</c> or <c>66.0</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>What Entente decides is written here.</summary>
    public bool WritesHere { get; init; }

    /// <summary>An admin signed in; otherwise a token, certificate or client secret was pasted.</summary>
    public bool ByOAuth { get; init; }

    /// <summary>What to do, when the CRM refuses us.</summary>
    public Advice? Advice { get; init; }

    /// <summary>What changed in the CRM and concerns the mapping.</summary>
    public IReadOnlyList<DriftView> Drift { get; init; } = [];

    public int MappingNumber { get; init; }
}

/// <param name="Loaded">Records the first load has brought; <paramref name="Total"/> what the CRM said it would.</param>
public sealed record ObjectProgress(CrmObject Kind, long Mirrored, long Loaded, long? Total, bool Complete);

public sealed class ShowConnection
{
    private readonly EntenteDb db;
    private readonly CrmConnectors connectors;
    private readonly Workspaces workspaces;
    private readonly SecretBox box;

    internal ShowConnection(EntenteDb db, CrmConnectors connectors, Workspaces workspaces, SecretBox box) =>
        (this.db, this.connectors, this.workspaces, this.box) = (db, connectors, workspaces, box);

    public async Task<IReadOnlyList<ConnectionView>> All(DateTimeOffset now, CancellationToken ct)
    {
        var slug = (await workspaces.Get(db.Workspace, ct)).Slug;
        var views = new List<ConnectionView>();
        foreach (var connection in await db.Set<CrmConnection>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct))
            views.Add(await View(connection, slug, now, ct));
        return views;
    }

    public async Task<ConnectionView?> One(CrmConnectionId id, DateTimeOffset now, CancellationToken ct) =>
        await db.Set<CrmConnection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } connection
            ? await View(connection, (await workspaces.Get(db.Workspace, ct)).Slug, now, ct)
            : null;

    private async Task<ConnectionView> View(CrmConnection connection, string slug, DateTimeOffset now, CancellationToken ct)
    {
        var id = connection.Id;
        var status = await db.Set<ConnectionStatus>().AsNoTracking().SingleOrDefaultAsync(s => s.ConnectionId == id, ct);
        var loads = await db.Set<SyncCursor>()
            .AsNoTracking()
            .Where(c => c.ConnectionId == id && c.Walk == CursorOf.Backfill)
            .ToListAsync(ct);
        var counts = await db.Set<MirroredRecord>()
            .Where(r => r.ConnectionId == id && !r.Deleted)
            .GroupBy(r => r.Kind)
            .Select(g => new { Kind = g.Key, Count = g.LongCount() })
            .ToListAsync(ct);
        var credentials = CrmCredentials.Open(box, connection.Credentials);
        var key = credentials.PushKey;
        return new ConnectionView(
            id,
            connection.Kind,
            connection.Origin,
            connection.AccountName,
            connection.Url,
            credentials.Lost && connection.State != CrmConnectionState.Disconnected ? CrmConnectionState.Broken : connection.State,
            connection.Trouble,
            connection.PollSeconds,
            status?.LastPollAt is { } level ? now - level : null,
            status?.LastPushAt,
            status?.Refused ?? 0,
            status?.ErrorMessage,
            status?.ErrorAt,
            connectors.UseOf(id).Spent,
            PushRoute.AddressOf(slug, id) + (key is null ? "" : "?key=" + key),
            PanelRoutes.LaunchPath(connection.Kind, slug, id),
            [
                .. RunBackfill.Order.Select(kind =>
                {
                    var load = loads.Find(l => l.Kind == kind);
                    return new ObjectProgress(
                        kind,
                        counts.Find(c => c.Kind == kind)?.Count ?? 0,
                        load?.Count ?? 0,
                        load?.Total,
                        load?.ArrivedAt is not null
                    );
                }),
            ],
            await db.Set<WriteEntry>().CountAsync(w => w.ConnectionId == id && w.State == WriteState.Waiting, ct),
            connection.SharePercent,
            connection.ReconcileHours
        )
        {
            ApiVersion = connection.ApiVersion,
            WritesHere = connection.Writes,
            ByOAuth = credentials.ByOAuth,
            Advice =
                credentials.Lost ? CrmAdvice.KeysLost
                : connection.State == CrmConnectionState.Broken ? CrmAdvice.Of(connection.Kind, status?.ErrorCode, connection.Trouble)
                : null,
            Drift = await ShowMapping.OpenDrift(db, id, ct),
            MappingNumber = connection.MappingNumber,
        };
    }
}
