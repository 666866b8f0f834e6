using Entente.Pipeline.Work;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Pipeline.Bulk;

/// <summary>The form around the table, as the browser sends it.</summary>
public sealed class BulkForm
{
    /// <summary>The ids of the ticked deals.</summary>
    public List<string>? Chosen { get; set; }

    /// <summary><c>step</c>, <c>note</c>, <c>close</c>.</summary>
    public string? Act { get; set; }

    /// <summary>The next step or the note.</summary>
    public string? Words { get; set; }

    /// <summary>The close date, as 2026-11-30.</summary>
    public string? Day { get; set; }
}

/// <summary>What came of one deal.</summary>
/// <param name="Problem">Null: it was done.</param>
public sealed record BulkLine(OpportunityId Deal, Problem? Problem);

/// <summary>
/// Works on several deals, each on its own and by the same acts as one alone: what cannot be done with one is said of it and holds up no other.
/// </summary>
public sealed class WorkInBulk(EntenteDb db, KeepDealUpToDate keep)
{
    public const int Most = 100;

    /// <param name="today">In the reader's zone: no close date lies before it.</param>
    public async Task<Result<IReadOnlyList<BulkLine>>> Run(BulkForm form, DateOnly today, CancellationToken ct)
    {
        var chosen = (form.Chosen ?? []).Select(Id).OfType<OpportunityId>().Distinct().ToList();
        if (chosen.Count is 0 or > Most)
            return Refusals.NothingTicked(Most);
        // What holds for all of them is said once, beside the field.
        Problem? wrong = form.Act switch
        {
            "step" => KeepDealUpToDate.Step(form.Words) is null ? Refusals.NoNextStep.At("words") : null,
            "note" => KeepDealUpToDate.Words(form.Words) is null ? Refusals.NoNote.At("words") : null,
            "close" => KeepDealUpToDate.Day(form.Day, today) is null ? Refusals.NoCloseDate.At("day") : null,
            _ => Refusals.NoBulkAct,
        };
        if (wrong is not null)
            return wrong;
        return await Each(
            chosen,
            deal =>
                form.Act switch
                {
                    "step" => keep.SetNextStep(deal, form.Words, ct),
                    "note" => keep.WriteNote(deal, form.Words, ct),
                    _ => keep.SetCloseDate(deal, form.Day, today, ct),
                }
        );
    }

    /// <summary>Next steps that were typed beside their deals.</summary>
    /// <param name="typed">By the deal's id.</param>
    public async Task<Result<IReadOnlyList<BulkLine>>> Steps(IReadOnlyDictionary<string, string> typed, CancellationToken ct)
    {
        var steps = typed
            .Select(t => (Deal: Id(t.Key), t.Value))
            .Where(t => t.Deal is not null)
            .ToDictionary(t => t.Deal!.Value, t => t.Value);
        if (steps.Count is 0 or > Most)
            return Refusals.NoNextStep;
        return await Each([.. steps.Keys], deal => keep.SetNextStep(deal, steps[deal], ct));
    }

    private static OpportunityId? Id(string text) => Guid.TryParse(text, out var id) ? new OpportunityId(id) : null;

    private async Task<Result<IReadOnlyList<BulkLine>>> Each(List<OpportunityId> chosen, Func<OpportunityId, Task<Result>> act)
    {
        var lines = new List<BulkLine>();
        foreach (var deal in chosen)
        {
            var done = await act(deal);
            lines.Add(new(deal, done.Ok ? null : done.Problem));
            db.ChangeTracker.Clear();
        }
        return lines;
    }
}
