using System.Linq.Expressions;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>Reads partners as the cards that others see.</summary>
internal static class PartnerCards
{
    public static async Task<List<PartnerCard>> Load(EntenteDb db, Expression<Func<Partner, bool>> which, CancellationToken ct)
    {
        // One question: a partner has a handful of programs and domains, and nearly every act asks for some partner's card.
        var found = await db.Set<Partner>()
            .AsNoTracking()
            .Where(which)
            .Select(partner => new
            {
                Partner = partner,
                Programs = (
                    from e in db.Set<Enrollment>()
                    join p in db.Set<Program>() on new { e.WorkspaceId, Id = e.ProgramId } equals new { p.WorkspaceId, p.Id }
                    where e.PartnerId == partner.PartnerId
                    orderby p.Name
                    select new
                    {
                        e.Tier,
                        p.Name,
                        p.IsDefault,
                    }
                ).ToList(),
                Domains = db.Set<PartnerDomain>()
                    .Where(d => d.PartnerId == partner.PartnerId)
                    .OrderBy(d => d.Domain)
                    .Select(d => d.Domain)
                    .ToList(),
            })
            .AsSingleQuery()
            .ToListAsync(ct);
        return
        [
            .. found.Select(f => new PartnerCard(
                f.Partner.Id,
                f.Partner.Name,
                f.Partner.Type,
                f.Programs.Find(e => e.IsDefault)?.Tier ?? default,
                f.Partner.Region,
                f.Partner.Status,
                f.Partner.Manager,
                f.Domains,
                f.Partner.Account,
                f.Partner.Since
            )
            {
                Programs = [.. f.Programs.Select(e => e.Name)],
                OnboardedOn = f.Partner.OnboardedOn,
            }),
        ];
    }
}
