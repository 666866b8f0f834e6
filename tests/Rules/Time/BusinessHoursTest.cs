using System.Text;
using Entente.Platform.Time;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Time;

public sealed class BusinessHoursTest
{
    private const string Berlin =
        """{"zone": "Europe/Berlin", "hours": {"mon-thu": ["09:00-12:00", "13:00-17:00"], "fri": "09:00-15:00"}, "holidays": ["2026-12-25", "01-01"]}""";

    [Theory]
    [InlineData("2026-11-20T14:00+01:00", 90, "2026-11-23T09:30:00+01:00")]
    [InlineData("2026-11-20T14:00", 60, "2026-11-20T15:00:00+01:00")]
    [InlineData("2026-11-21T10:00Z", 0, "2026-11-23T09:00:00+01:00")]
    [InlineData("2026-11-23T11:30+01:00", 60, "2026-11-23T13:30:00+01:00")]
    [InlineData("2026-12-24T16:00+01:00", 120, "2026-12-28T10:00:00+01:00")]
    [InlineData("2026-12-31T16:30+01:00", 60, "2027-01-04T09:30:00+01:00")]
    public void Minutes_run_in_working_hours_alone(string start, int minutes, string due) =>
        Run($$"""[{"calendar": {{Berlin}}, "start": "{{start}}", "minutes": {{minutes}}}]""").ShouldBe([$$"""{"due":"{{due}}"}"""]);

    [Theory]
    [InlineData("2026-11-20T14:00+01:00", "2026-11-23T09:30+01:00", "90")]
    [InlineData("2026-11-23T09:30+01:00", "2026-11-20T14:00+01:00", "-90")]
    [InlineData("2026-11-21T00:00+01:00", "2026-11-22T00:00+01:00", "0")]
    [InlineData("2026-11-23T11:59:30+01:00", "2026-11-23T12:30+01:00", "0.5")]
    public void Minutes_between_are_counted(string from, string to, string minutes) =>
        Run($$"""[{"calendar": {{Berlin}}, "from": "{{from}}", "to": "{{to}}"}]""").ShouldBe([$$"""{"minutes":{{minutes}}}"""]);

    [Theory]
    [InlineData("\"09:00-17:00\"", "[\"12:00-13:00\"]")]
    [InlineData("[\"09:00\", \"17:00\"]", "[{\"from\": \"12:00\", \"to\": \"13:00\"}]")]
    [InlineData("{\"open\": \"9:00\", \"close\": \"17:00\"}", "{\"mon-fri\": \"12:00-13:00\"}")]
    [InlineData("[{\"days\": [1, 2, 3, 4, 5], \"from\": \"09:00\", \"to\": \"17:00\"}]", "[[\"12:00\", \"13:00\"]]")]
    [InlineData(
        "{\"mon\": [[\"09:00\", \"17:00\"]], \"tuesday\": \"09:00-17:00\", \"sun\": null}",
        "[{\"start\": \"12:00\", \"end\": \"13:00\"}]"
    )]
    public void Hours_and_breaks_may_be_written_in_many_ways(string hours, string breaks) =>
        Run($$"""[{"calendar": {"zone": "UTC", "hours": {{hours}}, "breaks": {{breaks}}}, "start": "2026-11-23T11:00Z", "minutes": 420}]""")
            .ShouldBe(["""{"due":"2026-11-24T11:00:00+00:00"}"""]);

    [Fact]
    public void A_shift_over_midnight_and_a_day_of_24_hours_are_whole()
    {
        Run(
                """[{"calendar": {"zone": "UTC", "hours": {"mon": "22:00-06:00"}, "breaks": ["01:00-02:00"]}, "start": "2026-11-23T23:00Z", "minutes": 180}]"""
            )
            .ShouldBe(["""{"due":"2026-11-24T03:00:00+00:00"}"""]);
        Run(
                """[{"calendar": {"zone": "UTC", "hours": {"daily": "00:00-24:00"}}, "from": "2026-11-20T00:00Z", "to": "2026-11-23T00:00Z"}]"""
            )
            .ShouldBe(["""{"minutes":4320}"""]);
    }

