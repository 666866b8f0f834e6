using System.Globalization;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Pipeline.Work;

/// <summary>Says where a deal stands and what comes next: the stage note (a note on the CRM's timeline), the next step and the close date (fields of the CRM).</summary>
public sealed class KeepDealUpToDate(EntenteDb db, Actor actor, TimeProvider clock, CrmApi crm, PipelineApi pipeline, Standings standings)
{
    private const int LongestNextStep = 255;

    /// <summary>The stage note as it is kept; null: nothing that can be kept.</summary>
    internal static string? Words(string? note) =>
        TypedText.Line(note) is { Length: > 0 and <= Refusals.LongestWords } words ? words : null;

    /// <summary>The next step as it is written; null: nothing that can be written.</summary>
    internal static string? Step(string? nextStep) =>
        TypedText.Line(nextStep) is { Length: > 0 and <= LongestNextStep } words ? words : null;

    /// <summary>The day as the CRM is told, as 2026-11-30; null: none, in the past, or more than ten years ahead.</summary>
    internal static string? Day(string? typed, DateOnly today) =>
        DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= today
        && day <= today.AddYears(10)
            ? Canonical.Date(day)
            : null;

    public async Task<Result> WriteNote(OpportunityId id, string? note, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        if (Words(note) is not { } words)
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
        if (Step(nextStep) is not { } words)
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

    /// <summary>Moves the day on which the deal is expected to close, in the CRM.</summary>
    /// <param name="today">In the reader's zone.</param>
    public async Task<Result> SetCloseDate(OpportunityId id, string? typed, DateOnly today, CancellationToken ct)
    {
        if (Refusals.MayNotWork(actor) is { } forbidden)
            return forbidden;
        if (Day(typed, today) is not { } day)
            return Refusals.NoCloseDate;
        await using var held = await db.Hold([DealDesk.Lock(id)], ct);
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return Refusals.NotFound;
        if (deal.State is not OpportunityState.Open)
            return Refusals.Closed;
        crm.Stage(deal.Connection, DealDesk.Fields(deal, (CrmFields.CloseDate, day)));
        await held.Save(ct);
        return Result.Done;
    }
}
