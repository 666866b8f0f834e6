using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

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
            )),
        ];
    }

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
}
