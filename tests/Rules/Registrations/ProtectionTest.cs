using Entente.Platform.Time;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class ProtectionTest
{
    private static readonly Policy Terms = Policy.Default;
    private static readonly BusinessCalendar Berlin = Terms.Calendar("Europe/Berlin");
    private static readonly DateTimeOffset Approved = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);

    [Fact]
    public void Ninety_days_are_calendar_days_and_end_with_their_last_day()
    {
        var window = Open();

        window.End.ShouldBe(new DateTimeOffset(2026, 6, 10, 22, 0, 0, TimeSpan.Zero), "midnight after 10 June in summer time");
        window.DaysLeft(Berlin, Approved).ShouldBe(90);
        window.DaysLeft(Berlin, window.End.AddMinutes(-1)).ShouldBe(0);
    }

    [Fact]
    public void Without_a_first_meeting_within_fourteen_days_it_is_released()
    {
        var window = Open();

        window.HoldBy.ShouldBe(new DateTimeOffset(2026, 3, 26, 23, 0, 0, TimeSpan.Zero));
        window.At(window.HoldBy.AddTicks(-1)).ShouldBe(ProtectionState.Conditional);
        window.At(window.HoldBy).ShouldBe(ProtectionState.Released);
    }

    [Fact]
    public void A_meeting_in_time_makes_it_hold_to_its_end()
    {
        var window = Open() with { NextStepAt = Approved.AddDays(5) };

        window.At(window.HoldBy.AddDays(1)).ShouldBe(ProtectionState.Active);
        window.At(window.End.AddTicks(-1)).ShouldBe(ProtectionState.Active);
        window.At(window.End).ShouldBe(ProtectionState.Expired);
    }

    [Fact]
    public void A_meeting_too_late_does_not_bring_it_back() =>
        (Open() with { NextStepAt = Approved.AddDays(16) }).At(Approved.AddDays(17)).ShouldBe(ProtectionState.Released);

    [Fact]
    public void Reminders_come_fourteen_seven_and_one_day_before_the_end_each_once()
    {
        var window = Open() with { NextStepAt = Approved.AddDays(1) };
        var given = new List<int>();
        for (var now = Approved; now < window.End; now = now.AddHours(6))
            if (window.ReminderDue(Terms, Berlin, now, given.Count == 0 ? null : given[^1]) is { } days)
            {
                window.DaysLeft(Berlin, now).ShouldBe(days);
                given.Add(days);
            }

        given.ShouldBe([14, 7, 1]);
    }

    [Fact]
    public void After_a_pause_one_reminder_comes_not_three()
    {
        var window = Open() with { NextStepAt = Approved.AddDays(1) };

        window.ReminderDue(Terms, Berlin, window.End.AddHours(-5), reminded: null).ShouldBe(1);
        window.ReminderDue(Terms, Berlin, window.End.AddHours(-5), reminded: 1).ShouldBeNull();
    }

    [Fact]
    public void Looking_when_told_to_misses_no_change_of_state() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(d => d is >= 1 and <= 400),
                ArbMap.Default.ArbFor<int>().Filter(d => d is >= 0 and <= 60),
                (days, step) =>
                {
                    var window = Protection.Open(days, Terms, Berlin, Approved);
                    if (step > 0)
                        window = window with { NextStepAt = Approved.AddDays(step) };
                    var next = window.NextLook(Terms, Berlin, null);
                    return window.At(Approved.AddTicks(1)) == window.At(next.AddTicks(-1)) && next <= window.End && next > Approved;
                }
            )
            .QuickCheckThrowOnFailure();

    private static Protection Open() => Protection.Open(90, Terms, Berlin, Approved);
}
