using Entente.Plans.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Work;

/// <summary>One plan with all its parts, locked until it is saved: whoever comes second sees what the first did.</summary>
internal sealed class PlanDesk : IAsyncDisposable
{
    private readonly Held held;

    private PlanDesk(Held held, ActionPlan plan) => (this.held, Plan) = (held, plan);

    public ActionPlan Plan { get; }

    /// <summary>Who changes a plan holds this.</summary>
    public static string Key(ActionPlanId id) => $"action-plan:{id.Value}";

    /// <summary>Null for a plan that whoever acts does not see.</summary>
    public static async Task<PlanDesk?> Take(EntenteDb db, string number, CancellationToken ct)
    {
        var ids = await db.Set<ActionPlan>().Where(p => p.Number == number).Select(p => p.Id).ToListAsync(ct);
        return ids.Count == 0 ? null : await Take(db, ids[0], ct);
    }

    /// <summary>For jobs, and for whoever was asked before whether they see it.</summary>
    public static async Task<PlanDesk> Take(EntenteDb db, ActionPlanId id, CancellationToken ct)
    {
        var taken = await db.Hold([Key(id)], ct);
        try
        {
            return new(
                taken,
                await db.Set<ActionPlan>()
                    .IgnoreQueryFilters(Fences.OfLooker)
                    .Include(p => p.Items)
                    .Include(p => p.Risks)
                    .Include(p => p.Targets)
                    .AsSplitQuery()
                    .SingleAsync(p => p.Id == id, ct)
            );
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    public Task Save(CancellationToken ct) => held.Save(ct);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
