using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>The stages mean something else from now on: the mirrored deals are read again under the mapping in force.</summary>
/// <param name="Number">Of the mapping that made it necessary; a newer one has a reading of its own, and this one then ends.</param>
/// <param name="After">The CRM's id of the last deal that was read; empty: none yet.</param>
[JobName("crm.read_deals_again")]
internal sealed record ReadDealsAgain(CrmConnectionId Connection, int Number, string After = "");

/// <summary>
/// Takes the deals out of the mirror, page by page, and gives them to whoever owns deals; the CRM is not asked. Each page is one commit
/// together with the job for the next. Read twice it changes nothing: only the present mapping counts.
/// </summary>
internal sealed class RunReadDealsAgain(EntenteDb db, IEnumerable<ICrmBinding> bindings, CrmConnectors connectors) : IJob<ReadDealsAgain>
{
    private const int Page = 200;

    public async Task<JobOutcome> Run(ReadDealsAgain payload, CancellationToken ct)
    {
        // The mirror's own lock: no page of records is applied under the mapping from before while this one is.
        await using var held = await db.Hold([$"crm:{payload.Connection}:{CrmObject.Deal}"], ct);
        var number = await db.Set<CrmConnection>()
            .Where(c => c.Id == payload.Connection)
            .Select(c => (int?)c.MappingNumber)
            .SingleOrDefaultAsync(ct);
        if (number != payload.Number)
            return JobOutcome.Done;
        var rows = await db.Set<MirroredRecord>()
            .AsNoTracking()
            .Where(r => r.ConnectionId == payload.Connection && r.Kind == CrmObject.Deal && r.CrmId.CompareTo(payload.After) > 0)
            .OrderBy(r => r.CrmId)
            .Take(Page)
            .ToListAsync(ct);
        // A deleted one has no stage that could mean anything.
        var deals = await BoundDeals.Of(
            db,
            payload.Connection,
            await connectors.Of(payload.Connection, ct),
            [.. rows.Where(r => !r.Deleted).Select(r => (Record(r), false))],
            initial: false,
            ct
        );
        foreach (var binding in bindings)
            await binding.Apply(deals, ct);
        if (rows.Count == Page)
            db.Enqueue(payload with { After = rows[^1].CrmId });
        await held.Save(ct);
        return JobOutcome.Done;
    }

    private static CrmRecord Record(MirroredRecord row) =>
        new(
            row.Kind,
            row.CrmId,
            Json.Read<Dictionary<string, string?>>(row.Fields),
            row.ModifiedAt,
            false,
            Json.Read<List<CrmLink>>(row.Links),
            []
        );
}
