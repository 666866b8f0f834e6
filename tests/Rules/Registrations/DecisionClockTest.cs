using Entente.Platform.Time;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class DecisionClockTest
{
    private static readonly BusinessCalendar London = Policy.Default.Calendar("Europe/London");
    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Forty_eight_hours_from_Friday_afternoon_end_on_Tuesday_afternoon() =>
        Clock(Friday).Due.ShouldBe(new DateTimeOffset(2026, 3, 17, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_stands_still_while_the_partner_has_the_move()
    {
        var asked = Clock(Friday, new ClockStop(Friday.AddHours(1)));

        asked.Due.ShouldBeNull();
        asked.Used(Friday.AddDays(30)).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void An_answer_starts_it_again_where_it_stood()
    {
        var monday = new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
        var answered = Clock(Friday, new ClockStop(Friday.AddHours(1), monday));

        answered.Left(monday).ShouldBe(TimeSpan.FromHours(47));
        answered.Due.ShouldBe(monday.AddHours(47));
    }

    [Fact]
    public void Marks_are_reached_in_order_and_each_is_given_once()
    {
        var clock = Clock(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));

        clock.Reached(clock.Start.AddHours(23)).ShouldBe(ClockMark.None);
        clock.Reached(clock.Start.AddHours(24)).ShouldBe(ClockMark.Half);
        clock.Reached(clock.Start.AddHours(36)).ShouldBe(ClockMark.ThreeQuarters);
        clock.Reached(clock.Start.AddHours(48)).ShouldBe(ClockMark.Breach);
        clock.NextReminder(ClockMark.None).ShouldBe(clock.Start.AddHours(24));
        clock.NextReminder(ClockMark.Half).ShouldBe(clock.Start.AddHours(36));
        clock.NextReminder(ClockMark.Breach).ShouldBeNull();
    }

    [Fact]
    public void At_its_end_nothing_is_left_and_just_before_something_is() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(m => m is > 0 and < 500_000),
                minutes =>
                {
                    var clock = Clock(Friday.AddMinutes(minutes));
                    var due = clock.Due!.Value;
                    return clock.Left(due) == TimeSpan.Zero && clock.Left(due.AddMinutes(-1)) >= TimeSpan.Zero;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_question_never_brings_the_end_nearer() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>().Filter(m => m is >= 0 and < 3000),
                ArbMap.Default.ArbFor<int>().Filter(m => m is >= 0 and < 30_000),
                (asked, waited) =>
                    Clock(Friday, new ClockStop(Friday.AddMinutes(asked), Friday.AddMinutes(asked + waited))).Due >= Clock(Friday).Due
            )
            .QuickCheckThrowOnFailure();

    private static DecisionClock Clock(DateTimeOffset start, params ClockStop[] stops) =>
        new(start, Policy.Default.DecisionTime, stops, London);
}
