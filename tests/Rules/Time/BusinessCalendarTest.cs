using Entente.Platform.Time;
using Shouldly;
using Xunit;

namespace Entente.Rules.Time;

public sealed class BusinessCalendarTest
{
    private static readonly BusinessCalendar Berlin = new(
        "Europe/Berlin",
        BusinessCalendar.MondayToFriday,
        [new Holiday(new DateOnly(2026, 12, 25), Yearly: true), new Holiday(new DateOnly(2026, 5, 14))]
    );

    private static readonly TimeSpan TwoDays = TimeSpan.FromHours(48);

    [Fact]
    public void Forty_eight_hours_from_Friday_15_00_end_on_Tuesday_15_00() =>
        Berlin.Due(At("2026-11-20T15:00+01:00"), TwoDays).ShouldBe(At("2026-11-24T15:00+01:00"));

    [Fact]
    public void The_clock_runs_at_night_between_business_days() =>
        Berlin.Due(At("2026-11-17T22:30+01:00"), TimeSpan.FromHours(4)).ShouldBe(At("2026-11-18T02:30+01:00"));

    [Fact]
    public void A_claim_made_on_a_day_off_starts_its_clock_with_the_next_business_day() =>
        Berlin.Due(At("2026-11-21T10:00+01:00"), TimeSpan.FromHours(24)).ShouldBe(At("2026-11-24T00:00+01:00"));

