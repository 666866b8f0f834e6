namespace Entente.Sandbox.Store;

/// <summary>
/// The sandbox's time: real, until an admin sets it (only while telling a story, and never again once sealed). Timers run on
/// real time always.
/// </summary>
internal sealed class SandboxClock(TimeProvider real, bool settable) : TimeProvider
{
    private readonly Lock changing = new();
    private long? setMs;

    /// <summary>Whether the clock can still be set.</summary>
    public bool Settable { get; private set; } = settable;

    public override DateTimeOffset GetUtcNow()
    {
        lock (changing)
            return setMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : real.GetUtcNow();
    }

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets the clock to stand at an instant; null lets real time run. False when it may not be set.</summary>
    public bool TrySet(DateTimeOffset? at)
    {
        lock (changing)
        {
            if (!Settable)
                return false;
            setMs = at?.ToUnixTimeMilliseconds();
            return true;
        }
    }

    /// <summary>Back to real time, for good.</summary>
    public void Seal()
    {
        lock (changing)
            (Settable, setMs) = (false, null);
    }
}
