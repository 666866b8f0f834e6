namespace Entente.Host;

/// <summary>
/// The app's clock. Real time, except while the demo tells its story: whoever holds the <see cref="Hand"/> sets it, and once the
/// hand is let go nobody can move it any more.
/// </summary>
public sealed class StoryClock : TimeProvider
{
    private long told;
    private int handsTaken;

    public override DateTimeOffset GetUtcNow() =>
        Interlocked.Read(ref told) is var ticks and not 0 ? new(ticks, TimeSpan.Zero) : System.GetUtcNow();

    /// <summary>The one hand that moves the clock; it can be taken once in the life of the process.</summary>
    public Hand TakeHand()
    {
        if (Interlocked.Increment(ref handsTaken) > 1)
            throw new InvalidOperationException("The story was already told; nothing moves the clock any more.");
        return new Hand(this);
    }

    /// <summary>Moves the clock forward, never back; letting it go lets real time run.</summary>
    public sealed class Hand(StoryClock clock) : IDisposable
    {
        private bool letGo;

        public void Set(DateTimeOffset now)
        {
            ObjectDisposedException.ThrowIf(letGo, this);
            if (now.UtcTicks < Interlocked.Read(ref clock.told))
                throw new InvalidOperationException("A story is told forward.");
            Interlocked.Exchange(ref clock.told, now.UtcTicks);
        }

        public void Dispose()
        {
            letGo = true;
            Interlocked.Exchange(ref clock.told, 0);
        }
    }
}
