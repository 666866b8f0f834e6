using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Plans;
using Entente.Programs.Rules;

namespace Entente.Programs.WhatIf;

/// <param name="Earned">What the numbers of that quarter's end would have earned.</param>
internal sealed record ReplayedReview(Quarter Quarter, PartnerTier Earned, PartnerTier Tier, bool Grace);

/// <param name="Numbers">At the last review, against the tier above the one it would have; its own where it would have fallen.</param>
internal sealed record ReplayedPartner(
    PartnerId Partner,
    string Name,
    PartnerTier Was,
    PartnerTier Now,
    PartnerTier Would,
    IReadOnlyList<ReplayedReview> Reviews,
    IReadOnlyList<string> Numbers
)
{
    /// <summary>Above zero: it would stand higher than it does.</summary>
    public int Moves => Would.CompareTo(Now);
}

/// <param name="AsNow">Criteria of which only the present is known: the past is judged by it.</param>
internal sealed record ReplayReport(IReadOnlyList<ReplayedPartner> Partners, IReadOnlyList<Quarter> Quarters, IReadOnlyList<string> AsNow);

/// <summary>
/// Holds the last four reviews once more by a draft, from the tier that each partner had before the first of them. Everything is taken as decided
/// at once: what is proposed counts as approved; holds and exceptions are left out.
/// </summary>
internal sealed class ReplayPlan(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    ScoreBook book,
    Measures measures,
    Workspaces workspaces,
    TimeProvider clock
)
{
    private const int Looked = 4;

    public async Task<ReplayReport?> Run(TierPlan plan, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System && !actor.May(Permissions.ManageTiers))
            return null;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var today = workspace.DayOf(clock.GetUtcNow());
        var quarters = Quarters(today);
        var all = (await partners.All(entering: true, ct)).Where(p => p.Type == plan.Type).ToList();
        var records = await book.Read(all, [plan], today, workspace.Zone, ct, back: Looked);
        var placements = (await partners.Placements(null, ct)).ToLookup(p => p.Partner);
        var waived = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var replayed = all.ConvertAll(p =>
        {
            // The oldest placement after the first review's day says what the tier was before it.
            var was = placements[p.Id].Where(c => workspace.DayOf(c.At) > quarters[0].First).MinBy(c => c.At)?.From ?? p.Tier;
            var scored = quarters.Select(q => (q, book.Score(plan, records[p.Id], q.Last, waived))).ToList();
            var reviews = Replay.Of(plan, was, [.. scored.Select(s => (s.q, s.Item2))]);
            var would = reviews[^1].Tier;
            var against = would < p.Tier ? p.Tier : TierPlan.Above(would) ?? would;
            return new ReplayedPartner(
                p.Id,
                p.Name,
                was,
                p.Tier,
                would,
                reviews,
                TierWords.Numbers(scored[^1].Item2, would > p.Tier ? would : against)
            );
        });
        var standing = measures.Standing;
        return new(
            [.. replayed.OrderBy(p => p.Moves == 0).ThenByDescending(p => p.Moves).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase)],
            quarters,
            [.. plan.Criteria.Where(c => c.Kind is CriterionKind.CrmField || standing.Contains(c.Fact)).Select(c => c.Words)]
        );
    }

    private static List<Quarter> Quarters(DateOnly today)
    {
        var quarters = new List<Quarter>();
        for (var q = Quarter.Of(today).Previous; quarters.Count < Looked; q = q.Previous)
            quarters.Insert(0, q);
        return quarters;
    }
}

/// <summary>Reviews held one after the other. Pure.</summary>
internal static class Replay
{
    public static IReadOnlyList<ReplayedReview> Of(TierPlan plan, PartnerTier from, IReadOnlyList<(Quarter Quarter, Scored Scored)> ends)
    {
        var (tier, reviews) = (from, new List<ReplayedReview>());
        Quarter? grace = null;
        foreach (var (quarter, scored) in ends)
        {
            var placement = Placing.Decide(
                new(
                    tier,
                    scored.Earned,
                    scored.NearlyHolds(tier, plan.NearMiss),
                    quarter.Next.First,
                    quarter,
                    grace,
                    Held: false,
                    Refused: null,
                    Promotions.Automatic,
                    DateOnly.MinValue
                )
            );
            (tier, grace) = placement switch
            {
                Placement.Promote(var to) => (to, null),
                Placement.Demote(var to, _) => (to, null),
                Placement.Grace(var until) => (tier, until),
                Placement.Stay { GraceEnds: true } => (tier, null),
                _ => (tier, grace),
            };
            reviews.Add(new(quarter, scored.Earned, tier, grace is not null));
        }
        return reviews;
    }
}
