namespace Entente.Demo.Plan;

/// <summary>A deal that direct sales opened, with what became of it.</summary>
internal sealed record DirectDeal(
    string Key,
    CompanyPlan Company,
    int Amount,
    string Owner,
    DateTimeOffset Opened,
    IReadOnlyList<Move> Moves,
    Ending? Ending
)
{
    public bool OpenAt(DateTimeOffset at) => Opened < at && !(Ending?.At <= at);

    public IEnumerable<StoryAct> Acts()
    {
        var close = StoryTime.Calendar.DateAt(Opened).AddDays(90);
        yield return new DirectDealOpened(Opened, Key, Company, $"{Company.Name}, direct", Amount, Owner, close);
        foreach (var move in Moves)
            yield return new RepMovesStage(move.At, Key, move.Stage, Owner, move.NextStep);
        if (Ending is { } end)
            yield return end.Won ? new DealWon(end.At, Key, Owner, end.Amount) : new DealLost(end.At, Key, Owner, end.Why);
    }

    /// <summary>The two that the screens show: one that Aldermere Foods may belong to, and one beside Brightmoor's protected deal.</summary>
    public static IReadOnlyList<DirectDeal> Named(StoryTime time, CompanyPlan thistlecrest)
    {
        var dice = new Dice(11);
        return
        [
            new(
                "direct-aldermere",
                NamedDeals.AldermereGroup,
                60_000,
                VendorCast.Priya,
                time.Working(130, dice),
                [new(time.Working(61, dice), DealStage.Qualified, "Call back in spring")],
                null
            ),
            new("direct-thistlecrest", thistlecrest, 140_000, VendorCast.Priya, time.Working(9, dice), [], null),
        ];
    }

    public static DirectDeal Grow(string key, CompanyPlan company, StoryTime time, Dice dice)
    {
        var day = time.Today.AddDays(-dice.Roll(25, 440));
        var opened = StoryTime.Working(day, dice);
        var cycle = dice.Roll(45, 140);
        var ends = day.AddDays(cycle) < time.Today;
        var won = dice.Chance(24);
        var move = StoryTime.Working(day.AddDays(Math.Min(cycle, time.DaysSince(opened)) / 2), dice);
        var amount = dice.Roll(30, 240) * 500;
        return new(
            key,
            company,
            amount,
            VendorCast.RepFor(company.Market),
            opened,
            move > opened.AddHours(1) && move < time.Now ? [new(move, won ? DealStage.Decision : DealStage.Qualified, null)] : [],
            ends ? new(StoryTime.Working(day.AddDays(cycle), dice), won, amount, "No decision") : null
        );
    }
}
