using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>Before a partner ends: its complaints that nobody has answered.</summary>
internal sealed class LeavingComplaints(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        var open = await db.Set<Complaint>()
            .AsNoTracking()
            .Where(c => c.PartnerId == partner && c.Upheld == null)
            .OrderBy(c => c.DueAt)
            .ThenBy(c => c.Number)
            .ToListAsync(ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/conflicts/complaints";
        return new(
            41,
            "complaint",
            "complaints",
            open.Count,
            actor.May(Permissions.DecideRegistrations)
                ?
                [
                    .. open.Take(LeavingLine.MostItems)
                        .Select(c => new LeavingItem($"{c.Number} · {c.Reason.Words()}", $"{root}/{c.Number}", "Waits")),
                ]
                : [],
            "They stay, and somebody answers them.",
            open.Count > LeavingLine.MostItems ? root : null
        );
    }
}
