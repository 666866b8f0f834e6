using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>On Today: one's own open tasks, and those that nobody has.</summary>
internal sealed class TasksToday(OwnTasks tasks, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.IsStaff || await tasks.Open(Most, ct) is not { Total: > 0 } open)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var day = workspace.DayOf(now);
        return new(
            "tasks",
            "Tasks",
            TodayPlace.Card,
            open.Total,
            [
                .. open.Rows.Select(o => new TodayRow(o.Task.Title, o.Page + "#tasks")
                {
                    Sub = o.Task.Owner is null ? $"{o.Record} · was {o.Task.OwnerName}’s" : o.Record,
                    Severity = o.Task.State is TaskState.Late ? Tone.Bad : Tone.Neutral,
                    Badge = o.Task.Owner is null ? new("Nobody’s", Tone.Warn) : TaskWords.Badge(o.Task, day),
                    By = Platform.Time.LocalTime.EndOf(o.Task.Due, workspace.Zone),
                    Action = "Open",
                }),
            ]
        )
        {
            AllHref = $"/w/{workspace.Slug}/tasks",
        };
    }
}

/// <summary>On the portal's home: one's own open tasks.</summary>
internal sealed class TasksAtHome(OwnTasks tasks, Actor actor, Workspaces workspaces) : IHomeBlock
{
    private const int Most = 30;

    public HomePart? Part => new("tasks", "Tasks");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        if (actor.IsStaff || await tasks.Open(Most, ct) is not { Rows: { Count: > 0 } open })
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var day = workspace.DayOf(now);
        return new("tasks", "Tasks", HomePlace.Side, 60)
        {
            Moves =
            [
                .. open.Select(o => new HomeMove(
                    o.Task.Title,
                    o.Page + "#tasks",
                    $"{o.Record}, until {Format.DateWithin(o.Task.Due, day)}",
                    "Open",
                    "check",
                    o.Task.State switch
                    {
                        TaskState.Late => Tone.Bad,
                        TaskState.Today => Tone.Warn,
                        _ => Tone.Info,
                    },
                    Platform.Time.LocalTime.EndOf(o.Task.Due, workspace.Zone)
                )),
            ],
        };
    }
}

internal static class TaskWords
{
    public static TodayChip Badge(TaskLine task, DateOnly day) =>
        task.State switch
        {
            TaskState.Late => new($"Was due {Format.DateWithin(task.Due, day)}", Tone.Bad),
            TaskState.Today => new("Today", Tone.Warn),
            _ => new(Format.Date(task.Due, day), Tone.Neutral),
        };
}
