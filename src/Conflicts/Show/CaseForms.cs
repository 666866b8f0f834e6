using Entente.Conflicts.Decide;

namespace Entente.Conflicts.Show;

/// <summary>The decision as the browser sends it.</summary>
public sealed class DecideForm
{
    public int Version { get; set; }
    public string? How { get; set; }
    public string? Leader { get; set; }
    public string? Rationale { get; set; }

    /// <summary><c>preview</c> or <c>decide</c>.</summary>
    public string? Act { get; set; }
    public List<SideForm> Sides { get; set; } = [];

    public DecideInput Read(string number) =>
        new(
            number,
            Version,
            How,
            Leader,
            Rationale,
            Sides
                .Where(s => s.Key is not null)
                .DistinctBy(s => s.Key)
                .ToDictionary(s => s.Key!, s => new SideInput(s.Words, s.Part, s.Role, s.Share), StringComparer.Ordinal)
        );
}

/// <summary>What is typed for one side.</summary>
public sealed class SideForm
{
    public string? Key { get; set; }
    public string? Words { get; set; }
    public string? Part { get; set; }
    public string? Role { get; set; }
    public string? Share { get; set; }
}

/// <summary>The smaller forms beside it.</summary>
public sealed class CaseForm
{
    public string? Plan { get; set; }
    public string? Words { get; set; }
    public Guid Appeal { get; set; }
    public string? Outcome { get; set; }
    public string? Answer { get; set; }
}
