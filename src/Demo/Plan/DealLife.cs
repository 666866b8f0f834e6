namespace Entente.Demo.Plan;

/// <summary>How a deal goes on once the CRM holds it: the first meeting, the stages it passes, its end.</summary>
internal static class DealLife
{
    private static readonly DealStage[] Open = [DealStage.Qualified, DealStage.Presentation, DealStage.Decision, DealStage.Contract];

    private static readonly string[] WhyLost =
    [
        "Went with a competitor",
        "No budget this year",
        "Decided to build it themselves",
        "Sponsor left",
        "No decision",
        "Price",
    ];

    private static readonly string[] Remarks =
    [
        "Their security review takes two weeks; nothing to worry about.",
        "Asked for a reference from the same industry.",
        "Budget holder joins the next call.",
        "Wants the three-year price beside the yearly one.",
        "Pilot went well in one plant, they ask for two more.",
        "Procurement sent its standard terms.",
        "Quiet since the demo; tried twice by phone.",
        "Their data team is convinced, operations still ask why now.",
    ];

    private static readonly Dictionary<DealStage, string[]> NextSteps = new()
    {
        [DealStage.Qualified] = ["Fit call with the data team", "Send the security pack", "Agree who decides"],
        [DealStage.Presentation] = ["Demo for operations", "Proof of value plan", "Second demo"],
        [DealStage.Decision] = ["Business case with finance", "Quote approval", "Reference call"],
        [DealStage.Contract] = ["Legal review", "Signature", "Order form to procurement"],
    };

    /// <param name="closed">The deal must have ended by now.</param>
    public static Course Grow(Course course, StoryTime time, Dice dice, bool closed)
    {
        var approved = course.Decision!.At;
        var day = StoryTime.Calendar.DateAt(approved);
        var age = time.DaysSince(approved);

        var meets = dice.Chance(88);
        var met = Later(StoryTime.Working(day.AddDays(dice.Roll(3, 12)), dice), approved);
        var cycle = meets ? dice.Roll(38, 118) : dice.Roll(24, 50);
        if (closed && cycle >= age)
            cycle = Math.Max(3, age - dice.Roll(1, Math.Max(1, age / 4)));
        var won = meets && dice.Chance(course.Partner.Tier is Partners.PartnerTier.Registered ? 27 : 37);
        var ends = cycle < age;

        var passed = (ends, won) switch
        {
            (true, true) => dice.Roll(3, 4),
            (true, false) => dice.Roll(0, 3),
            _ => Math.Min(4, 5 * age / (cycle + 1)),
        };
        var until = ends ? cycle : age;
        var moves = new List<Move>();
        var last = Later(approved, approved);
        for (var i = 0; i < passed; i++)
        {
            var at = StoryTime.Working(day.AddDays(2 + (until - 2) * (i + 1) / (passed + 1)), dice);
            if (at <= last || at >= time.Now)
                continue;
            moves.Add(new(last = at, Open[i], dice.Chance(70) ? dice.Pick(NextSteps[Open[i]]) : null));
        }

        var amount = dice.Chance(70) ? course.Claim.Amount : course.Claim.Amount * dice.Roll(85, 115) / 100 / 500 * 500;
        var end = StoryTime.Working(day.AddDays(cycle), dice);
        var ending = ends && end < time.Now ? new Ending(Later(end, last), won, amount, dice.Pick(WhyLost)) : null;
        if (moves is [.., { At: var noted }] && dice.Chance(30) && Later(noted, noted) is var after && after < time.Now)
            course = course with { Notes = [(after, course.Rep, dice.Pick(Remarks))] };
        return course with { Meeting = meets && met < time.Now && !(ending?.At <= met) ? met : null, Moves = moves, Ending = ending };
    }

    // At least an hour after what it follows: the CRM must know the deal by then.
    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset than) => at > than.AddHours(1) ? at : than.AddHours(1);
}
