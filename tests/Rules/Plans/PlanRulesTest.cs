using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Time;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Plans;

/// <summary>When items are due, how a plan stands, and what evidence is taken.</summary>
public sealed class PlanRulesTest
{
    private static readonly DateOnly Monday = new(2026, 3, 9);

    private static readonly Gen<BusinessCalendar> Calendars =
        from week in Gen.Elements<DayOfWeek[]>(
            [.. BusinessCalendar.MondayToFriday],
            [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday],
            [DayOfWeek.Wednesday]
        )
        from holidays in Gen.ListOf(Gen.Choose(0, 60))
        select new BusinessCalendar("Europe/London", week, holidays.Select(h => new Holiday(Monday.AddDays(h))));

    private static readonly Gen<ItemFact> Items =
        from state in Gen.Elements(Enum.GetValues<ItemState>())
        from day in Gen.Choose(-30, 60)
        select new ItemFact(state, Monday.AddDays(day));

    private static readonly Gen<RiskFact> Risks =
        from severity in Gen.Elements(Enum.GetValues<RiskSeverity>())
        from open in Gen.Elements(true, false)
        select new RiskFact(severity, open);

    [Fact]
    public void An_item_is_due_on_a_business_day_that_many_business_days_after_the_start() =>
        Prop.ForAll(
                (
                    from calendar in Calendars
                    from start in Gen.Choose(0, 40)
                    from days in Gen.Choose(0, 50)
                    select (calendar, Monday.AddDays(start), days)
                ).ToArbitrary(),
                given =>
                {
                    var (calendar, start, days) = given;
                    var due = PlanDates.Due(start, days, calendar);
                    // The days counted one by one.
                    var day = start;
                    while (!calendar.IsBusinessDay(day))
                        day = day.AddDays(1);
                    for (var left = days; left > 0; )
                    {
                        day = day.AddDays(1);
                        if (calendar.IsBusinessDay(day))
                            left--;
                    }
                    return due == day && calendar.IsBusinessDay(due);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_plan_is_late_by_its_oldest_item_at_risk_by_any_overdue_one_or_a_high_risk_and_on_track_otherwise() =>
        Prop.ForAll(
                (
                    from calendar in Calendars
                    from items in Gen.ListOf(Items)
                    from risks in Gen.ListOf(Risks)
                    from day in Gen.Choose(0, 40)
                    select (calendar, items, risks, Monday.AddDays(day))
                ).ToArbitrary(),
                given =>
                {
                    var (calendar, items, risks, today) = given;
                    var standing = PlanStanding.At([.. items], [.. risks], today, calendar);
                    var overdue = items.Where(i => i.State is ItemState.Open && i.Due < today).ToList();
                    var expected =
                        overdue.Any(i => calendar.AddBusinessDays(i.Due, PlanStanding.LateDays) < today) ? PlanHealth.Late
                        : overdue.Count > 0 || risks.Any(r => r is { Open: true, Severity: RiskSeverity.High }) ? PlanHealth.AtRisk
                        : PlanHealth.OnTrack;
                    return standing.Health == expected
                        && standing.Overdue == overdue.Count
                        && standing.Done <= standing.Of
                        && standing.Of == items.Count(i => i.State is ItemState.Open or ItemState.Done)
                        && (standing.Health is PlanHealth.OnTrack) == (standing.Why.Length == 0);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Day_after_day_an_open_item_is_told_of_at_most_twice_soon_before_overdue() =>
        Prop.ForAll(
                (
                    from due in Gen.Choose(0, 30)
                    from skipped in Gen.ListOf(Gen.Choose(0, 60))
                    select (due, skipped.ToHashSet())
                ).ToArbitrary(),
                given =>
                {
                    var (due, told) = (Monday.AddDays(given.due), ItemNews.Nothing);
                    var news = new List<(ItemNews News, DateOnly Day)>();
                    for (var d = -5; d < 60; d++)
                        // On some days nothing runs.
                        if (!given.Item2.Contains(d) && PlanDates.Tell(due, told, Monday.AddDays(d)) is not ItemNews.Nothing and var now)
                            news.Add((told = now, Monday.AddDays(d)));
                    return news.Count <= 2
                        && news.Select(n => n.News).SequenceEqual(news.Select(n => n.News).Distinct().Order())
                        && news.All(n => n.News is ItemNews.Overdue ? n.Day > due : n.Day <= due && n.Day >= due.AddDays(-3));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_standard_template_can_be_published_and_has_five_to_eight_milestones_on_both_sides()
    {
        foreach (var motion in Enum.GetValues<PlanMotion>())
        {
            var template = Templates.Standard(motion);
            Templates.Wrong(template).ShouldBeEmpty();
            template.Items.Count.ShouldBeInRange(5, 8);
            template.Items.Select(i => i.Side).Distinct().Count().ShouldBe(2);
            template.Items.Select(i => i.Days).ShouldBeInOrder();
        }
        Templates
            .Wrong(new(PlanMotion.CoSell, [new("", PlanSide.Vendor, 0, false), new("Meet", PlanSide.Vendor, 401, false)]))
            .Keys.ShouldBe(["items[0].title", "items[1].days"]);
    }

    [Theory]
    [InlineData("Signed on paper", true, null)]
    [InlineData("https://files.example/minutes.pdf", true, null)]
    [InlineData("", false, null)]
    [InlineData("", true, "Say what shows")]
    [InlineData("http://files.example/minutes.pdf", true, "An address begins with https://.")]
    [InlineData("javascript:alert(1)", true, "An address begins with https://.")]
    [InlineData("ftp://files.example", false, "An address begins with https://.")]
    public void Evidence_is_words_or_a_safe_address(string typed, bool wanted, string? fault)
    {
        var wrong = new Dictionary<string, string>();
        PlanText.Evidence(typed, wanted, "evidence", wrong);
        if (fault is null)
            wrong.ShouldBeEmpty();
        else
            wrong["evidence"].ShouldStartWith(fault);
    }

    [Theory]
    [InlineData("https://files.example/a", true)]
    [InlineData("https://name:word@files.example/a", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("Signed on paper", false)]
    public void Only_a_plain_https_address_becomes_a_link(string evidence, bool link) => PlanText.IsLink(evidence).ShouldBe(link);
}
