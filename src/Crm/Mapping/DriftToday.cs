using Entente.Access;
using Entente.Crm.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>A card of Today for those who manage the CRM: what changed there and concerns the mapping.</summary>
internal sealed class DriftToday(EntenteDb db, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageCrm))
            return null;
        var rows = await db.Set<DriftRow>().AsNoTracking().OrderByDescending(d => d.NoticedAt).ToListAsync(ct);
        if (rows.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/settings/crm";
        return new TodaySection(
            "crm-drift",
            "The CRM has changed",
            TodayPlace.Card,
            rows.Count,
            [
                .. rows.Take(Shown)
                    .Select(r => new TodayRow(Json.Read<Drift>(r.Drift).Sentence, $"{root}/map?connection={r.ConnectionId.Short()}")
                    {
                        Severity = Tone.Warn,
                        Badge = new TodayChip("Mapping", Tone.Warn),
                    }),
            ]
        )
        {
            AllHref = root,
            Sentence =
                $"{Format.Words(rows.Count)} {(rows.Count == 1 ? "change" : "changes")} in the CRM {(rows.Count == 1 ? "concerns" : "concern")} the mapping.",
        };
    }
}
