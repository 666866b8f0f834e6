using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>The marks at which the people who decide are reminded (REG-5).</summary>
public enum ClockMark
{
    None = 0,
    Half = 50,
    ThreeQuarters = 75,

    /// <summary>The promise is broken: escalation.</summary>
    Breach = 100,
}

/// <summary>
/// The promise to decide: runs from the complete submission through business days, stands still while the partner has the move.
/// </summary>
/// <param name="Stops">From each question to its answer; the open one has no end.</param>
internal sealed record DecisionClock(DateTimeOffset Start, TimeSpan Promise, IReadOnlyList<ClockStop> Stops, BusinessCalendar Calendar)
{
    /// <summary>When the promise runs out; null while the clock stands still.</summary>
    public DateTimeOffset? Due => At(ClockMark.Breach);

    /// <summary>When a mark is reached; null while the clock stands still before it.</summary>
    public DateTimeOffset? At(ClockMark mark) => Calendar.Due(Start, Promise * ((int)mark / 100d), Stops);

    /// <summary>Business time used, without the stops.</summary>
    public TimeSpan Used(DateTimeOffset now) => Calendar.Elapsed(Start, now, Stops);

    /// <summary>Business time left; negative once broken.</summary>
    public TimeSpan Left(DateTimeOffset now) => Promise - Used(now);

    /// <summary>The highest mark that was reached by now.</summary>
    public ClockMark Reached(DateTimeOffset now) => Marks.LastOrDefault(m => At(m) is { } at && at <= now);

    /// <summary>The next moment at which somebody is to be reminded, after those already given; null: none, or it stands still.</summary>
    public DateTimeOffset? NextReminder(ClockMark given) => Marks.Where(m => m > given).Select(m => At(m)).FirstOrDefault();

    private static readonly ClockMark[] Marks = [ClockMark.Half, ClockMark.ThreeQuarters, ClockMark.Breach];
}
