using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Push;

/// <summary>Fetches what pushes named.</summary>
[JobName("crm.fetch")]
internal sealed record FetchNamed(CrmConnectionId Connection);

/// <summary>
/// Takes what is on the list and reads it from the CRM. A record that is named again while it is being read stays on the list; a
/// second run at the same time does the same reading for nothing, and no harm.
/// </summary>
internal sealed class RunFetchNamed(EntenteDb db, CrmConnectors connectors, Pull pull, StatusBook status, TimeProvider clock)
    : IJob<FetchNamed>
{
    public async Task<JobOutcome> Run(FetchNamed payload, CancellationToken ct)
    {
        if (await connectors.Info(payload.Connection, ct) is not { } info)
            return JobOutcome.Done;
        // While it does not run the list keeps; the walk of the cursor would bring the same when it runs again.
        if (!info.Runs)
            return JobOutcome.Done;

        var connector = await connectors.Of(info.Id, ct);
        foreach (var kind in RunBackfill.Order)
        {
            // Round and round by id, until a whole round finds nobody: so each has its turn, and no list is sorted for a hundred of it.
            for (var last = ""; ; )
            {
                var named = await db.Set<FetchRow>()
                    .AsNoTracking()
                    .Where(f => f.ConnectionId == info.Id && f.Kind == kind && string.Compare(f.CrmId, last) > 0)
                    .OrderBy(f => f.CrmId)
                    .Take(CrmLimits.Ids)
                    .ToListAsync(ct);
                if (named.Count == 0 && last.Length == 0)
                    break;
                last = named.Count == 0 ? "" : named[^1].CrmId;
                if (named.Count == 0)
                    continue;
                var error = await pull.Records(
                    info.Id,
                    connector,
                    kind,
                    [.. named.Select(n => (n.CrmId, n.Named))],
                    SyncSource.Push,
                    clock.GetUtcNow(),
                    ct
                );
                if (error is not null)
                {
                    await status.Failed(info.Id, error, ct);
                    return JobOutcome.At(clock.GetUtcNow() + (error.RetryAfter ?? TimeSpan.FromSeconds(error.MayPass ? 2 : 60)));
                }
            }
        }
        return JobOutcome.Done;
    }
}
