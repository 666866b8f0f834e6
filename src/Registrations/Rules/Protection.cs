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
        return new Protection(now, end, hold < end ? hold : end) { Evidence = policy.Decay.Rule }.Proved(now, calendar);
    }

    /// <summary>Without an act of the partner before this instant it is released; null: silence does not matter.</summary>
    public DateTimeOffset? QuietBy { get; init; }

    /// <summary>What it loses without evidence, as promised with the approval.</summary>
    public EvidenceRule Evidence { get; init; } = EvidenceRule.Never;

    /// <summary>Without evidence before this instant it loses what <see cref="Evidence"/> says; null: nothing.</summary>
    public DateTimeOffset? EvidenceBy { get; init; }

    private bool StepInTime => NextStepAt is { } step && step < HoldBy;

    private bool Over(DateTimeOffset? by, DateTimeOffset now) => by < End && now >= by;

    // Every date on which it is released, with why; of two on one instant the first counts.
    private IEnumerable<(DateTimeOffset By, ReleaseCause Why)> Releases(DateTimeOffset now)
    {
        if (!StepInTime && now >= HoldBy)
            yield return (HoldBy, ReleaseCause.NoFirstMeeting);
        if (Over(QuietBy, now))
            yield return (QuietBy!.Value, ReleaseCause.Silence);
        if (Evidence.Takes == 0 && Over(EvidenceBy, now))
            yield return (EvidenceBy!.Value, ReleaseCause.NoEvidence);
    }

    /// <summary>What it is now, from its dates alone.</summary>
    public ProtectionState At(DateTimeOffset now)
    {
        if (Releases(now).Any())
            return ProtectionState.Released;
        if (now >= End)
            return ProtectionState.Expired;
        return StepInTime ? ProtectionState.Active : ProtectionState.Conditional;
    }

    /// <summary>Why it was released by its dates; null when it was not.</summary>
    public ReleaseCause? Released(DateTimeOffset now) =>
        Releases(now).OrderBy(r => r.By).Select(r => (ReleaseCause?)r.Why).FirstOrDefault();

    /// <summary>Until when the partner must be heard of, after an act of it: never earlier than was promised before.</summary>
    public Protection Heard(DateTimeOffset at, Policy policy, BusinessCalendar calendar)
    {
        var quiet = calendar.EndOfWindow(at > Start ? at : Start, policy.Silence.QuietDays);
        return this with { QuietBy = QuietBy is { } before && before > quiet ? before : quiet };
    }

    /// <summary>Until when evidence must come, after some came: never earlier than was promised before.</summary>
    public Protection Proved(DateTimeOffset at, BusinessCalendar calendar)
    {
        if (Evidence.Days == 0)
            return this;
        var by = calendar.EndOfWindow(at > Start ? at : Start, Evidence.Days);
        return this with { EvidenceBy = EvidenceBy is { } before && before > by ? before : by };
    }

    /// <summary>What is left of it: its end comes nearer with each time that evidence did not come, and never lies before the day on which it was missing.</summary>
    public Protection Decayed(BusinessCalendar calendar, DateTimeOffset now)
    {
        var left = this;
        while (left.Evidence is { Days: > 0 and var days, Takes: > 0 and var takes } && left.Over(left.EvidenceBy, now))
        {
            var by = left.EvidenceBy!.Value;
            var end = calendar.StartOf(calendar.DateAt(left.End.AddTicks(-1)).AddDays(1 - takes));
            end = end > by ? end : by;
            left = left with
            {
                End = end,
                HoldBy = left.HoldBy < end ? left.HoldBy : end,
                EvidenceBy = calendar.EndOfWindow(by.AddTicks(-1), days),
            };
        }
        return left;
    }

    /// <summary>
    /// The customer puts it off until the end of <paramref name="until"/>: the first meeting, the partner's silence and the evidence wait for that day. The
    /// end stays, and nothing comes earlier than it would have.
    /// </summary>
    public Protection Postponed(DateOnly until, Policy policy, BusinessCalendar calendar)
    {
        var day = calendar.StartOf(until.AddDays(1));
        var hold = day > HoldBy ? day : HoldBy;
        return Heard(calendar.StartOf(until), policy, calendar).Proved(calendar.StartOf(until), calendar) with
        {
            HoldBy = hold < End ? hold : End,
        };
    }

    /// <summary>When the partner is warned that it will be released for silence; null: not at all.</summary>
    public DateTimeOffset? WarnOfSilence(Policy policy, BusinessCalendar calendar) => Warn(QuietBy, policy.Silence.WarnDays, calendar);

    /// <summary>When the partner is warned that evidence is missing; null: not at all.</summary>
    public DateTimeOffset? WarnOfDecay(Policy policy, BusinessCalendar calendar) => Warn(EvidenceBy, policy.Decay.WarnDays, calendar);

    private DateTimeOffset? Warn(DateTimeOffset? by, int days, BusinessCalendar calendar) =>
        by is { } date && date < End
            ? calendar.StartOf(calendar.DateAt(date.AddTicks(-1)).AddDays(-days)) is var warn && warn > Start
                ? warn
                : null
            : null;

    /// <summary>Whole calendar days from today to the last day; 0 on the last day itself.</summary>
    public int DaysLeft(BusinessCalendar calendar, DateTimeOffset now) =>
        calendar.DateAt(End.AddTicks(-1)).DayNumber - calendar.DateAt(now).DayNumber;

    /// <summary>Its last day is at most a week away (REG-10).</summary>
    public bool IsExpiring(BusinessCalendar calendar, DateTimeOffset now) => DaysLeft(calendar, now) is >= 0 and <= 7;

    /// <summary>
    /// When to look again: the next reminder not yet given, the end of the condition, or the end itself.
    /// <paramref name="reminded"/> is the smallest number of days already told, or null; <paramref name="warned"/> the date of silence that
    /// the partner was warned of, <paramref name="warnedOfDecay"/> that of evidence.
    /// </summary>
    public DateTimeOffset NextLook(
        Policy policy,
        BusinessCalendar calendar,
        int? reminded,
        DateTimeOffset? warned = null,
        DateTimeOffset? warnedOfDecay = null
    )
    {
        var last = calendar.DateAt(End.AddTicks(-1));
        var looks = policy
            .RemindDays.Where(d => d < (reminded ?? int.MaxValue) && d >= 0)
            .Select(d => calendar.StartOf(last.AddDays(-d)))
            .Where(at => at > Start)
            .Append(End);
        if (!StepInTime)
            looks = looks.Append(HoldBy);
        looks = looks.Concat(new[] { QuietBy, EvidenceBy }.OfType<DateTimeOffset>().Where(by => by < End));
        if (QuietBy != warned && WarnOfSilence(policy, calendar) is { } warn)
            looks = looks.Append(warn);
        if (EvidenceBy != warnedOfDecay && WarnOfDecay(policy, calendar) is { } decays)
            looks = looks.Append(decays);
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
