using Entente.Platform.Data;

namespace Entente.Platform.Jobs;

/// <summary>One of many that have come due.</summary>
/// <param name="What">Of which record, for the log: <c>DR-1048</c>.</param>
/// <param name="Act">In a transaction of its own; what it tracked is forgotten before the next.</param>
public sealed record DueAct(string What, Func<Task> Act);

/// <summary>Works through what has come due, however many they are. One that fails holds up nobody behind it.</summary>
public static class EachDue
{
    /// <exception cref="AggregateException">
    /// What failed, after all others were done: a schedule that ends with it is on record as failing and comes again by itself.
    /// </exception>
    public static async Task Run(EntenteDb db, IEnumerable<DueAct> due, CancellationToken ct)
    {
        var failed = new List<Exception>();
        foreach (var one in due)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await one.Act();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed.Add(new InvalidOperationException($"{one.What}: {failure.Message}", failure));
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
        if (failed.Count > 0)
            throw new AggregateException(failed);
    }
}
