using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Hold;

/// <summary>Before a partner ends: the leads that it holds.</summary>
internal sealed class LeavingLeads(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        var held = db.Set<Lead>().AsNoTracking().Where(l => l.PartnerId == partner && l.State == LeadState.Held);
        var reads = actor.May(Permissions.ReadLeads);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var named = reads
            ? await held.OrderBy(l => l.Since)
                .ThenBy(l => l.Number)
                .Take(LeavingLine.MostItems)
                .Select(l => new
                {
                    l.Number,
                    l.Company,
                    l.Progress,
                    l.Registration,
                })
                .ToListAsync(ct)
            : [];
        return new(
            20,
            "lead",
            "leads",
            await held.CountAsync(ct),
            [
                .. named.Select(l => new LeavingItem(
                    $"{l.Number} · {l.Company}",
                    $"/w/{slug}/leads/{l.Number}",
                    l.Registration is { } claim ? $"Became {claim}" : l.Progress.Words()
                )),
            ],
            "They stay with it: those without a word are pulled back in time, the others until somebody sends them on or closes them.",
            reads ? $"/w/{slug}/leads?state=held&partner={partner.Short()}" : null
        );
    }
}
