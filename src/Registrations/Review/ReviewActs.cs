using Entente.Platform.Values;
using Entente.Registrations.Appeals;
using Entente.Registrations.Extend;
using Entente.Registrations.Judge;
using Entente.Registrations.Release;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;

namespace Entente.Registrations.Review;

/// <summary>The smaller forms beside the decision, as the browser sends them.</summary>
public sealed class ReviewActForm
{
    /// <summary>Which decision is undone, by its count on the page.</summary>
    public int? Decision { get; set; }
    public int Version { get; set; }

    /// <summary>Of an extension: <c>grant</c> or <c>refuse</c>.</summary>
    public string? Act { get; set; }
    public string? Outcome { get; set; }
    public string? Note { get; set; }
    public string? Answer { get; set; }
    public string? Why { get; set; }

    /// <summary>What is said of an account: <c>same:0198…</c>, <c>different:0198…</c>, <c>back:0198…</c>.</summary>
    public string? Judged { get; set; }
}

/// <summary>Each small form does one act; what is said afterwards stands here too.</summary>
public sealed class ReviewActs(
    UndoDecision undo,
    AnswerExtension extension,
    AnswerAppeal appeal,
    ReleaseProtection release,
    JudgeCompany judge
)
{
    public const string Undo = "undo";
    public const string Extension = "extension";
    public const string Appeal = "appeal";
    public const string Release = "release";
    public const string Judge = "judge";

    public static IReadOnlyList<string> All { get; } = [Undo, Extension, Appeal, Release, Judge];

    public async Task<(Result Result, string Said)> Run(string form, string number, ReviewActForm input, CancellationToken ct) =>
        form switch
        {
            Undo => (await undo.Run(number, input.Decision, ct), $"Undone. {number} waits for a decision; nobody was told."),
            Extension => (
                await extension.Run(new(number, input.Act == "grant", input.Note), ct),
                input.Act == "grant" ? $"{number} is protected for longer. The partner is told." : "Not extended. The partner is told why."
            ),
            Appeal => (
                await appeal.Run(
                    new(number, Enum.TryParse<AppealOutcome>(input.Outcome, out var outcome) ? outcome : null, input.Answer),
                    ct
                ),
                outcome is AppealOutcome.Overturned
                    ? $"{number} is in review again. The partner is told."
                    : "The decision stands. The partner is told why."
            ),
            Judge => (
                await judge.Run(JudgeInput.Of(number, input.Judged, input.Why), ct),
                input.Judged?.StartsWith("back", StringComparison.Ordinal) is true
                    ? "Taken back. The comparison decides again."
                    : "Kept. It holds for every claim that says the same, until somebody takes it back."
            ),
            _ => (
                await release.Run(number, input.Version, input.Why, ct),
                $"The protection of {number} is released. The partner is told that it ended."
            ),
        };
}
