using Entente.Platform.Values;

namespace Entente.Collaboration.Threads.Rules;

public enum TaskState
{
    Open,

    /// <summary>Due today.</summary>
    Today,

    /// <summary>Its day is over and it is not done.</summary>
    Late,
    Done,
}

/// <summary>What holds of a task, by the workspace's own day. Pure.</summary>
public static class TaskRules
{
    public static TaskState State(DateOnly due, bool done, DateOnly today) =>
        done ? TaskState.Done
        : due == today ? TaskState.Today
        : due < today ? TaskState.Late
        : TaskState.Open;

    /// <summary>A typing error of a year is no plan.</summary>
    public const int MostYears = 10;

    /// <summary>Today or later, and within ten years.</summary>
    public static bool MayBeDue(DateOnly due, DateOnly today) => due >= today && due <= today.AddYears(MostYears);

    /// <summary>Once for each due day, on that day; where nobody was there to remind, as soon as somebody is.</summary>
    public static bool Reminds(DateOnly due, bool done, DateOnly? remindedFor, DateOnly today) =>
        !done && due <= today && remindedFor != due;

    /// <summary>Who has it when its owner left: the partner's manager, unless that is who left; then nobody, and it stays in everybody's sight.</summary>
    public static PersonId? Heir(PersonId left, PersonId? manager) => manager == left ? null : manager;
}
