using Entente.Partners;

namespace Entente.Health.Rules;

/// <summary>What somebody of the staff is given a task for (PTN-9).</summary>
public enum EpisodeKind
{
    /// <summary>An active partner, certified or not, registers nothing.</summary>
    Silent,

    /// <summary>A partner registers much less than before.</summary>
    Dropped,
}

/// <summary>
/// When something that needs a task begins and when it is over. It begins and ends at different numbers, so that a partner on the edge is not one that needs
/// a new task every other night.
/// </summary>
public static class Episodes
{
    /// <summary>Days of silence after which it is said.</summary>
    public const int WarnDays = 60;

    /// <summary>Days of silence after which somebody is given a task.</summary>
    public const int TaskDays = 90;

    /// <summary>So many of a hundred fewer registrations begin it; below half of that it is over.</summary>
    public const int DropPercent = 50;

    /// <summary>Days that the task has.</summary>
    public const int DaysToDo = 7;

    public static SignalKind Signal(EpisodeKind kind) =>
        kind switch
        {
            EpisodeKind.Silent => SignalKind.Silence,
            EpisodeKind.Dropped => SignalKind.RegistrationsDropped,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such episode."),
        };

    /// <summary>Whether it is there, by the value of its signal.</summary>
    /// <param name="open">It was there the last time.</param>
    public static bool Holds(EpisodeKind kind, int value, bool open) =>
        value
        >= kind switch
        {
            EpisodeKind.Silent => WarnDays,
            EpisodeKind.Dropped => open ? DropPercent / 2 : DropPercent,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such episode."),
        };

    /// <summary>Whether it asks for a task.</summary>
    public static bool Raises(EpisodeKind kind, int value) => value >= (kind is EpisodeKind.Silent ? TaskDays : DropPercent);

    /// <summary>What is to be done, in words of what was seen.</summary>
    /// <param name="certified">What is known of its certified people; null: nothing, or that there are none.</param>
    public static string Task(EpisodeKind kind, string seen, string? certified) =>
        kind switch
        {
            EpisodeKind.Silent => certified is null ? $"{seen}: ask what stops them" : $"{seen}, {certified}: ask what stops them",
            EpisodeKind.Dropped => $"{seen}: ask what changed",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such episode."),
        };

    /// <summary>What stands on the partner's page.</summary>
    public static string Words(EpisodeKind kind) =>
        kind switch
        {
            EpisodeKind.Silent => "Silent",
            EpisodeKind.Dropped => "Registers less",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such episode."),
        };
}
