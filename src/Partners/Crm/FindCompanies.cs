using Entente.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>
/// A partner's company came into the mirror after the partner: it is taken without asking where it is the only one with its domain. Never over what
/// a person said.
/// </summary>
internal sealed class FindCompanies(EntenteDb db, CrmApi crm, PartnerCompanies companies, PartnersApi partners)
    : IHandle<CrmAccountChanged>,
        IHandle<CrmMirrorComplete>,
        IScheduled
{
    public async Task Handle(CrmAccountChanged what, Telling telling, CancellationToken ct)
    {
        if (what.Deleted || what.ByEntente || (await crm.Accounts([what.Account], ct)).SingleOrDefault() is not { Domain: { } domain })
            return;
        if (!await db.Set<PartnerDomain>().AnyAsync(d => d.Domain == domain, ct))
            return;
        await db.Lock([PartnerCompanies.Lock], ct);
        await Find(domain, ct);
    }

    public async Task Handle(CrmMirrorComplete what, Telling telling, CancellationToken ct)
    {
        await db.Lock([PartnerCompanies.Lock], ct);
        await Find(null, ct);
    }

    /// <summary>Each day: partners that were here before anybody looked.</summary>
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold([PartnerCompanies.Lock], ct);
        await Find(null, ct);
        await held.Save(ct);
    }

    private async Task Find(string? domain, CancellationToken ct)
    {
        var open = await (
            from p in db.Set<Partner>()
            join d in db.Set<PartnerDomain>() on new { p.WorkspaceId, p.PartnerId } equals new { d.WorkspaceId, d.PartnerId }
            where p.Account == null && p.ContestedCompany == null && !p.CompanySettled && p.Status != PartnerStatus.Ended
            where domain == null || db.Set<PartnerDomain>().Any(o => o.PartnerId == p.PartnerId && o.Domain == domain)
            select new { Partner = p, d.Domain }
        ).ToListAsync(ct);
        if (open.Count == 0)
            return;
        var found = (await companies.With([.. open.Select(o => o.Domain).Distinct()], ct)).ToLookup(a => a.Domain);
        var taken = (await db.Set<Partner>().Where(p => p.Account != null).Select(p => p.Account!.Value).ToListAsync(ct)).ToHashSet();
        var alone = open.GroupBy(o => o.Partner)
            .Select(p => (Partner: p.Key, Accounts: p.SelectMany(d => found[d.Domain]).ToList()))
            .Where(p => p.Accounts.Count == 1 && taken.Add(p.Accounts[0].Id))
            .ToList();
        var cards = await partners.Cards([.. alone.Select(a => a.Partner.Id)], ct);
        foreach (var (partner, accounts) in alone)
        {
            partner.TakeCompany(accounts[0].Id);
            await partners.Described(partner, cards[partner.Id].Tier, ct);
        }
    }
}
