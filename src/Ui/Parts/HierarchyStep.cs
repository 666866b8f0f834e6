namespace Entente.Ui.Parts;

/// <summary>Where a rule of the conflict hierarchy stands in a ruling.</summary>
public enum StepState
{
    /// <summary>Tried, did not separate the two.</summary>
    Level,

    /// <summary>Separated them: this rule decides.</summary>
    Decides,

    /// <summary>Comes after the deciding one.</summary>
    NotReached,
}

/// <summary>Which side a deciding rule favours.</summary>
public enum Side
{
    None,
    Left,
    Right,
}

/// <summary>One rule of the published hierarchy with both sides' facts.</summary>
public sealed record HierarchyStep(string Rule, string Left, string Right, StepState State, Side Winner = Side.None);
