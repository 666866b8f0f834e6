using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>
/// The window in which a partner leads on a customer (REG-6): calendar days in the workspace's zone, ending with its last day.
/// </summary>
/// <param name="End">The first instant that is no longer in it.</param>
/// <param name="HoldBy">Until then the next step must be on record.</param>
/// <param name="NextStepAt">When it came on record: a first meeting booked or held, or the introduction sent.</param>
internal sealed record Protection(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset HoldBy, DateTimeOffset? NextStepAt = null)
{
    public static Protection Open(int days, Policy policy, BusinessCalendar calendar, DateTimeOffset now)
    {
        var end = calendar.EndOfWindow(now, days);
        var hold = calendar.EndOfWindow(now, policy.HoldDays);
        return new(now, end, hold < end ? hold : end);
    }

    private bool StepInTime => NextStepAt is { } step && step < HoldBy;

    /// <summary>What it is now, from its dates alone.</summary>
    public ProtectionState At(DateTimeOffset now)
    {
        if (!StepInTime && now >= HoldBy)
            return ProtectionState.Released;
        if (now >= End)
            return ProtectionState.Expired;
        return StepInTime ? ProtectionState.Active : ProtectionState.Conditional;
    }

    /// <summary>Whole calendar days from today to the last day; 0 on the last day itself.</summary>
    public int DaysLeft(BusinessCalendar calendar, DateTimeOffset now) =>
        calendar.DateAt(End.AddTicks(-1)).DayNumber - calendar.DateAt(now).DayNumber;

    /// <summary>
    /// When to look again: the next reminder not yet given, the end of the condition, or the end itself.
    /// <paramref name="reminded"/> is the smallest number of days already told, or null.
    /// </summary>
    public DateTimeOffset NextLook(Policy policy, BusinessCalendar calendar, int? reminded)
    {
        var last = calendar.DateAt(End.AddTicks(-1));
        var looks = policy
            .RemindDays.Where(d => d < (reminded ?? int.MaxValue) && d >= 0)
            .Select(d => calendar.StartOf(last.AddDays(-d)))
            .Where(at => at > Start)
            .Append(End);
        if (!StepInTime)
            looks = looks.Append(HoldBy);
        return looks.Min();
    }

    /// <summary>The reminder that is due today and was not given: the smallest number of days that fits, so that a late look sends one, not three.</summary>
    public int? ReminderDue(Policy policy, BusinessCalendar calendar, DateTimeOffset now, int? reminded)
    {
        var left = DaysLeft(calendar, now);
        var due = policy.RemindDays.Where(d => left <= d && d < (reminded ?? int.MaxValue)).DefaultIfEmpty(-1).Min();
        var last = calendar.DateAt(End.AddTicks(-1));
        return due < 0 || left < 0 || calendar.StartOf(last.AddDays(-due)) <= Start ? null : due;
    }
}
