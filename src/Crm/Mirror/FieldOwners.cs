using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mirror;

/// <summary>Who owns which field: what an admin set, else the rule of the house.</summary>
internal sealed class FieldOwners(EntenteDb db)
{
    public async Task<Func<string, FieldOwner>> Of(CrmConnectionId connection, CrmObject kind, CancellationToken ct)
    {
        var set = await db.Set<FieldOwnerRow>()
            .AsNoTracking()
            .Where(f => f.ConnectionId == connection && f.Kind == kind)
            .ToDictionaryAsync(f => f.Field, f => f.Owner, ct);
        return field => set.TryGetValue(field, out var owner) ? owner : FieldRules.Default(kind, field);
    }
}
