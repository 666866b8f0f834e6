using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>Turns a step into what the connector takes: our ids become the CRM's.</summary>
internal sealed class StepLinks(EntenteDb db)
{
    public async Task<CrmResult<CrmUpsert>> Resolve(WriteEntry entry, CrmWriteStep step, CancellationToken ct)
    {
        var resolved = new List<CrmLink>();
        foreach (var link in step.Links)
        {
            var id = link.CrmId ?? await IdOf(entry, link, ct);
            if (id is null)
                return new CrmError(
                    CrmErrorClass.Data,
                    "link_unknown",
                    $"The {link.To} this {step.Kind} belongs to has not been written to the CRM."
                );
            resolved.Add(new CrmLink(link.To, await Survivor(entry.ConnectionId, link.To, id, ct) ?? id, link.Role, link.Primary));
        }
        // Taken over from another key on an earlier write (a contact found by address): known by the CRM's id from then on.
        var existing = step.CrmId ?? await Known(entry.ConnectionId, step.Kind, step.EntenteId, ct);
        if (existing is not null)
            existing = await Survivor(entry.ConnectionId, step.Kind, existing, ct) ?? existing;
        return new CrmUpsert(step.Kind, step.EntenteId, existing, step.Fields, resolved);
    }

    /// <summary>The same records under every id they are known by, ours and the CRM's.</summary>
    public async Task<IReadOnlyList<string>> Known(CrmConnectionId connection, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var ids = keys.Select(k => k[(k.IndexOf(':', StringComparison.Ordinal) + 1)..]).Distinct().ToList();
        var same = await db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && (ids.Contains(i.EntenteId) || ids.Contains(i.CrmId)))
            .Select(i => new
            {
                i.Kind,
                i.EntenteId,
                i.CrmId,
            })
            .ToListAsync(ct);
        var all = keys.ToHashSet();
        foreach (var record in same.GroupBy(s => (s.Kind, s.CrmId)))
        {
            var names = record.Select(r => $"{r.Kind} e:{r.EntenteId}").Append($"{record.Key.Kind} c:{record.Key.CrmId}").ToList();
            if (names.Exists(all.Contains))
                all.UnionWith(names);
        }
        return [.. all];
    }

    /// <summary>
    /// Who a record is now that carried this id of ours until it was merged away: the survivor keeps one id of ours, and may have had one.
    /// </summary>
    public async Task<string?> MergedAway(CrmConnectionId connection, CrmObject kind, string ententeId, CancellationToken ct)
    {
        var survivors = await db.Read(
            """
            select a.crm_id from crm_alias a
              join crm_record r on r.connection_id = a.connection_id and r.kind = a.kind and r.crm_id = a.old_id
             where a.connection_id = $1 and a.kind = $2 and r.fields ->> $3 = $4 limit 1
            """,
            r => r.GetString(0),
            ct,
            connection.Value,
            kind.ToString(),
            EntenteFields.Id,
            ententeId
        );
        return survivors is [var id] ? id : null;
    }

    /// <summary>Who a merged record is now; null when nothing is known of a merge.</summary>
    public Task<string?> Survivor(CrmConnectionId connection, CrmObject kind, string id, CancellationToken ct) =>
        db.Set<AliasRow>()
            .Where(a => a.ConnectionId == connection && a.Kind == kind && a.OldId == id)
            .Select(a => (string?)a.CrmId)
            .SingleOrDefaultAsync(ct);

    private async Task<string?> IdOf(WriteEntry entry, CrmStepLink link, CancellationToken ct)
    {
        if (link.EntenteId is not { } ours)
            return null;
        return entry.ReadResults().TryGetValue(ours, out var id) ? id : await Known(entry.ConnectionId, link.To, ours, ct);
    }

    private Task<string?> Known(CrmConnectionId connection, CrmObject kind, string ours, CancellationToken ct) =>
        db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && i.Kind == kind && i.EntenteId == ours)
            .Select(i => (string?)i.CrmId)
            .SingleOrDefaultAsync(ct);
}
