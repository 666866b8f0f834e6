using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;

namespace Entente.Crm.Mirror;

/// <summary>Who the records a deal is linked with are in the mirror, merged ids followed.</summary>
internal static class Surroundings
{
    public static Task<Dictionary<string, AccountId>> Accounts(
        EntenteDb db,
        CrmConnectionId connection,
        IEnumerable<CrmLink> links,
        CancellationToken ct
    ) => Present(db, "crm_account", connection, CrmObject.Account, links, id => new AccountId(id), ct);

    public static Task<Dictionary<string, ContactId>> Contacts(
        EntenteDb db,
        CrmConnectionId connection,
        IEnumerable<CrmLink> links,
        CancellationToken ct
    ) => Present(db, "crm_contact", connection, CrmObject.Contact, links, id => new ContactId(id), ct);

    /// <summary>By the ids that the links name: a merged one as its survivor, if that is mirrored.</summary>
    private static async Task<Dictionary<string, T>> Present<T>(
        EntenteDb db,
        string table,
        CrmConnectionId connection,
        CrmObject kind,
        IEnumerable<CrmLink> links,
        Func<Guid, T> made,
        CancellationToken ct
    )
    {
        var ids = links.Where(l => l.To == kind).Select(l => l.Id).Distinct().ToArray();
        if (ids.Length == 0)
            return [];
        var found = await db.Read(
            $"""
            select w.id, coalesce(survivor.id, own.id)
              from unnest($3::text[]) as w(id)
              left join {table} own on own.workspace_id = $4 and own.connection_id = $1 and own.crm_id = w.id
              left join crm_alias a on a.workspace_id = $4 and a.connection_id = $1 and a.kind = $2 and a.old_id = w.id
              left join {table} survivor on survivor.workspace_id = $4 and survivor.connection_id = $1 and survivor.crm_id = a.crm_id
             where coalesce(survivor.id, own.id) is not null
            """,
            r => (Named: r.GetString(0), Id: made(r.GetGuid(1))),
            ct,
            connection.Value,
            kind.ToString(),
            ids,
            db.Workspace.Value
        );
        return found.ToDictionary(f => f.Named, f => f.Id);
    }
}
