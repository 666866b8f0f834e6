using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>On which days meetings fall, and what becomes of those that are planned when a rule changes.</summary>
public sealed class RhythmTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 6 * 366).Select(d => new DateOnly(2024, 1, 1).AddDays(d));

    private static readonly Gen<Every> Often = Gen.Elements(Every.Week, Every.TwoWeeks, Every.Month, Every.Quarter);

    private static readonly Gen<MeetingRule> Rules =
        from every in Often
        from weekday in Gen.Choose(0, 6)
        from nth in Gen.Choose(1, MeetingRule.Last)
        from minute in Gen.Choose(0, 24 * 60 - 1)
        select MeetingRule.Standard(MeetingKind.SalesReview) with
        {
            Every = every,
            Weekday = (DayOfWeek)weekday,
            Nth = nth,
            At = TimeOnly.MinValue.AddMinutes(minute),
        };

    // Some days off each year and some once, now and then many in a row.
    private static readonly Gen<BusinessCalendar> Calendars =
        from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC", "Australia/Lord_Howe")
        from days in Gen.Choose(1, 5)
        from off in Days.ListOf()
        from row in Gen.Choose(0, 20)
        from first in Days
        select new BusinessCalendar(
            zone,
            BusinessCalendar.MondayToFriday.Take(days),
            [.. off.Select(d => new Holiday(d)), .. Enumerable.Range(0, row).Select(d => new Holiday(first.AddDays(d)))]
        );

    private static readonly Gen<(MeetingRule Rule, BusinessCalendar Calendar, DateOnly From, int Days)> Asked =
        from rule in Rules
        from calendar in Calendars
        from begins in Days
        from days in Gen.Choose(0, 400)
        select (rule, calendar, begins, days);

    [Fact]
    public void A_meeting_never_falls_on_a_day_off_and_never_twice_in_a_stretch_and_only_a_stretch_without_a_business_day_has_none() =>
        Prop.ForAll(
                Asked.ToArbitrary(),
                a =>
                {
                    var until = a.From.AddDays(a.Days);
                    var slots = Rhythm.Slots(a.Rule, a.From, until, a.Calendar);
                    var whole = new List<string>();
                    for (var day = a.From; day <= until; day = day.AddDays(1))
                    {
                        var (key, first, last) = Rhythm.Stretch(a.Rule.Every, day);
                        if (day == first && last <= until && Open(first, last).Any(a.Calendar.IsBusinessDay))
                            whole.Add(key);
                    }
                    return slots.All(s => a.Calendar.IsBusinessDay(s.Day) && s.Day >= a.From && s.Day <= until)
                        && slots.All(s => s.Day >= s.First && s.Day <= s.Last && Rhythm.Stretch(a.Rule.Every, s.Day).Key == s.Key)
                        && slots.Select(s => s.Key).Distinct().Count() == slots.Count
                        && slots.Zip(slots.Skip(1)).All(p => p.First.Day < p.Second.Day && p.First.StartsAt < p.Second.StartsAt)
                        && whole.All(k => slots.Any(s => s.Key == k));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void It_begins_at_the_same_time_by_the_clock_on_the_wall_whatever_the_clocks_do() =>
        Prop.ForAll(
                Asked.ToArbitrary(),
                a =>
                {
                    var zone = TimeZoneInfo.FindSystemTimeZoneById(a.Calendar.Zone);
                    return Rhythm
                        .Slots(a.Rule, a.From, a.From.AddDays(a.Days), a.Calendar)
                        .All(s =>
                            // A time that the clocks skip is the first one after it.
                            zone.IsInvalidTime(s.Day.ToDateTime(a.Rule.At))
                                ? LocalTime.TimeAt(s.StartsAt, zone) > a.Rule.At
                                : LocalTime.TimeAt(s.StartsAt, zone) == a.Rule.At
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_stretch_brings_does_not_hang_on_the_day_on_which_it_is_asked() =>
        Prop.ForAll(
                Asked.ToArbitrary(),
                a =>
                {
                    var until = a.From.AddDays(a.Days);
                    var all = Rhythm.Slots(a.Rule, a.From, until, a.Calendar);
                    var later = Rhythm.Slots(a.Rule, a.From.AddDays(a.Days / 2), until, a.Calendar);
                    return later.SequenceEqual(all.Where(s => s.Day >= a.From.AddDays(a.Days / 2)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_days_are_those_that_people_mean()
    {
        var calendar = new BusinessCalendar("Europe/Berlin", BusinessCalendar.MondayToFriday, [new(new(2026, 4, 6))]);

        Of(Every.Week, DayOfWeek.Monday, 1)
            .ShouldBe([new(2026, 3, 30), new(2026, 4, 7), new(2026, 4, 13), new(2026, 4, 20), new(2026, 4, 27)]);
        Of(Every.Month, DayOfWeek.Tuesday, 2).ShouldBe([new(2026, 4, 14)]);
        Of(Every.Month, DayOfWeek.Friday, MeetingRule.Last).ShouldBe([new(2026, 4, 24)]);
        Of(Every.Quarter, DayOfWeek.Wednesday, 1).ShouldBe([new(2026, 4, 1)]);
        Of(Every.TwoWeeks, DayOfWeek.Thursday, 1).ShouldBe([new(2026, 4, 2), new(2026, 4, 16), new(2026, 4, 30)]);
        Of(Every.Never, DayOfWeek.Thursday, 1).ShouldBeEmpty();
        var summer = Rhythm.Slots(Rule(Every.Week, DayOfWeek.Monday, 1), new(2026, 3, 23), new(2026, 3, 30), calendar);
        summer.Select(s => s.StartsAt.UtcDateTime.Hour).ShouldBe([9, 8], "ten o’clock in winter and in summer");

        IReadOnlyList<DateOnly> Of(Every every, DayOfWeek weekday, int nth) =>
            [.. Rhythm.Slots(Rule(every, weekday, nth), new(2026, 3, 30), new(2026, 4, 30), calendar).Select(s => s.Day)];

        static MeetingRule Rule(Every every, DayOfWeek weekday, int nth) =>
            MeetingRule.Standard(MeetingKind.SalesReview) with
            {
                Every = every,
                Weekday = weekday,
                Nth = nth,
            };
    }

    [Fact]
    public void Planned_again_nothing_changes_and_after_a_change_of_the_rule_only_what_nobody_touched_has_moved() =>
        Prop.ForAll(
                (
                    from first in Rules
                    from second in Rules
                    from calendar in Calendars
                    from touched in Gen.Choose(0, 100).ListOf()
                    select (first, second, calendar, touched)
                ).ToArbitrary(),
                a =>
                {
                    var today = a.calendar.DateAt(Now);
                    var meetings = Apply([], a.first);
                    if (Changes(meetings, a.first))
                        return false;
                    meetings = [.. meetings.Select((m, i) => m with { Free = !a.touched.Contains(i) })];
                    var kept = meetings.Where(m => !m.Free).ToList();
                    var after = Apply(meetings, a.second);
                    return !Changes(after, a.second)
                        && kept.All(after.Contains)
                        && after.Where(m => m.Free).All(m => Wanted(a.second).Any(s => (s.Key, s.StartsAt) == (m.Slot, m.StartsAt)))
                        && after.Select(m => m.Slot).Distinct().Count() == after.Count
                        && Wanted(a.second).All(s => after.Count(m => m.Slot == s.Key) <= 1);

                    IReadOnlyList<Slot> Wanted(MeetingRule rule) => Rhythm.Slots(rule, today, today.AddDays(Planning.Ahead), a.calendar);

                    bool Changes(IReadOnlyList<Standing> standing, MeetingRule rule) =>
                        Planning.Of(Wanted(rule), rule, standing, Now)
                            is { Add.Count: > 0 }
                                or { Move.Count: > 0 }
                                or { Remove.Count: > 0 };

                    List<Standing> Apply(IReadOnlyList<Standing> standing, MeetingRule rule)
                    {
                        var moves = Planning.Of(Wanted(rule), rule, standing, Now);
                        return
                        [
                            .. standing
                                .Where(m => !moves.Remove.Contains(m.Meeting))
                                .Select(m =>
                                    moves.Move.Where(x => x.Meeting == m.Meeting).Select(x => x.To).FirstOrDefault() is { } to
                                        ? m with
                                        {
                                            Day = to.Day,
                                            StartsAt = to.StartsAt,
                                            Minutes = rule.Minutes,
                                            Out = rule.Out,
                                        }
                                        : m
                                ),
                            .. moves.Add.Select(s => new Standing(
                                Ids.New<MeetingId>(Now),
                                s.Key,
                                s.Day,
                                s.StartsAt,
                                rule.Minutes,
                                rule.Out,
                                true
                            )),
                        ];
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_month_in_which_a_meeting_of_another_rhythm_stands_gets_no_second_one_unless_it_is_free()
    {
        var rule = MeetingRule.Standard(MeetingKind.SalesReview) with { Every = Every.Month };
        var calendar = new BusinessCalendar("UTC", BusinessCalendar.MondayToFriday);
        var wanted = Rhythm.Slots(rule, new(2026, 3, 12), new(2026, 4, 30), calendar);
        wanted.ShouldHaveSingleItem().Key.ShouldBe("M2026-04");
        var weekly = new Standing(
            Ids.New<MeetingId>(Now),
            "W2026-04-13",
            new(2026, 4, 14),
            new(2026, 4, 14, 8, 0, 0, TimeSpan.Zero),
            45,
            true,
            true
        );

        var moves = Planning.Of(wanted, rule, [weekly], Now);
        (moves.Add.Count, moves.Remove.Count).ShouldBe((1, 1));
        moves = Planning.Of(wanted, rule, [weekly with { Free = false }], Now);
        (moves.Add.Count, moves.Remove.Count).ShouldBe((0, 0));
    }

    private static IEnumerable<DateOnly> Open(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
}
