namespace Entente.Crm.Write;

/// <summary>
/// When a write-back counts as staged: now, but after the one staged before it, by a microsecond at least, which is what PostgreSQL keeps. So
/// those of one instant go in the order in which they were staged; a clock that is told to stand still stages many at once.
/// </summary>
internal static class WriteTurns
{
    /// <summary>Further back than this it is another clock, or one that was set.</summary>
    private static readonly TimeSpan OneInstant = TimeSpan.FromSeconds(1);
    private static readonly Lock Turn = new();
    private static DateTimeOffset last;

    public static DateTimeOffset Next(DateTimeOffset now)
    {
        lock (Turn)
        {
            var whole = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
            last = whole <= last && last - whole < OneInstant ? last.AddMicroseconds(1) : whole;
            return last;
        }
    }
}
