using Entente.Pipeline.Model;
using Entente.Pipeline.Playbooks;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Work;

/// <summary>Shows that exit criteria are met which nothing can look up: one or several of a deal, all or none.</summary>
public sealed class ShowEvidence(EntenteDb db, Actor actor, TimeProvider clock, PipelineApi pipeline, PlaybookShelf shelf)
{
    /// <param name="shown">What shows it, by the criterion's key.</param>
    /// <remarks>A fault names the criterion's key as its field.</remarks>
    public async Task<Result> Run(OpportunityId id, IReadOnlyDictionary<string, string> shown, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        if (shown.Count == 0)
            return Refusals.ShowSomething;
        var words = shown.ToDictionary(s => s.Key, s => TypedText.Line(s.Value), StringComparer.Ordinal);
        if (
            Faults.Of([.. words.Where(w => w.Value.Length is 0 or > Refusals.LongestWords).Select(w => Refusals.ShowIt(w.Key))]) is
            { } unfit
        )
            return unfit;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return Refusals.NotFound;
        if (deal.State is OpportunityState.Lost)
            return Refusals.Lost;
        if (deal.Motion is not { } motion || await shelf.Of(motion, ct) is not { Playbook: { } playbook })
            return Refusals.NoMotion;
        var standing = await db.Set<CriterionEvidence>()
            .Where(e => e.OpportunityId == id && e.TakenBackAt == null)
            .Select(e => e.Criterion)
            .ToListAsync(ct);
        foreach (var (key, text) in words)
        {
            if (playbook.Find(key) is not { } found)
                return Refusals.NoCriterion;
            if (found.Criterion.Fact is not null)
                return Refusals.LookedUp(key, found.Criterion.Words);
            if (standing.Contains(key))
                return Refusals.ShownAlready;
            db.Add(CriterionEvidence.Show(id, key, text, actor.Person, clock.GetUtcNow()));
        }
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>It was not so after all: the criterion is open again; what was shown stays on record.</summary>
    public async Task<Result> TakeBack(OpportunityId id, string criterion, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        var shown = await db.Set<CriterionEvidence>()
            .SingleOrDefaultAsync(e => e.OpportunityId == id && e.Criterion == criterion && e.TakenBackAt == null, ct);
        if (shown is null)
            return Refusals.NothingShown;
        shown.TakeBack(actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }
}
