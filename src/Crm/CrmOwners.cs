using Entente.Access;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>
/// Who an owner of the CRM is among the staff: as the connection's mapping says, else by the owner's own address. Looked up when somebody
/// looks, so that a person who joins, leaves or is mapped otherwise is the right one at once.
/// </summary>
public sealed class CrmOwners(EntenteDb db, AccessApi access, PageMemo memo)
{
    /// <summary>Active staff by the CRM's id of the owner; owners who are nobody here are left out.</summary>
    public Task<IReadOnlyDictionary<(CrmConnectionId Connection, string Owner), PersonCard>> People(
        IReadOnlyCollection<(CrmConnectionId Connection, string Owner)> owners,
        CancellationToken ct
    ) => memo.Of<(CrmConnectionId Connection, string Owner), PersonCard>(owners, wanted => Find(wanted, ct));

    private async Task<IReadOnlyDictionary<(CrmConnectionId Connection, string Owner), PersonCard>> Find(
        (CrmConnectionId Connection, string Owner)[] owners,
        CancellationToken ct
    )
    {
        var found = new Dictionary<(CrmConnectionId, string), PersonCard>();
        var (connections, ids) = (owners.Select(o => o.Connection).Distinct().ToList(), owners.Select(o => o.Owner).Distinct().ToList());
        var rows = await (
            from o in db.Set<OwnerRow>().AsNoTracking()
            join c in db.Set<CrmConnection>() on new { o.WorkspaceId, o.ConnectionId } equals new { c.WorkspaceId, ConnectionId = c.Id }
            where connections.Contains(o.ConnectionId) && ids.Contains(o.CrmId)
            select new
            {
                o.ConnectionId,
                o.CrmId,
                o.Email,
                c.Mapping,
            }
        ).ToListAsync(ct);
        if (rows.Count == 0)
            return found;
        var mappings = rows.GroupBy(r => r.ConnectionId).ToDictionary(g => g.Key, g => Json.Read<CrmMapping>(g.First().Mapping));
        var staff = (await access.Staff(ct)).DistinctBy(m => m.Person.Email).ToDictionary(m => m.Person.Email, m => m.Person);
        foreach (var row in rows)
        {
            if (mappings[row.ConnectionId].PersonOf(row.CrmId, row.Email) is { } mail && staff.TryGetValue(mail, out var person))
                found[(row.ConnectionId, row.CrmId)] = person;
        }
        return found;
    }

    /// <summary>The CRM's ids of the owners that this person is, those in use; none when the CRM does not know them.</summary>
    public async Task<IReadOnlyList<string>> OwnersOf(CrmConnectionId connection, PersonId person, CancellationToken ct)
    {
        var active = await db.Set<OwnerRow>().Where(o => o.ConnectionId == connection && o.Active).Select(o => o.CrmId).ToListAsync(ct);
        var people = await People([.. active.Select(o => (connection, o))], ct);
        return [.. people.Where(p => p.Value.Id == person).Select(p => p.Key.Owner).Order(StringComparer.Ordinal)];
    }
}
