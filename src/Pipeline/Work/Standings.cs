using Entente.Pipeline.Model;
using Entente.Pipeline.Playbooks;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Work;

/// <summary>A deal's standing with what people here wrote about it.</summary>
/// <param name="Note">The stage note; null: there is none.</param>
public sealed record DealStanding(Standing Standing, string? Note, DateTimeOffset? NoteAt, Platform.Values.PersonId? NoteBy);

/// <summary>Where deals stand in their motions, many at a time: one question to each room that knows something of them.</summary>
public sealed class Standings(EntenteDb db, PlaybookShelf shelf, IEnumerable<IMotionFacts> rooms, Workspaces workspaces, TimeProvider clock)
{
    /// <summary>Those of the deals that have a motion and are not lost.</summary>
    public async Task<IReadOnlyDictionary<OpportunityId, DealStanding>> Of(IReadOnlyCollection<OpportunityCard> deals, CancellationToken ct)
    {
        var playbooks = await shelf.All(ct);
        var moving = deals.Where(d => d.Motion is { } m && playbooks.ContainsKey(m)).ToList();
        if (moving.Count == 0)
            return new Dictionary<OpportunityId, DealStanding>();
        var now = clock.GetUtcNow();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var ids = moving.Select(d => d.Id).ToArray();
        var work = await db.Set<DealWork>()
            .AsNoTracking()
            .Where(w => ids.Contains(w.OpportunityId))
            .ToDictionaryAsync(w => w.OpportunityId, ct);
        var evidence = (
            await db.Set<CriterionEvidence>()
                .AsNoTracking()
                .Where(e => ids.Contains(e.OpportunityId) && e.TakenBackAt == null)
                .Select(e => new
                {
                    e.OpportunityId,
                    e.Criterion,
                    e.Words,
                })
                .ToListAsync(ct)
        ).ToLookup(e => e.OpportunityId);
        var known = new List<IReadOnlyDictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>>();
        foreach (var room in rooms)
            known.Add(await room.Of(moving, now, ct));

        var standings = new Dictionary<OpportunityId, DealStanding>();
        foreach (var deal in moving)
        {
            var here = work.GetValueOrDefault(deal.Id);
            var facts = DealOwnFacts.Of(deal, here?.NoteAt, today, now).ToDictionary();
            foreach (var (fact, because) in known.SelectMany(k => k.GetValueOrDefault(deal.Id) ?? Nothing))
                facts.TryAdd(fact, because);
            if (
                Standing.Of(
                    playbooks[deal.Motion!].Playbook,
                    deal.Stage.Means,
                    deal.State,
                    here?.ByHand ?? 0,
                    facts,
                    evidence[deal.Id].ToDictionary(e => e.Criterion, e => e.Words, StringComparer.Ordinal)
                ) is
                { } standing
            )
                standings[deal.Id] = new(standing, here?.Note, here?.NoteAt, here?.NoteBy);
        }
        return standings;
    }

    /// <summary>Null when it has no motion, or is lost.</summary>
    public async Task<DealStanding?> Of(OpportunityCard deal, CancellationToken ct) => (await Of([deal], ct)).GetValueOrDefault(deal.Id);

    private static readonly Dictionary<MotionFact, string> Nothing = [];
}
