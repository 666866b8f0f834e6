using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Plans;

/// <summary>Keeps, discards and publishes the draft of a type's tier plan. A draft may be unfinished; a plan may not.</summary>
public sealed class ChangePlan(EntenteDb db, Actor actor, TimeProvider clock, PlanShelf shelf, Measures measures)
{
    /// <param name="seen">The draft's version on the page; null: there was none.</param>
    /// <param name="unread">What of the form could not be read, by field.</param>
    public async Task<Result> Keep(TierPlan plan, IReadOnlyDictionary<string, string> unread, int? seen, CancellationToken ct)
    {
        if (Refusals.MayNotPlan(actor) is { } forbidden)
            return forbidden;
        if (unread.Count > 0)
            return Refusals.Invalid(unread);
        await using var held = await db.Hold([Key(plan.Type)], ct);
        var draft = await db.Set<TierPlanDraft>().SingleOrDefaultAsync(d => d.Type == plan.Type, ct);
        if (draft?.Version != seen)
            return Refusals.DraftChanged;
        if (draft is null)
            db.Add(TierPlanDraft.Begin(await Newest(plan.Type, ct), plan, actor.Person, clock.GetUtcNow()));
        else
            draft.Change(plan, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Discard(PartnerType type, int seen, CancellationToken ct)
    {
        if (Refusals.MayNotPlan(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(type)], ct);
        if (await db.Set<TierPlanDraft>().SingleOrDefaultAsync(d => d.Type == type, ct) is not { } draft || draft.Version != seen)
            return Refusals.DraftChanged;
        db.Remove(draft);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Publishes the draft as the next version. It counts at once for rising; nobody falls by it before a quarter that began under it ends.</summary>
    public async Task<Result<int>> Publish(PartnerType type, int seen, string? note, CancellationToken ct)
    {
        if (Refusals.MayNotPlan(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(type)], ct);
        if (await db.Set<TierPlanDraft>().SingleOrDefaultAsync(d => d.Type == type, ct) is not { } draft || draft.Version != seen)
            return Refusals.DraftChanged;
        if (await Newest(type, ct) is var newest && newest != draft.BasedOn)
            return Refusals.PlanStale(newest);
        var plan = draft.Read();
        var wrong = await measures.Wrong(plan, ct);
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var words = TypedText.Line(note);
        if (words.Length > 200)
            return Problem.Invalid("tier.note", "note", "Keep the note within 200 characters.");
        db.Remove(draft);
        db.Add(TierPlanVersion.Publish(newest + 1, plan, words, actor.Person, clock.GetUtcNow()));
        await db.EnqueueOnce(new MeasurePartners(type), type.ToString(), ct);
        await held.Save(ct);
        shelf.Forget();
        return newest + 1;
    }

    private static string Key(PartnerType type) => $"tier-plan:{type}";

    private async Task<int> Newest(PartnerType type, CancellationToken ct) =>
        await db.Set<TierPlanVersion>().Where(v => v.Type == type).MaxAsync(v => (int?)v.Number, ct) ?? 0;
}
