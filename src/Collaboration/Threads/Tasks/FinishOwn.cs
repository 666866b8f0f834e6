using Entente.Platform.Values;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>Ticks a task from the list of one's own, where its record is not at hand.</summary>
internal sealed class FinishOwn(OwnTasks own, TaskDesk desk)
{
    /// <param name="task">As <see cref="TaskLine.Id"/>. One that is done already, or is not theirs, is not in the list.</param>
    public async Task<Result> Run(Guid task, CancellationToken ct) =>
        (await own.Open(OwnTasks.Most, ct)).Rows.FirstOrDefault(t => t.Task.Id == task) is { } found
            ? await desk.Finish(found.Task.About, task, ct)
            : Refusals.NoTask;
}
