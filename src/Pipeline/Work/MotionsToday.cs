using Entente.Access;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Work;

/// <summary>On Today: open deals that the CRM moved on without what their stages ask for. Of the latest moved, so that it costs the same however many there are.</summary>
internal sealed class MotionsToday(
    EntenteDb db,
    PipelineApi pipeline,
    Standings standings,
    PartnersApi partners,
    Actor actor,
    Workspaces workspaces
) : ITodayItem
{
    private const int Looked = 100;
    private const int MostShown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.WorkPipeline))
            return null;
        var ids = await db.Set<Opportunity>()
            .Where(o => o.State == OpportunityState.Open && !o.Deleted)
            .Where(o => db.Set<OpportunityPartner>().Any(p => p.OpportunityId == o.Id && p.IsPrimary && p.Motion != ""))
            .OrderByDescending(o => o.StageSince)
            .ThenBy(o => o.Id)
            .Take(Looked)
            .Select(o => o.Id)
            .ToListAsync(ct);
        var deals = await pipeline.Cards(ids, ct);
        var marked = (await standings.Of([.. deals.Values], ct))
            .Where(s => s.Value.Standing.LeftBehind.Any(c => c.Blocks))
            .Select(s => (Deal: deals[s.Key], s.Value.Standing))
            .OrderByDescending(d => d.Deal.Stage.Since)
            .ToList();
        if (marked.Count == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var names = await partners.Cards([.. marked.Take(MostShown).Select(d => d.Deal.Partner!.Value)], ct);
        return new(
            "motions",
            "Moved on without",
            TodayPlace.Card,
            marked.Count,
            [
                .. marked
                    .Take(MostShown)
                    .Select(d => new TodayRow(
                        List.PipelineWords.Without(d.Deal.Partners[0].RegistrationNumber, d.Deal.Name),
                        $"/w/{slug}/pipeline/{d.Deal.Id}"
                    )
                    {
                        Sub = $"{names.GetValueOrDefault(d.Deal.Partner!.Value)?.Name ?? "A partner"} · {d.Standing.In.Name}",
                        Motion = Looks.MotionOf(d.Deal.Motion),
                        Badge = new(d.Standing.LeftBehind.First(c => c.Blocks).Of.Short, Tone.Warn),
                        Action = "Look",
                    }),
            ]
        )
        {
            AllHref = $"/w/{slug}/pipeline?view=board",
            What = "Deal",
            Foot = "The CRM moved them on before everything that their stages ask for was there.",
        };
    }
}
