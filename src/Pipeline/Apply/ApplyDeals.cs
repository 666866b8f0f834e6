using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Apply;

/// <summary>Takes over what the CRM says about deals. Stages; whoever read the records saves, with the cursor, in one commit.</summary>
internal sealed class ApplyDeals(EntenteDb db, TimeProvider clock)
{
    /// <summary>Each record at most once per call wins by its stamp; safe to repeat, in any order.</summary>
    /// <returns>How many opportunities were added or changed.</returns>
    public async Task<int> Stage(ConnectionId connection, IReadOnlyList<DealRecord> records, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var newest = records.GroupBy(r => r.CrmId).Select(g => g.MaxBy(r => r.ModifiedAt)!).ToList();
        var absorbed = newest.SelectMany(r => (r.Absorbed ?? []).Select(id => (Gone: id, Into: r.CrmId, At: r.ModifiedAt))).ToList();
        var ids = newest.Select(r => r.CrmId).Concat(absorbed.Select(a => a.Gone)).Distinct().ToArray();
        var known = await db.Set<Opportunity>()
            .Where(o => o.ConnectionId == connection && ids.Contains(o.CrmId))
            .ToDictionaryAsync(o => o.CrmId, ct);

        var taken = 0;
        foreach (var record in newest)
        {
            if (known.TryGetValue(record.CrmId, out var opportunity))
                taken += opportunity.Apply(record, now) ? 1 : 0;
            else if (!record.Deleted)
            {
                known[record.CrmId] = Opportunity.FirstSeen(connection, record, now);
                db.Add(known[record.CrmId]);
                taken++;
            }
        }
        foreach (var (gone, into, at) in absorbed)
            if (known.TryGetValue(gone, out var merged) && known.TryGetValue(into, out var survivor) && merged.MergeInto(at, now))
                await MoveParts(merged, survivor, ct);
        return taken;
    }

    // Partners keep their part in a deal that somebody merged into another one.
    private async Task MoveParts(Opportunity from, Opportunity to, CancellationToken ct)
    {
        var parts = await db.Set<OpportunityPartner>().Where(p => p.OpportunityId == from.Id || p.OpportunityId == to.Id).ToListAsync(ct);
        var there = parts.Where(p => p.OpportunityId == to.Id).Select(p => p.PartnerId).ToHashSet();
        foreach (var part in parts.Where(p => p.OpportunityId == from.Id))
        {
            db.Remove(part);
            if (there.Add(part.PartnerId))
                db.Add(part.MovedTo(to.Id));
        }
    }
}
