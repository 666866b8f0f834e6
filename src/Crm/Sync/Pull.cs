using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;

namespace Entente.Crm.Sync;

/// <summary>Reads records by id into the mirror.</summary>
internal sealed class Pull(EntenteDb db, MirrorWriter mirror, CrmConnectors connectors)
{
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    /// <summary>Reads these records and applies them; those the CRM no longer knows become tombstones.</summary>
    public async Task<CrmError?> Records(
        CrmConnectionId connection,
        ICrmConnector connector,
        CrmObject kind,
        IReadOnlyList<(string CrmId, long Named)> named,
        SyncSource source,
        DateTimeOffset now,
        CancellationToken ct,
        CrmWriteId? readBackOf = null
    )
    {
        var lane = source switch
        {
            SyncSource.Write => CrmLane.Write,
            SyncSource.Replay => CrmLane.Interactive,
            SyncSource.Reconcile => CrmLane.Backfill,
            _ => CrmLane.Push,
        };
        foreach (var chunk in named.Chunk(CrmLimits.Ids))
        {
            var began = connectors.Earliest(connection, now);
            var fetched = await connector.ReadByIds(kind, [.. chunk.Select(n => n.CrmId)], lane, ct);
            if (!fetched.Ok)
                return fetched.Error;
            if (await Surround(connection, connector, kind, fetched.Value.Records, lane, ct) is { } error)
                return error;
            var page = new MirrorPage(connection, kind, source, fetched.Value.Records)
            {
                // When it left is not known. Not later than this: who brings it back a moment later must not seem to come before it.
                Deletions = [.. fetched.Value.Gone.Select(id => new CrmDeletion(id, began - Doubt))],
                Fetched = source == SyncSource.Push ? chunk : [],
                ReadAt = began,
                ReadBackOf = readBackOf,
            };
            await mirror.Apply(page, ct);
        }
        return null;
    }

    /// <summary>
    /// Before deals and contacts are applied: whom they are linked with is fetched when the mirror lacks them, so that a deal made
    /// together with its account finds it, in whatever order the CRM tells of them.
    /// </summary>
    public async Task<CrmError?> Surround(
        CrmConnectionId connection,
        ICrmConnector connector,
        CrmObject kind,
        IReadOnlyList<CrmRecord> records,
        CrmLane lane,
        CancellationToken ct
    )
    {
        if (kind != CrmObject.Deal)
            return null;
        var links = records.SelectMany(r => r.Links).ToList();
        foreach (var to in new[] { CrmObject.Account, CrmObject.Contact })
        {
            var wanted = links.Where(l => l.To == to).ToList();
            var known =
                to == CrmObject.Account
                    ? (await Surroundings.Accounts(db, connection, wanted, ct)).Keys.ToHashSet()
                    : (await Surroundings.Contacts(db, connection, wanted, ct)).Keys.ToHashSet();
            foreach (var missing in wanted.Select(l => l.Id).Where(id => !known.Contains(id)).Distinct().Chunk(CrmLimits.Ids))
            {
                var fetched = await connector.ReadByIds(to, missing, lane, ct);
                if (!fetched.Ok)
                    return fetched.Error;
                await mirror.Apply(new MirrorPage(connection, to, SyncSource.Push, fetched.Value.Records), ct);
            }
        }
        return null;
    }
}
