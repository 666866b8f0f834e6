using Entente.Platform.Time;
using Shouldly;
using Xunit;

namespace Entente.Rules.Time;

public sealed class EvalTest
{
    [Theory]
    [InlineData(
        """{"zone": "Europe/Berlin", "start": "2026-11-20T15:00+01:00", "hours": 48, "end": "2026-11-23T15:00+01:00"}""",
        """{"due":"2026-11-24T15:00:00+01:00","elapsedHours":24,"remainingHours":24}"""
    )]
    [InlineData(
        """{"id": "a", "zone": "UTC", "start": "2026-12-24T12:00Z", "week": ["Thursday", "Friday"], "holidays": ["12-25", "2026-12-31"], "businessDays": 1, "windowDays": 2}""",
        """{"id":"a","afterBusinessDays":"2027-01-01T12:00:00+00:00","lastDay":"2026-12-26","windowEnd":"2026-12-27T00:00:00+00:00"}"""
    )]
    [InlineData(
        """{"zone": "UTC", "start": "2026-11-20T16:00Z", "workingHours": 2, "hours": 1, "stops": [{"from": "2026-11-20T16:30Z"}]}""",
        """{"dueInWorkingTime":"2026-11-23T10:00:00+00:00"}"""
    )]
    public void A_case_is_answered_in_one_line(string question, string answer) => Run(question).ShouldBe([answer]);

    [Fact]
    public void A_case_that_makes_no_sense_does_not_stop_the_rest()
    {
        var answers = Run(
            """
            {"zone": "Mars/Olympus", "start": "2026-11-20T16:00Z", "hours": 1}
            not json
            {"zone": "UTC", "start": "2026-11-20T16:00Z", "hours": -1}
            {"zone": "UTC", "start": "2026-11-20T16:00Z", "hours": 1}
            """
        );
        answers.Length.ShouldBe(4);
        answers[..3].ShouldAllBe(a => a.StartsWith("{\"line\":"));
        answers[3].ShouldBe("""{"due":"2026-11-20T17:00:00+00:00"}""");
    }

    private static string[] Run(string input)
    {
        using var output = new StringWriter();
        Eval.Clock(new StringReader(input), output);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