    [Fact]
    public void A_clock_that_runs_out_with_Friday_is_due_when_Monday_begins()
    {
        Berlin.Due(At("2026-11-20T00:00+01:00"), TimeSpan.FromHours(24)).ShouldBe(At("2026-11-23T00:00+01:00"));
        Berlin.Remaining(At("2026-11-20T00:00+01:00"), TimeSpan.FromHours(24), At("2026-11-22T12:00+01:00")).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Holidays_stop_the_clock_once_or_every_year()
    {
        Berlin.Due(At("2026-05-13T12:00+02:00"), TimeSpan.FromHours(24)).ShouldBe(At("2026-05-15T12:00+02:00"));
        Berlin.Due(At("2027-12-24T12:00+01:00"), TimeSpan.FromHours(24)).ShouldBe(At("2027-12-27T12:00+01:00"));
        Berlin.Due(At("2029-12-24T12:00+01:00"), TimeSpan.FromHours(24)).ShouldBe(At("2029-12-26T12:00+01:00"));
    }

    [Fact]
    public void A_change_of_the_clocks_at_the_weekend_does_not_move_the_time_of_day() =>
        Berlin.Due(At("2026-03-27T15:00+01:00"), TwoDays).ShouldBe(At("2026-03-31T15:00+02:00"));

    [Fact]
    public void A_business_day_of_23_hours_gives_the_clock_23_hours()
    {
        var everyDay = new BusinessCalendar("Europe/Berlin", Enum.GetValues<DayOfWeek>());

        everyDay.Elapsed(At("2026-03-29T00:00+01:00"), At("2026-03-30T00:00+02:00")).ShouldBe(TimeSpan.FromHours(23));
        everyDay.Elapsed(At("2026-10-25T00:00+02:00"), At("2026-10-26T00:00+01:00")).ShouldBe(TimeSpan.FromHours(25));
        everyDay.Due(At("2026-03-28T15:00+01:00"), TimeSpan.FromHours(24)).ShouldBe(At("2026-03-29T16:00+02:00"));
    }

    [Fact]
    public void A_day_begins_after_the_gap_where_the_clocks_jump_over_midnight()
    {
        var cairo = new BusinessCalendar("Africa/Cairo", Enum.GetValues<DayOfWeek>());

        cairo.StartOf(new DateOnly(2026, 4, 24)).ShouldBe(At("2026-04-23T22:00Z"));
        cairo.Elapsed(cairo.StartOf(new DateOnly(2026, 4, 24)), cairo.StartOf(new DateOnly(2026, 4, 25))).ShouldBe(TimeSpan.FromHours(23));
    }

    [Fact]
    public void A_date_that_the_zone_skipped_is_no_business_day()
    {
        var apia = new BusinessCalendar("Pacific/Apia", BusinessCalendar.MondayToFriday);

        // Thursday 29 December 2011 was followed by Saturday the 31st.
        apia.IsBusinessDay(new DateOnly(2011, 12, 30)).ShouldBeFalse();
        apia.StartOf(new DateOnly(2011, 12, 30)).ShouldBe(apia.StartOf(new DateOnly(2011, 12, 31)));
        apia.AddBusinessDays(new DateOnly(2011, 12, 29), 1).ShouldBe(new DateOnly(2012, 1, 2));
        apia.Due(At("2011-12-29T15:00-10:00"), TimeSpan.FromHours(24)).ShouldBe(At("2012-01-02T15:00+14:00"));
    }

    [Fact]
    public void Half_hour_zones_begin_their_days_on_the_half_hour()
    {
        var kolkata = new BusinessCalendar("Asia/Kolkata", BusinessCalendar.MondayToFriday);
        kolkata.Due(At("2026-11-20T18:29Z"), TimeSpan.FromMinutes(2)).ShouldBe(At("2026-11-22T18:31Z"));

        // Lord Howe Island moves its clocks by half an hour.
        var lordHowe = new BusinessCalendar("Australia/Lord_Howe", Enum.GetValues<DayOfWeek>());
        var day = new DateOnly(2026, 10, 4);
        (lordHowe.StartOf(day.AddDays(1)) - lordHowe.StartOf(day)).ShouldBe(TimeSpan.FromHours(23.5));
    }

    [Fact]
    public void Business_days_are_added_at_the_same_time_of_day()
    {
        Berlin.AddBusinessDays(At("2026-03-27T15:00+01:00"), 2).ShouldBe(At("2026-03-31T15:00+02:00"));
        Berlin.AddBusinessDays(new DateOnly(2026, 11, 21), 1).ShouldBe(new DateOnly(2026, 11, 23));
        Berlin.AddBusinessDays(new DateOnly(2026, 11, 23), -1).ShouldBe(new DateOnly(2026, 11, 20));
        Berlin.AddBusinessDays(new DateOnly(2026, 11, 22), 0).ShouldBe(new DateOnly(2026, 11, 23));
    }

    [Fact]
    public void A_window_ends_with_its_last_day_also_on_a_day_off()
    {
        Berlin.LastDayOfWindow(At("2026-03-01T23:59+01:00"), 60).ShouldBe(new DateOnly(2026, 4, 30));
        Berlin.EndOfWindow(At("2026-03-01T23:59+01:00"), 60).ShouldBe(At("2026-05-01T00:00+02:00"));
        Berlin.EndOfWindow(At("2026-11-20T08:00+01:00"), 1).ShouldBe(At("2026-11-22T00:00+01:00"));
    }

    [Fact]
    public void A_stopped_clock_runs_on_where_it_stopped()
    {
        var start = At("2026-11-16T09:00+01:00");
        ClockStop[] answered = [new(At("2026-11-16T15:00+01:00"), At("2026-11-19T15:00+01:00"))];

        Berlin.Due(start, TwoDays, answered).ShouldBe(At("2026-11-23T09:00+01:00"));
        Berlin.Elapsed(start, At("2026-11-20T15:00+01:00"), answered).ShouldBe(TimeSpan.FromHours(30));
        Berlin.Due(start, TwoDays, [new ClockStop(At("2026-11-16T15:00+01:00"))]).ShouldBeNull();
        Berlin.Due(start, TimeSpan.FromHours(2), [new ClockStop(At("2026-11-16T15:00+01:00"))]).ShouldBe(At("2026-11-16T11:00+01:00"));
    }

    [Fact]
    public void A_clock_used_up_in_the_moment_it_stops_is_not_due_before_it_runs_again()
    {
        var (start, stopped) = (At("2026-11-16T09:00+01:00"), At("2026-11-16T15:00+01:00"));

        Berlin
            .Due(start, TimeSpan.FromHours(6), [new ClockStop(stopped, At("2026-11-17T08:00+01:00"))])
            .ShouldBe(At("2026-11-17T08:00+01:00"));
        Berlin.Due(start, TimeSpan.FromHours(6), [new ClockStop(stopped)]).ShouldBeNull();
    }

    [Fact]
    public void Overlapping_stops_count_once()
    {
        var start = At("2026-11-16T00:00+01:00");
        ClockStop[] stops =
        [
            new(At("2026-11-17T06:00+01:00"), At("2026-11-17T12:00+01:00")),
            new(At("2026-11-17T00:00+01:00"), At("2026-11-17T08:00+01:00")),
            new(At("2026-11-10T00:00+01:00"), At("2026-11-16T06:00+01:00")),
        ];

        Berlin.Elapsed(start, At("2026-11-18T00:00+01:00"), stops).ShouldBe(TimeSpan.FromHours(30));
        Berlin.Due(start, TimeSpan.FromHours(30), stops).ShouldBe(At("2026-11-18T00:00+01:00"));
    }

    [Fact]
    public void Working_time_counts_office_hours_only()
    {
        Berlin.WorkingTime(At("2026-11-20T15:00+01:00"), At("2026-11-23T10:00+01:00")).ShouldBe(TimeSpan.FromHours(3));
        Berlin.DueInWorkingTime(At("2026-11-20T09:00+01:00"), TimeSpan.FromHours(8)).ShouldBe(At("2026-11-20T17:00+01:00"));
        Berlin.DueInWorkingTime(At("2026-11-20T16:00+01:00"), TimeSpan.FromHours(2)).ShouldBe(At("2026-11-23T10:00+01:00"));
        Berlin.IsWorkingTime(At("2026-11-20T16:59+01:00")).ShouldBeTrue();
        Berlin.IsWorkingTime(At("2026-11-20T17:00+01:00")).ShouldBeFalse();
        Berlin.IsWorkingTime(At("2026-11-21T12:00+01:00")).ShouldBeFalse();
    }

    [Fact]
    public void Calendars_that_cannot_work_are_refused()
    {
        Should.Throw<ArgumentException>(() => new BusinessCalendar("Europe/Berlin", []));
        Should.Throw<TimeZoneNotFoundException>(() => new BusinessCalendar("Europe/Atlantis", BusinessCalendar.MondayToFriday));
        Should.Throw<ArgumentException>(() =>
            new BusinessCalendar("Europe/Berlin", BusinessCalendar.MondayToFriday, hours: new(new(17, 0), new(9, 0)))
        );
        Should.Throw<ArgumentOutOfRangeException>(() => Berlin.Due(At("2026-11-20T15:00Z"), TimeSpan.FromHours(-1)));

        var neverOpen = Enumerable.Range(0, 366).Select(d => new Holiday(new DateOnly(2024, 1, 1).AddDays(d), Yearly: true));
        var closed = new BusinessCalendar("UTC", BusinessCalendar.MondayToFriday, neverOpen);
        Should.Throw<InvalidOperationException>(() => closed.Due(At("2026-11-20T15:00Z"), TwoDays));
    }

    [Fact]
    public void Calendars_with_the_same_content_are_equal() =>
        new BusinessCalendar("UTC", [DayOfWeek.Friday, DayOfWeek.Monday], [new(new(2026, 1, 1))]).ShouldBe(
            new BusinessCalendar("UTC", [DayOfWeek.Monday, DayOfWeek.Friday], [new(new(2026, 1, 1))])
        );

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
