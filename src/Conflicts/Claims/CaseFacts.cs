using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Claims;

/// <summary>What conflicts answer for the motions' exit criteria.</summary>
internal sealed class CaseFacts(EntenteDb db) : IMotionFacts
{
    public async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>> Of(
        IReadOnlyCollection<OpportunityCard> deals,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ids = deals.Select(d => (Guid?)d.Id.Value).ToArray();
        var claims = deals.SelectMany(d => d.Partners).Select(p => p.Registration).Where(r => r is not null).Distinct().ToArray();
        var open = await db.Set<CaseSide>()
            .Where(s => ids.Contains(s.Opportunity) || claims.Contains(s.Registration))
            .Join(
                db.Set<ConflictCase>().Where(c => c.Status != CaseStatus.Resolved),
                s => new { s.WorkspaceId, Id = s.CaseId },
                c => new { c.WorkspaceId, c.Id },
                (s, c) => new { s.Opportunity, s.Registration }
            )
            .ToListAsync(ct);
        var facts = new Dictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>();
        foreach (var deal in deals)
        {
            var of = new Dictionary<MotionFact, string>();
            if (!open.Exists(o => o.Opportunity == deal.Id.Value || deal.Partners.Any(p => p.Registration is { } r && o.Registration == r)))
                of[MotionFact.NoOpenConflict] = "None open";
            facts[deal.Id] = of;
        }
        return facts;
    }
}
