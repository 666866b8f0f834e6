using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Entente.Crm.Index;

/// <summary>Projects rows of the mirror into what others may see.</summary>
internal sealed class AccountCards(EntenteDb db, CrmConnectors connectors)
{
    /// <summary>In the order of their ids.</summary>
    public async Task<IReadOnlyList<AccountCard>> Of(IQueryable<AccountRow> accounts, CancellationToken ct)
    {
        var rows = await (
            from a in accounts.AsNoTracking()
            join o in db.Set<OwnerRow>()
                on new { a.ConnectionId, CrmId = a.OwnerId } equals new { o.ConnectionId, CrmId = (string?)o.CrmId }
                into owners
            from owner in owners.DefaultIfEmpty()
            join c in db.Set<CrmConnection>() on a.ConnectionId equals c.Id
            orderby a.Id
            select new
            {
                Account = a,
                Owner = owner == null ? null : owner.Name,
                c.Revision,
            }
        ).ToListAsync(ct);
        return await Cards(rows.ConvertAll(r => (r.Account, (string?)r.Owner, r.Revision)), ct);
    }

    /// <summary>
    /// The living accounts with a domain, in the order of their ids. The first question about every claim, so it is asked by hand: LINQ
    /// costs more than the answer.
    /// </summary>
    public async Task<IReadOnlyList<AccountCard>> WithDomain(string domain, CancellationToken ct) =>
        await Cards(
            await db.Read(
                """
                select a.id, a.connection_id, a.crm_id, a.name, a.country, a.city, a.owner_id, a.is_customer, o.name, c.revision, a.phone
                  from crm_account a
                  join crm_connection c on c.workspace_id = a.workspace_id and c.id = a.connection_id
                  left join crm_owner o
                    on o.workspace_id = a.workspace_id and o.connection_id = a.connection_id and o.crm_id = a.owner_id
                 where a.workspace_id = $1 and a.domain = $2 and not a.deleted order by a.id
                """,
                r =>
                    (
                        Account: new AccountRow
                        {
                            Id = new(r.GetGuid(0)),
                            ConnectionId = new(r.GetGuid(1)),
                            CrmId = r.GetString(2),
                            Name = r.GetString(3),
                            Domain = domain,
                            Country = Text(r, 4),
                            City = Text(r, 5),
                            OwnerId = Text(r, 6),
                            IsCustomer = r.GetBoolean(7),
                            Phone = Text(r, 10),
                        },
                        Owner: Text(r, 8),
                        Revision: r.GetInt32(9)
                    ),
                ct,
                db.Workspace.Value,
                domain
            ),
            ct
        );

    public async Task<IReadOnlyList<ContactCard>> Contacts(IQueryable<ContactRow> contacts, CancellationToken ct)
    {
        var rows = await (
            from c in contacts.AsNoTracking()
            join a in db.Set<AccountRow>()
                on new { c.ConnectionId, CrmId = c.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
                into accounts
            from account in accounts.DefaultIfEmpty()
            orderby c.Id
            select new { Contact = c, Account = account == null ? (AccountId?)null : account.Id }
        ).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new ContactCard(
                r.Contact.Id,
                r.Contact.ConnectionId,
                r.Contact.CrmId,
                $"{r.Contact.FirstName} {r.Contact.LastName}".Trim(),
                r.Contact.Email,
                r.Contact.Title,
                r.Account
            )),
        ];
    }

    private async Task<IReadOnlyList<AccountCard>> Cards(List<(AccountRow Account, string? Owner, int Revision)> rows, CancellationToken ct)
    {
        var urls = new Dictionary<CrmConnectionId, ICrmConnector>();
        foreach (var (id, revision) in rows.Select(r => (r.Account.ConnectionId, r.Revision)).Distinct())
            urls[id] = await connectors.Of(id, revision, ct);
        return
        [
            .. rows.Select(r => new AccountCard(
                r.Account.Id,
                r.Account.ConnectionId,
                r.Account.CrmId,
                r.Account.Name,
                r.Account.Domain,
                r.Account.Country,
                r.Account.City,
                r.Account.OwnerId,
                r.Owner,
                r.Account.IsCustomer,
                r.Account.Deleted,
                urls[r.Account.ConnectionId].UrlOf(CrmObject.Account, r.Account.CrmId)
            )
            {
                Phone = r.Account.Phone,
            }),
        ];
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
