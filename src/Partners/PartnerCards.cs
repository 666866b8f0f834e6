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
        var partners = await db.Set<Partner>().AsNoTracking().Where(which).ToListAsync(ct);
        var ids = partners.Select(p => p.PartnerId).ToArray();
        var programs = await (
            from e in db.Set<Enrollment>()
            join p in db.Set<Program>() on new { e.WorkspaceId, Id = e.ProgramId } equals new { p.WorkspaceId, p.Id }
            where ids.Contains(e.PartnerId)
            orderby p.Name
            select new
            {
                e.PartnerId,
                e.Tier,
                p.Name,
                p.IsDefault,
            }
        ).ToListAsync(ct);
        var tiers = programs.Where(e => e.IsDefault).ToDictionary(e => e.PartnerId, e => e.Tier);
        var names = programs.ToLookup(e => e.PartnerId, e => e.Name);
        var domains = (
            await db.Set<PartnerDomain>()
                .Where(d => ids.Contains(d.PartnerId))
                .OrderBy(d => d.Domain)
                .Select(d => new { d.PartnerId, d.Domain })
                .ToListAsync(ct)
        ).ToLookup(d => d.PartnerId, d => d.Domain);
        return
        [
            .. partners.Select(p => new PartnerCard(
                p.Id,
                p.Name,
                p.Type,
                tiers.GetValueOrDefault(p.Id),
                p.Region,
                p.Status,
                p.Manager,
                [.. domains[p.Id]],
                p.Account,
                p.Since
            )
            {
                Programs = [.. names[p.Id]],
            }),
        ];
    }
}
