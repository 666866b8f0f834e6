using Entente.Recruitment.Decide;
using Entente.Recruitment.Rules;

namespace Entente.Recruitment.Show;

/// <summary>What staff decide, as the browser sends it; which form it was stands in <see cref="Do"/>.</summary>
public sealed class MoveForm
{
    public string? Do { get; set; }
    public int Seen { get; set; }
    public string? Why { get; set; }
    public string? Revisit { get; set; }
    public string? Reason { get; set; }
    public string? Outward { get; set; }
    public bool Tell { get; set; }
    public bool Invite { get; set; }

    /// <summary>Accepted without its domain.</summary>
    public bool Bare { get; set; }
}

/// <summary>One person's scores as the browser sends them, by criterion.</summary>
public sealed class ScoreForm
{
    public Dictionary<string, string?> Score { get; set; } = [];
    public Dictionary<string, string?> Note { get; set; } = [];

    internal IReadOnlyList<ScoreInput> Read() =>
        [
            .. Enum.GetValues<FitCriterion>()
                .Select(c => new ScoreInput(c, Score.GetValueOrDefault(c.ToString()), Note.GetValueOrDefault(c.ToString()))),
        ];
}
