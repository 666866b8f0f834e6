using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

public sealed partial class CrmApi
{
    /// <summary>
    /// What stands in the CRM's own fields of these companies, by the CRM's names, canonical; only in those that are mirrored. A company without any is
    /// missing. Not for outsiders as it is.
    /// </summary>
    public async Task<IReadOnlyDictionary<AccountId, IReadOnlyDictionary<string, string>>> WordsOf(
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct
    )
    {
        var wanted = accounts.Distinct().ToArray();
        if (wanted.Length == 0)
            return new Dictionary<AccountId, IReadOnlyDictionary<string, string>>();
        var rows = await (
            from a in db.Set<AccountRow>().Where(a => wanted.Contains(a.Id) && !a.Deleted)
            join r in db.Set<MirroredRecord>().Where(r => r.Kind == CrmObject.Account)
                on new { a.ConnectionId, a.CrmId } equals new { r.ConnectionId, r.CrmId }
            select new { a.Id, r.Fields }
        ).ToListAsync(ct);
        return rows.DistinctBy(r => r.Id)
            .ToDictionary(
                r => r.Id,
                r =>
                    (IReadOnlyDictionary<string, string>)
                        Json.Read<Dictionary<string, string?>>(r.Fields)
                            .Where(f => f.Value is { Length: > 0 } && CrmFields.RawName(f.Key) is not null)
                            .ToDictionary(f => CrmFields.RawName(f.Key)!, f => f.Value!, StringComparer.OrdinalIgnoreCase)
            );
    }
}
