using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>The leads that the CRM holds: companies and people whom the vendor's own people work on, before there is a deal.</summary>
public sealed partial class CrmLeads
{
    private const int Most = 20;
    private readonly EntenteDb db;
    private readonly CrmConnectors connectors;

    internal CrmLeads(EntenteDb db, CrmConnectors connectors) => (this.db, this.connectors) = (db, connectors);

    /// <summary>Open leads of a company: by its registrable domain, its core name, or because they are linked with one of its accounts or a person there.</summary>
    /// <param name="domain">A host, a web or a mail address.</param>
    /// <param name="accounts">Accounts that are this company.</param>
    /// <param name="sites">What the workspace changed about sites that prove nothing.</param>
    public async Task<IReadOnlyList<LeadCard>> OpenOn(
        string name,
        string? domain,
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct,
        SiteList? sites = null
    )
    {
        // Neither is ever kept as an empty text: what shows nothing finds nothing.
        var (key, host) = (CompanyName.Of(name).Key, Domain.OfCompany(domain, sites)?.Value ?? "");
        var own = db.Set<AccountRow>().Where(a => accounts.Contains(a.Id));
        var open = db.Set<LeadRow>().Where(l => l.Open && !l.Deleted);
        // Each branch by an index of its own, in one question.
        var found = open.Where(l => l.NameKey == key)
            .Union(open.Where(l => l.Domain == host))
            .Union(
                from l in open
                join a in own on new { l.ConnectionId, CrmId = l.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
                select l
            )
            .Union(
                from l in open
                join c in db.Set<ContactRow>()
                    on new { l.ConnectionId, CrmId = l.ContactCrmId } equals new { c.ConnectionId, CrmId = (string?)c.CrmId }
                join a in own on new { c.ConnectionId, CrmId = c.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
                select l
            );
        var rows = await (
            from l in found.AsNoTracking()
            join o in db.Set<OwnerRow>()
                on new { l.ConnectionId, CrmId = l.OwnerId } equals new { o.ConnectionId, CrmId = (string?)o.CrmId }
                into owners
            from owner in owners.DefaultIfEmpty()
            orderby l.CreatedAt, l.CrmId
            select new { Lead = l, Owner = owner == null ? null : owner.Name }
        )
            .Take(Most)
            .ToListAsync(ct);
        var cards = new List<LeadCard>();
        foreach (var row in rows)
        {
            var url = (await connectors.Of(row.Lead.ConnectionId, ct)).UrlOf(CrmObject.Lead, row.Lead.CrmId);
            cards.Add(
                new(
                    row.Lead.ConnectionId,
                    row.Lead.CrmId,
                    row.Lead.Name,
                    row.Lead.Status,
                    row.Lead.OwnerId,
                    row.Owner,
                    row.Lead.CreatedAt,
                    url
                )
            );
        }
        return cards;
    }
}
