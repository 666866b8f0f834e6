using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>
/// The cursor: what makes a lost push good. Looks every few seconds which connection's interval is over, and walks its changes to
/// the end, looks into the recycle bin as often as its size allows, reads some links again; the catalogue less often.
/// </summary>
internal sealed class PollConnections(
    EntenteDb db,
    CrmConnectors connectors,
    MirrorWriter mirror,
    Pull pull,
    Catalogue catalogue,
    StatusBook status,
    CallBook calls,
    WalkLinks links,
    Reconciles reconciles,
    TimeProvider clock
) : IScheduled
{
    /// <summary>How often it is looked whose interval is over.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan DeletionsEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CatalogueEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan PushesKept = TimeSpan.FromDays(3);

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var info in await connectors.Running(ct))
        {
            var last = await db.Set<ConnectionStatus>().AsNoTracking().SingleOrDefaultAsync(s => s.ConnectionId == info.Id, ct);
            if (last?.LastPollAt is { } level && now - level < Rest(info))
                continue;
            if (await Walk(info, last, now, ct) is { } error)
                await status.Failed(info.Id, error, ct);
            else
                await status.Polled(info.Id, connectors.GateOf(info.Id)?.Skew.Measured, ct);
            await calls.Keep(info.Id, ct);
        }
    }

    // A walk ends a moment after the look that began it: whoever waits out the whole interval comes one look too late. What the day's budget
    // has stretched is waited out.
    private TimeSpan Rest(ConnectionInfo info)
    {
        var (rest, interval) = (connectors.RestOf(info), TimeSpan.FromSeconds(info.PollSeconds));
        return rest > interval ? rest : interval - Every;
    }

    /// <summary>One connection at once, whatever its interval; null when all went well.</summary>
    public async Task<CrmError?> Walk(ConnectionInfo info, ConnectionStatus? last, DateTimeOffset now, CancellationToken ct)
    {
        var connector = await connectors.Of(info.Id, info.Revision, ct);
        foreach (var kind in RunBackfill.Order)
        {
            if (await Changes(info, connector, kind, ct) is { } error)
                return error;
        }
        var rest = connector.ChangesNameTheDeleted ? DeletionsEvery : connectors.RestOfBin(info.Id);
        if (now - (last?.DeletionsAt ?? DateTimeOffset.MinValue) >= rest)
        {
            var pages = 0;
            foreach (var kind in RunBackfill.Order)
            {
                var walked = await Deletions(info, connector, kind, ct);
                if (!walked.Ok)
                    return walked.Error;
                pages += walked.Value;
            }
            connectors.BinTook(info.Id, pages);
            await status.DeletionsRead(info.Id, ct);
        }
        if (info.State == CrmConnectionState.Live && await links.Run(info.Id, connector, LinkCalls(info, connector), ct) is { } unread)
            return unread;
        await reconciles.AskWhereDue(info, now, ct);
        if (now - (last?.CatalogueAt ?? DateTimeOffset.MinValue) >= CatalogueEvery)
        {
            if (await catalogue.Read(info.Id, connector, ct) is { } error)
                return error;
            await db.Write("delete from crm_push where at < $1", ct, (now - PushesKept).ToUniversalTime());
            await calls.Forget(now, ct);
        }
        return null;
    }

    private async Task<CrmError?> Changes(ConnectionInfo info, ICrmConnector connector, CrmObject kind, CancellationToken ct)
    {
        // Where our clock runs ahead, what happened since is looked for since as long before.
        var since = connectors.Earliest(info.Id, info.Since);
        while (true)
        {
            var began = connectors.Earliest(info.Id, clock.GetUtcNow());
            var page = await connector.Changes(kind, await At(info.Id, kind, CursorOf.Changes, ct), since, Held, ct);
            if (!page.Ok)
                return page.Error;
            if (await pull.Surround(info.Id, connector, kind, page.Value.Records, CrmLane.Poll, ct) is { } error)
                return error;
            var move = new CursorMove(CursorOf.Changes, page.Value.Cursor, !page.Value.More);
            // During the first load a change is no news: whether it is one cannot be told yet.
            var source = info.State == CrmConnectionState.Backfilling ? SyncSource.Backfill : SyncSource.Poll;
            await mirror.Apply(new MirrorPage(info.Id, kind, source, page.Value.Records) { Cursor = move, ReadAt = began }, ct);
            if (!page.Value.More)
                return null;
        }

        Task<IReadOnlySet<string>> Held(IReadOnlyList<CrmStamp> found, CancellationToken token) =>
            MirrorSql.Held(db, info.Id, kind, found, token);
    }

    // Where links come with the records they belong to, one call tells of thousands.
    private static int LinkCalls(ConnectionInfo info, ICrmConnector connector) =>
        connector.ChangesNameTheDeleted ? 1 : LaneRules.LinkCalls(TimeSpan.FromSeconds(info.PollSeconds));

    /// <returns>How many pages it was.</returns>
    private async Task<CrmResult<int>> Deletions(ConnectionInfo info, ICrmConnector connector, CrmObject kind, CancellationToken ct)
    {
        for (var pages = 1; ; pages++)
        {
            var gone = await connector.Deletions(kind, await At(info.Id, kind, CursorOf.Deletions, ct), info.Since, ct);
            if (!gone.Ok)
                return gone.Error;
            // The CRM no longer knows all that left: only its whole list can tell.
            if (gone.Value.Incomplete)
                await reconciles.Ask(info.Id, kind, whole: false, ct);
            var move = new CursorMove(CursorOf.Deletions, gone.Value.Cursor, !gone.Value.More);
            await mirror.Apply(new MirrorPage(info.Id, kind, SyncSource.Poll, []) { Deletions = gone.Value.Items, Cursor = move }, ct);
            if (!gone.Value.More)
                return pages;
        }
    }

    private Task<string?> At(CrmConnectionId id, CrmObject kind, CursorOf walk, CancellationToken ct) =>
        db.Set<SyncCursor>()
            .Where(c => c.ConnectionId == id && c.Kind == kind && c.Walk == walk)
            .Select(c => c.Cursor)
            .SingleOrDefaultAsync(ct);
}
