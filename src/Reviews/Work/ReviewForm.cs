using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Work;

/// <summary>What any form of a review's or a meeting's page sends: which one it is, what it is about in which version, and what was typed.</summary>
public sealed class ReviewForm
{
    /// <summary>Which form of the page.</summary>
    public string? Form { get; set; }
    public string? Do { get; set; }
    public string? Id { get; set; }
    public int Seen { get; set; }
    public string? Planned { get; set; }
    public string? Summary { get; set; }
    public string? Note { get; set; }
    public string? Words { get; set; }
    public string? Target { get; set; }
    public string? Unit { get; set; }
    public string? Actual { get; set; }
    public string? Owner { get; set; }
    public string? Due { get; set; }
    public string? Why { get; set; }

    /// <summary>What a decision of a meeting is about.</summary>
    public string? About { get; set; }
    public string? Time { get; set; }
    public string? Minutes { get; set; }

    public Guid? Part => Guid.TryParse(Id, out var id) ? id : null;

    internal (string Words, decimal Target, string Unit, decimal? Actual) ReadGoal(Dictionary<string, string> wrong) =>
        (
            ReviewText.Line(Words, "words", "Say what was to be reached.", wrong),
            ReviewText.Amount(Target, "target", required: true, wrong) ?? 0,
            ReviewText.Unit(Unit, "unit", wrong),
            ReviewText.Amount(Actual, "actual", required: false, wrong)
        );
}
