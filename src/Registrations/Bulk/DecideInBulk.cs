using System.Globalization;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;

namespace Entente.Registrations.Bulk;

/// <summary>The form under the list, as the browser sends it.</summary>
public sealed class BulkForm
{
    /// <summary>Each as it stood on the page: <c>DR-1048:3</c>, number and version; of an undo: number and decision.</summary>
    public List<string>? Chosen { get; set; }

    /// <summary><c>approve</c>, <c>reject</c>, <c>decline</c>.</summary>
    public string? Act { get; set; }
    public string? Reason { get; set; }
    public string? Words { get; set; }
}

/// <summary>What came of one of them.</summary>
/// <param name="Problem">Null: it was done.</param>
public sealed record BulkLine(string Number, Problem? Problem);

/// <summary>
/// Decides several registrations, each on its own and by the same acts as one alone: what cannot be decided like this is refused with its
/// reason, and holds up no other. Nothing is approved against a rule or a ruling here.
/// </summary>
public sealed class DecideInBulk(EntenteDb db, ApproveRegistration approve, RefuseRegistration refuse, UndoDecision undo)
{
    public const int Most = 100;

    public async Task<Result<IReadOnlyList<BulkLine>>> Run(BulkForm form, CancellationToken ct)
    {
        if (Chosen(form) is not { Count: > 0 and <= Most } chosen)
            return Refusals.NothingChosen(Most);
        RefusalReason? reason = Enum.TryParse<RefusalReason>(form.Reason, out var named) ? named : null;
        if (form.Act is not ("approve" or "reject" or "decline"))
            return Refusals.NoBulkAct;
        if (form.Act != "approve" && reason is null)
            return Refusals.NoReason;
        return await Each(
            chosen,
            (number, version) =>
                form.Act == "approve"
                    ? approve.Run(new(number, version, Note: form.Words), ct)
                    : refuse.Run(new(number, version, reason, form.Act == "decline", form.Words), ct)
        );
    }

    /// <summary>Takes back what was just decided; what is out already is said, one by one.</summary>
    public async Task<Result<IReadOnlyList<BulkLine>>> Undo(BulkForm form, CancellationToken ct) =>
        Chosen(form) is { Count: > 0 and <= Most } chosen
            ? await Each(chosen, (number, decision) => undo.Run(number, decision, ct))
            : Refusals.NothingChosen(Most);

    private async Task<Result<IReadOnlyList<BulkLine>>> Each(List<(string Number, int Seen)> chosen, Func<string, int, Task<Result>> act)
    {
        var lines = new List<BulkLine>();
        foreach (var (number, seen) in chosen)
        {
            var done = await act(number, seen);
            lines.Add(new(number, done.Ok ? null : done.Problem));
            db.ChangeTracker.Clear();
        }
        return lines;
    }

    private static List<(string Number, int Seen)> Chosen(BulkForm form) =>
        [
            .. (form.Chosen ?? [])
                .Select(c => c.Split(':'))
                .Where(c => c.Length == 2 && int.TryParse(c[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(c => (c[0], int.Parse(c[1], NumberStyles.None, CultureInfo.InvariantCulture)))
                .DistinctBy(c => c.Item1),
        ];

    /// <summary>The reasons that can be given, as in the form of one alone.</summary>
    public static IReadOnlyList<Ui.Forms.Option> Reasons => ReviewForm.Refusals;
}
