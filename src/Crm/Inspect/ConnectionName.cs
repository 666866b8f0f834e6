using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>How a connection is called where several may be meant.</summary>
public sealed record ConnectionName(CrmConnectionId Id, CrmKind Kind, string Name, CrmConnectionState State);

internal static class ConnectionNames
{
    /// <summary>All of the workspace's, the oldest first.</summary>
    public static async Task<IReadOnlyList<ConnectionName>> Of(EntenteDb db, CancellationToken ct) =>
        [
            .. (
                await db.Set<CrmConnection>()
                    .OrderBy(c => c.Id)
                    .Select(c => new
                    {
                        c.Id,
                        c.Kind,
                        c.AccountName,
                        c.State,
                    })
                    .ToListAsync(ct)
            ).Select(c => new ConnectionName(c.Id, c.Kind, c.AccountName.Length > 0 ? c.AccountName : c.Kind.ToString(), c.State)),
        ];
}
