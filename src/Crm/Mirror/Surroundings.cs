using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mirror;

/// <summary>Who the records a deal is linked with are in the mirror, merged ids followed.</summary>
internal static class Surroundings
{
    public static async Task<Dictionary<string, AccountId>> Accounts(
        EntenteDb db,
        CrmConnectionId connection,
        IEnumerable<CrmLink> links,
        CancellationToken ct
    )
    {
        var (ids, alias) = await Present(db, connection, CrmObject.Account, links, ct);
        var rows = await db.Set<AccountRow>()
            .Where(a => a.ConnectionId == connection && ids.Contains(a.CrmId))
            .Select(a => new { a.CrmId, a.Id })
            .ToListAsync(ct);
        return ByAnyId(rows.ToDictionary(r => r.CrmId, r => r.Id), alias);
    }

    public static async Task<Dictionary<string, ContactId>> Contacts(
        EntenteDb db,
        CrmConnectionId connection,
        IEnumerable<CrmLink> links,
        CancellationToken ct
    )
    {
        var (ids, alias) = await Present(db, connection, CrmObject.Contact, links, ct);
        var rows = await db.Set<ContactRow>()
            .Where(c => c.ConnectionId == connection && ids.Contains(c.CrmId))
            .Select(c => new { c.CrmId, c.Id })
            .ToListAsync(ct);
        return ByAnyId(rows.ToDictionary(r => r.CrmId, r => r.Id), alias);
    }

    private static async Task<(List<string> Ids, Dictionary<string, string> Alias)> Present(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IEnumerable<CrmLink> links,
        CancellationToken ct
    )
    {
        var ids = links.Where(l => l.To == kind).Select(l => l.Id).Distinct().ToList();
        var alias = await db.Set<AliasRow>()
            .Where(a => a.ConnectionId == connection && a.Kind == kind && ids.Contains(a.OldId))
            .ToDictionaryAsync(a => a.OldId, a => a.CrmId, ct);
        return ([.. ids.Concat(alias.Values).Distinct()], alias);
    }

    private static Dictionary<string, T> ByAnyId<T>(Dictionary<string, T> present, Dictionary<string, string> alias)
    {
        foreach (var (old, survivor) in alias)
        {
            if (present.TryGetValue(survivor, out var id))
                present[old] = id;
        }
        return present;
    }
}
