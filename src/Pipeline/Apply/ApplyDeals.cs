using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Apply;

/// <summary>Takes over what the CRM says about deals. Stages; whoever read the records saves, with the cursor, in one commit.</summary>
internal sealed class ApplyDeals(EntenteDb db, TimeProvider clock)
{
    /// <summary>Safe to repeat, in any order: of several records of one deal the newest stamp wins.</summary>
    /// <returns>How many opportunities were added or changed.</returns>
    public async Task<int> Stage(CrmConnectionId connection, IReadOnlyList<DealRecord> records, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var newest = records.GroupBy(r => r.CrmId).Select(g => g.MaxBy(r => r.ModifiedAt)!).ToList();
        var ids = newest.Select(r => r.CrmId).Concat(newest.Select(r => r.MergedInto).OfType<string>()).Distinct().ToArray();
        var known = await db.Set<Opportunity>()
            .Where(o => o.ConnectionId == connection && ids.Contains(o.CrmId))
            .ToDictionaryAsync(o => o.CrmId, ct);

        var taken = 0;
        // Survivors first: what was merged into them hands its partners over to them.
        foreach (var record in newest.OrderBy(r => r.MergedInto is not null))
        {
            if (!known.TryGetValue(record.CrmId, out var opportunity))
                taken += FirstSeen(connection, record, known, now) ? 1 : 0;
            else if (record.MergedInto is { } into && known.TryGetValue(into, out var survivor))
                taken += await Merge(opportunity, survivor, record.ModifiedAt, now, ct) ? 1 : 0;
            else
                taken += opportunity.Apply(record) ? 1 : 0;
        }
        return taken;
    }

    private bool FirstSeen(CrmConnectionId connection, DealRecord record, Dictionary<string, Opportunity> known, DateTimeOffset now)
    {
        // What was deleted before we ever saw it was never here.
        if (record.Deleted)
            return false;
        db.Add(known[record.CrmId] = Opportunity.FirstSeen(connection, record, now));
        return true;
    }

    // Partners keep their part in a deal that somebody merged into another one.
    private async Task<bool> Merge(Opportunity merged, Opportunity survivor, DateTimeOffset at, DateTimeOffset now, CancellationToken ct)
    {
        if (!merged.MergeAway(survivor.Id, at, now))
            return false;
        var parts = await db.Set<OpportunityPartner>()
            .Where(p => p.OpportunityId == merged.Id || p.OpportunityId == survivor.Id)
            .ToListAsync(ct);
        var there = parts.Where(p => p.OpportunityId == survivor.Id).Select(p => p.PartnerId).ToHashSet();
        foreach (var part in parts.Where(p => p.OpportunityId == merged.Id).OrderBy(p => p.LinkedAt))
        {
            db.Remove(part);
            if (there.Add(part.PartnerId))
                db.Add(part.MovedTo(survivor.Id, primary: there.Count == 1));
        }
        return true;
    }
}
