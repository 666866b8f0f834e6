using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Claims;

/// <summary>Before a partner ends: the conflicts it is a party of that are not settled, and those with an appeal that waits.</summary>
internal sealed class LeavingCases(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        var seen = Open(db.Set<ConflictCase>().AsNoTracking(), partner);
        var reads = actor.May(Permissions.ReadRegistrations);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var named = reads
            ? await seen.OrderBy(c => c.OpenedAt)
                .ThenBy(c => c.Number)
                .Select(c => new
                {
                    c.Number,
                    c.Company,
                    c.Status,
                })
                .ToListAsync(ct)
            : [];
        // Somebody with a data scope is told of a case with a partner beyond it that there is one more, and nothing else: the decision hangs on the number.
        var all = await Open(db.Set<ConflictCase>().IgnoreQueryFilters(Fences.OfLooker), partner).CountAsync(ct);
        return new(
            40,
            "conflict",
            "conflicts",
            all,
            [
                .. named
                    .Take(LeavingLine.MostItems)
                    .Select(c => new LeavingItem(
                        $"{c.Number} · {c.Company}",
                        $"/w/{slug}/conflicts/{c.Number}",
                        c.Status is CaseStatus.Resolved ? "An appeal waits" : c.Status.Words()
                    )),
            ],
            "They stay open until somebody settles them.",
            named.Count > LeavingLine.MostItems ? $"/w/{slug}/conflicts?view=open" : null
        );
    }

    private static IQueryable<ConflictCase> Open(IQueryable<ConflictCase> cases, PartnerId partner) =>
        cases
            .Where(c => c.Status != CaseStatus.Resolved || c.Appeals.Any(a => a.Upheld == null))
            .Where(c => c.Sides.Any(s => s.PartnerId == partner));
}
