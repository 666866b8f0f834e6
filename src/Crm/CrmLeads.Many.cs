using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Matching;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>Whose open leads are asked for; see <see cref="CrmLeads.OpenOn"/>.</summary>
public sealed record LeadQuery(string Name, string? Domain, IReadOnlyCollection<AccountId> Accounts, SiteList? Sites = null);

// Of many companies at once: the same answers as one by one, in three questions.
public sealed partial class CrmLeads
{
    /// <summary>As <see cref="OpenOn"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<LeadCard>>> OpenOnMany(IReadOnlyList<LeadQuery> asked, CancellationToken ct)
    {
        var open = db.Set<LeadRow>().AsNoTracking().Where(l => l.Open && !l.Deleted);
        if (!await open.AnyAsync(ct))
            return [.. asked.Select(_ => (IReadOnlyList<LeadCard>)[])];
        List<(string Name, string Host)> keys =
        [
            .. asked.Select(a => (Name: CompanyName.Of(a.Name).Key, Host: Domain.OfCompany(a.Domain, a.Sites)?.Value ?? "")),
        ];
        var names = keys.Select(k => k.Name).Distinct().ToList();
        var hosts = keys.Select(k => k.Host).Distinct().ToList();
        var accounts = asked.SelectMany(a => a.Accounts).Distinct().ToList();
        var own = db.Set<AccountRow>().Where(a => accounts.Contains(a.Id));
        var named = await open.Where(l => names.Contains(l.NameKey!)).Union(open.Where(l => hosts.Contains(l.Domain!))).ToListAsync(ct);
        var linked = await (
            from l in open
            join a in own on new { l.ConnectionId, CrmId = l.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
            select new { Lead = l, a.Id }
        ).ToListAsync(ct);
        var through = await (
            from l in open
            join c in db.Set<ContactRow>()
                on new { l.ConnectionId, CrmId = l.ContactCrmId } equals new { c.ConnectionId, CrmId = (string?)c.CrmId }
            join a in own on new { c.ConnectionId, CrmId = c.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
            select new { Lead = l, a.Id }
        ).ToListAsync(ct);

        var byName = named.ToLookup(l => l.NameKey);
        var byHost = named.ToLookup(l => l.Domain);
        var byAccount = linked.Concat(through).ToLookup(l => l.Id, l => l.Lead);
        var owners = await OwnersOf([.. named, .. linked.Select(l => l.Lead), .. through.Select(l => l.Lead)], ct);
        var answers = new List<IReadOnlyList<LeadCard>>(asked.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            var found = byName[keys[i].Name]
                .Concat(byHost[keys[i].Host])
                .Concat(asked[i].Accounts.SelectMany(a => byAccount[a]))
                .DistinctBy(l => (l.ConnectionId, l.CrmId))
                .OrderBy(l => l.CreatedAt)
                .ThenBy(l => l.CrmId, StringComparer.Ordinal)
                .Take(Most);
            var cards = new List<LeadCard>();
            foreach (var lead in found)
                cards.Add(
                    new(
                        lead.ConnectionId,
                        lead.CrmId,
                        lead.Name,
                        lead.Status,
                        lead.OwnerId,
                        lead.OwnerId is { } owner ? owners.GetValueOrDefault((lead.ConnectionId, owner)) : null,
                        lead.CreatedAt,
                        (await connectors.Of(lead.ConnectionId, ct)).UrlOf(CrmObject.Lead, lead.CrmId)
                    )
                );
            answers.Add(cards);
        }
        return answers;
    }

    private async Task<Dictionary<(CrmConnectionId, string), string>> OwnersOf(IReadOnlyList<LeadRow> leads, CancellationToken ct)
    {
        var ids = leads.Select(l => l.OwnerId).OfType<string>().Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var rows = await db.Set<OwnerRow>().AsNoTracking().Where(o => ids.Contains(o.CrmId)).ToListAsync(ct);
        return rows.ToDictionary(o => (o.ConnectionId, o.CrmId), o => o.Name);
    }
}
