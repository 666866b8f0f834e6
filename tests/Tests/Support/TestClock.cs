namespace Entente.Tests.Support;

/// <summary>A clock that stands still until it is moved. Starts on Thursday 12 March 2026, 10:20 UTC.</summary>
internal sealed class TestClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>Whoever waits on this clock makes it jump to the end of the wait: a story of hours takes seconds. Set it before anybody asks.</summary>
    public bool JumpsOverWaits { get; set; }

    /// <summary>Hears of every jump over a wait, on the thread of whoever waits. Waits beside each other jump one after the other.</summary>
    public Action<TimeSpan>? Jumped { get; set; }

    public DateTimeOffset Now => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long TimestampFrequency => JumpsOverWaits ? TimeSpan.TicksPerSecond : base.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => JumpsOverWaits ? Interlocked.Read(ref ticks) : base.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!JumpsOverWaits || dueTime < TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);
        Advance(dueTime);
        Jumped?.Invoke(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public void Set(DateTimeOffset at) => Interlocked.Exchange(ref ticks, at.UtcTicks);

    /// <summary>The same time for others, whose waits take as long as they take.</summary>
    public TimeProvider ForOthers() => new View(this);

    private sealed class View(TestClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.Now;
    }
}
