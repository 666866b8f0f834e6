using Entente.Platform.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Entente.Rules.Time;

public sealed class BusinessCalendarProperties
{
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "Asia/Beirut",
        "America/Sao_Paulo",
        "America/Havana",
        "America/St_Johns",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "America/Scoresbysund",
        "Africa/Casablanca",
        "Asia/Jerusalem",
        "Antarctica/Troll",
        "Pacific/Kiritimati",
    ];

    private static readonly Gen<DateTimeOffset> Instants = Gen.Choose(0, 40 * 365 * 24 * 60)
        .Select(m => new DateTimeOffset(1995, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(m))
        .Or(Near(new DateTimeOffset(2011, 12, 30, 10, 0, 0, TimeSpan.Zero)))
        .Or(Near(new DateTimeOffset(2026, 4, 23, 22, 0, 0, TimeSpan.Zero)));

    private static readonly Gen<TimeSpan> Clocks = Gen.Choose(0, 20 * 24 * 60)
        .Select(m => TimeSpan.FromMinutes(m))
        .Or(Gen.Choose(0, 20).Select(d => TimeSpan.FromDays(d)));

    private static readonly Gen<BusinessCalendar> Calendars =
        from zone in Gen.Elements(Zones)
        from week in Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<DayOfWeek>()))
        from holidays in Gen.ListOf(
            from day in Gen.Choose(0, 40 * 365)
            from yearly in Gen.Elements(true, false)
            select new Holiday(new DateOnly(1995, 1, 1).AddDays(day), yearly)
        )
        from opens in Gen.Choose(0, 12)
        from length in Gen.Choose(1, 11)
        select new BusinessCalendar(
            zone,
            week,
            holidays.Take(20),
            new WorkingHours(new TimeOnly(opens, 0), new TimeOnly(opens + length, 30))
        );

    [Fact]
    public void The_time_until_due_is_exactly_the_clock() => Holds((c, start, clock, _) => c.Elapsed(start, c.Due(start, clock)) == clock);

    [Fact]
    public void Nothing_is_ever_due_on_a_day_off() => Holds((c, start, clock, _) => c.IsBusinessDay(c.Due(start, clock)));

    [Fact]
    public void A_longer_clock_is_never_due_earlier() =>
        Holds((c, start, clock, more) => c.Due(start, clock) <= c.Due(start, clock + more));

    [Fact]
    public void A_later_start_is_never_due_earlier() => Holds((c, start, clock, more) => c.Due(start, clock) <= c.Due(start + more, clock));

    [Fact]
    public void A_clock_may_be_run_in_two_pieces() =>
        Holds((c, start, clock, more) => c.Due(c.Due(start, clock), more) == c.Due(start, clock + more));

    [Fact]
    public void Elapsed_time_adds_up_and_is_never_more_than_the_time_that_passed() =>
        Holds(
            (c, start, clock, more) =>
            {
                var (middle, end) = (start + clock, start + clock + more);
                var whole = c.Elapsed(start, end);
                return whole == c.Elapsed(start, middle) + c.Elapsed(middle, end)
                    && whole >= TimeSpan.Zero
                    && whole <= end - start
                    && c.Elapsed(end, start) == -whole;
            }
        );

    [Fact]
    public void Without_days_off_a_clock_is_plain_time_in_every_zone() =>
        Holds(
            (c, start, clock, _) =>
            {
                var always = new BusinessCalendar(c.Zone, Enum.GetValues<DayOfWeek>());
                return always.Due(start, clock) == start + clock && always.Elapsed(start, start + clock) == clock;
            }
        );

    [Fact]
    public void A_stop_delays_by_the_clock_time_it_took() =>
        Holds(
            (c, start, clock, more) =>
            {
                ClockStop[] stops = [new(start + more / 2, start + more), new(start + clock, start + clock + more)];
                var due = c.Due(start, clock, stops);
                return due is { } at && at >= c.Due(start, clock) && c.Elapsed(start, at, stops) == clock && c.IsBusinessDay(at);
            }
        );

    [Fact]
    public void Days_follow_one_another_without_gap_and_hold_their_instants() =>
        Holds(
            (c, start, clock, _) =>
            {
                var (at, date) = (start + clock, c.DateAt(start + clock));
                return c.StartOf(date) <= at && at < c.StartOf(date.AddDays(1)) && c.StartOf(date.AddDays(-1)) <= c.StartOf(date);
            }
        );

    [Fact]
    public void A_window_ends_after_its_start_with_the_date_n_days_on() =>
        Holds(
            (c, start, clock, _) =>
            {
                var days = clock.Days;
                var end = c.EndOfWindow(start, days);
                return end > start
                    && c.DateAt(end) > c.LastDayOfWindow(start, days)
                    && c.DateAt(end.AddTicks(-1)) <= c.LastDayOfWindow(start, days);
            }
        );

    [Fact]
    public void Adding_business_days_lands_on_one_and_passes_exactly_so_many() =>
        Holds(
            (c, start, clock, _) =>
            {
                var (from, n) = (c.DateAt(start), clock.Days + 1);
                var to = c.AddBusinessDays(from, n);
                var passed = Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(d => c.IsBusinessDay(from.AddDays(d)));
                return c.IsBusinessDay(to) && passed == n && c.IsBusinessDay(c.AddBusinessDays(start, n));
            }
        );

    [Fact]
    public void Working_time_until_due_is_exactly_the_work_and_ends_within_hours() =>
        Holds(
            (c, start, clock, _) =>
            {
                var due = c.DueInWorkingTime(start, clock);
                return c.WorkingTime(start, due) == clock
                    && (clock == TimeSpan.Zero ? c.IsWorkingTime(due) : c.IsWorkingTime(due.AddTicks(-1)));
            }
        );

    private static Gen<DateTimeOffset> Near(DateTimeOffset instant) =>
        Gen.Choose(-3 * 24 * 60, 3 * 24 * 60).Select(m => instant.AddMinutes(m));

    private static void Holds(Func<BusinessCalendar, DateTimeOffset, TimeSpan, TimeSpan, bool> law)
    {
        var cases =
            from calendar in Calendars
            from start in Instants
            from clock in Clocks
            from more in Clocks
            select (calendar, start, clock, more);
        Prop.ForAll(cases.ToArbitrary(), c => law(c.calendar, c.start, c.clock, c.more)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}

file static class Gens
{
    public static Gen<T> Or<T>(this Gen<T> first, Gen<T> second) => Gen.OneOf(first, second);
}
