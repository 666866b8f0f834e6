namespace Entente.Platform.Jobs;

/// <summary>
/// Wakes the worker of this process right after a commit. A hint only: the worker also polls, so a lost pulse costs half a
/// second, never work.
/// </summary>
public sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim pulse = new(0, 1);

    public void Pulse()
    {
        try
        {
            pulse.Release();
        }
        catch (SemaphoreFullException)
        {
            // A pulse is already waiting: one is enough.
        }
    }

    /// <summary>Until the next pulse, but no longer than <paramref name="atMost"/> of real time.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => pulse.WaitAsync(atMost, ct);

    public void Dispose() => pulse.Dispose();
}
