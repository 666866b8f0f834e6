using System.Globalization;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Pipeline.Work;

/// <summary>Says where a deal stands and what comes next: the stage note (a note on the CRM's timeline), the next step (a field of the CRM).</summary>
public sealed class KeepDealUpToDate(EntenteDb db, Actor actor, TimeProvider clock, CrmApi crm, PipelineApi pipeline, Standings standings)
{
    private const int LongestNextStep = 255;

    public async Task<Result> WriteNote(OpportunityId id, string? note, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        if (TypedText.Line(note) is not { Length: > 0 and <= Refusals.LongestWords } words)
            return Refusals.NoNote;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return Refusals.NotFound;
        var now = clock.GetUtcNow();
        var stage = (await standings.Of(deal, ct))?.Standing.In.Name ?? deal.Stage.Label;
        (await DealDesk.Work(db, id, ct)).Write(words, actor.Person, now);
        var key = string.Create(CultureInfo.InvariantCulture, $"stage-{id.Value:N}-{now.ToUnixTimeMilliseconds()}");
        crm.Stage(deal.Connection, DealDesk.Note(deal, key, $"Stage note: {stage}", words, now));
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> SetNextStep(OpportunityId id, string? nextStep, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        if (TypedText.Line(nextStep) is not { Length: > 0 and <= LongestNextStep } words)
            return Refusals.NoNextStep;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return Refusals.NotFound;
        if (deal.State is OpportunityState.Lost)
            return Refusals.Lost;
        crm.Stage(deal.Connection, DealDesk.Fields(deal, (CrmFields.NextStep, words)));
        await held.Save(ct);
        return Result.Done;
    }
}
