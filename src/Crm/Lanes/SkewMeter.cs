namespace Entente.Crm.Lanes;

/// <summary>
/// How far the CRM's clock runs ahead of ours, from the <c>Date</c> of its answers: the median of the last few, because an answer
/// may be late but is never early. The header counts whole seconds, so the measure is good to half of one.
/// </summary>
internal sealed class SkewMeter
{
    private const int Kept = 15;

    /// <summary>A clock further off than this is no skew but another time altogether (a told story, a restored machine): not used.</summary>
    private static readonly TimeSpan Implausible = TimeSpan.FromHours(12);

    /// <summary>An answer that took longer says too little about when it was stamped.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> samples = new();

    /// <summary>Positive: the CRM is ahead. Null before the first answer.</summary>
    public TimeSpan? Measured
    {
        get
        {
            lock (gate)
                return samples.Count == 0 ? null : samples.Order().ElementAt(samples.Count / 2);
        }
    }

    /// <summary>What may be reckoned with: the measure, or none where it is no plausible skew.</summary>
    public TimeSpan Usable => Measured is { } m && IsPlausible(m) ? m : TimeSpan.Zero;

    public static bool IsPlausible(TimeSpan skew) => skew.Duration() < Implausible;

    public void Observe(DateTimeOffset? stamped, DateTimeOffset answered, TimeSpan took)
    {
        if (stamped is not { } date || took > Slow)
            return;
        lock (gate)
        {
            // The stamp was cut to the second, and was set some time between the question and the answer.
            samples.Enqueue(date.AddSeconds(0.5) - (answered - (took / 2)));
            while (samples.Count > Kept)
                samples.Dequeue();
        }
    }
}
