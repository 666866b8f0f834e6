using Entente.Crm.Listed;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>The CRM's own fields: which there are, and what a mirrored record holds in those that partners may see.</summary>
public sealed partial class CrmApi
{
    /// <summary>Every field of accounts and deals that the connected CRMs have; the same list while nothing changed.</summary>
    public ValueTask<IReadOnlyList<CrmNativeField>> NativeFields(CancellationToken ct) => native.Get(db, ct);

    /// <summary>
    /// What a record holds in the CRM's own fields, by their names, canonical; only in those that are listed for partners: others are not read.
    /// Not for outsiders as it is: project it through the safelist.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> OwnFields(
        CrmObject kind,
        CrmConnectionId connection,
        string crmId,
        CancellationToken ct
    )
    {
        var json = await db.Set<MirroredRecord>()
            .Where(r => r.ConnectionId == connection && r.Kind == kind && r.CrmId == crmId && !r.Deleted)
            .Select(r => r.Fields)
            .SingleOrDefaultAsync(ct);
        return json is null
            ? new Dictionary<string, string>()
            : Json.Read<Dictionary<string, string?>>(json)
                .Where(f => f.Value is { Length: > 0 } && CrmFields.RawName(f.Key) is not null)
                .ToDictionary(f => CrmFields.RawName(f.Key)!, f => f.Value!, StringComparer.Ordinal);
    }
}