    [Fact]
    public void Time_is_what_really_elapses_where_the_clocks_change()
    {
        const string All = """{"zone": "Europe/Berlin", "hours": {"daily": "00:00-06:00"}}""";
        Run(
                $$"""[{"calendar": {{All}}, "from": "2026-03-29T00:00", "to": "2026-03-29T12:00"}, {"calendar": {{All}}, "from": "2026-10-25T00:00", "to": "2026-10-25T12:00"}]"""
            )
            .ShouldBe(["""{"minutes":300}""", """{"minutes":420}"""]);
    }

    [Theory]
    [InlineData(
        "{\"calendar\": {\"zone\": \"UTC\", \"hours\": {}}, \"start\": \"2026-11-23\", \"minutes\": 1}",
        "The calendar has no working hours."
    )]
    [InlineData(
        "{\"calendar\": {\"zone\": \"UTC\", \"hours\": \"9-17\"}, \"start\": \"2026-11-23\", \"minutes\": -1}",
        "A time to work cannot be negative."
    )]
    [InlineData(
        "{\"calendar\": {\"zone\": \"UTC\", \"hours\": \"9-17\"}, \"start\": \"soon\", \"minutes\": 1}",
        "An instant cannot be read: soon."
    )]
    [InlineData(
        "{\"calendar\": {\"zone\": \"UTC\", \"hours\": \"25:00-17:00\"}, \"start\": \"2026-11-23\", \"minutes\": 1}",
        "A time of day cannot be read: 25:00."
    )]
    [InlineData(
        "{\"calendar\": {\"zone\": \"UTC\", \"hours\": \"9-17\", \"breaks\": \"9-17\"}, \"start\": \"2026-11-23\", \"minutes\": 1}",
        "The calendar has no working time within ten years."
    )]
    [InlineData("{\"start\": \"2026-11-23\", \"minutes\": 1}", "A case needs a calendar.")]
    [InlineData("7", "A case needs a calendar.")]
    public void A_case_that_makes_no_sense_is_a_sentence_and_the_rest_goes_on(string bad, string sentence)
    {
        var answers = Run($$"""[{{bad}}, {"calendar": {"zone": "UTC", "hours": "9-17"}, "start": "2026-11-23T09:00Z", "minutes": 1}]""");
        answers.ShouldBe([$$"""{"error":"{{sentence}}"}""", """{"due":"2026-11-23T09:01:00+00:00"}"""]);
    }

    [Fact]
    public void A_file_that_is_no_list_is_refused()
    {
        Should.Throw<InvalidDataException>(() => Run("not json")).Message.ShouldStartWith("The file is not JSON");
        Should.Throw<InvalidDataException>(() => Run("{}")).Message.ShouldBe("The file must hold a list of cases.");
    }

    [Fact]
    public void What_is_due_after_so_much_work_has_just_so_much_before_it() =>
        Prop.ForAll(
                Gen.Zip(Gen.Choose(0, 500_000), Gen.Choose(1, 20_000)).ToArbitrary(),
                given =>
                {
                    var stretch = new Stretch(new TimeOnly(8, 30), new TimeOnly(17, 15));
                    var rest = new Stretch(new TimeOnly(12, 0), new TimeOnly(12, 45));
                    var hours = new BusinessHours(
                        "Europe/Berlin",
                        BusinessCalendar.MondayToFriday.Select(d => (d, stretch)),
                        BusinessCalendar.MondayToFriday.Select(d => (d, rest)),
                        [new Holiday(new DateOnly(2026, 5, 1), true)]
                    );
                    var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(given.Item1);
                    var work = TimeSpan.FromMinutes(given.Item2);
                    var due = hours.Due(start, work);
                    return hours.Between(start, due) == work
                        && hours.Between(due, start) == -work
                        && hours.Between(start, due.AddSeconds(-1)) < work;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static string[] Run(string file)
    {
        using var output = new StringWriter();
        Eval.Clocks(new MemoryStream(Encoding.UTF8.GetBytes(file)), output);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
