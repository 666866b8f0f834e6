using Entente.Partners.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Partners;

/// <summary>Nobody loses access unwarned, nobody who acts loses it, and who stays silent does lose it.</summary>
public sealed class SilenceTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Seen_every_day_it_warns_fourteen_and_three_days_ahead_and_ends_on_the_day()
    {
        var life = Live(90, _ => true, acts: []);
        life.First.ShouldBe(Start.AddDays(76));
        life.Last.ShouldBe(Start.AddDays(87));
        life.End.ShouldBe(Start.AddDays(90));
    }

    [Fact]
    public void An_act_after_a_warning_begins_anew() => Live(90, _ => true, acts: [88]).End.ShouldBe(Start.AddDays(88 + 90));

    [Fact]
    public void However_seldom_the_worker_looks_nobody_is_out_without_two_warnings_in_time()
    {
        var looks = Gen.Choose(0, 3).ListOf(400).Select(l => l.ToList());
        Prop.ForAll(
                (
                    from l in looks
                    from days in Gen.Choose(Silence.FewestDays, 120)
                    from acts in Gen.Choose(1, 200).ListOf()
                    select (l, days, acts.ToList())
                ).ToArbitrary(),
                given =>
                {
                    var life = Live(given.days, d => given.l[d % 400] == 0, given.Item3);
                    var last = given.Item3.Where(a => life.End is null || Start.AddDays(a) <= life.End).Append(0).Max();
                    return life.End is not { } end
                        || (
                            end - life.First >= Silence.First
                            && end - life.Last >= Silence.Last
                            && life.First > Start.AddDays(last)
                            && end >= Start.AddDays(last + given.days)
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Who_stays_silent_is_out_at_last() =>
        Prop.ForAll(
                Gen.Choose(Silence.FewestDays, Silence.MostDays).ToArbitrary(),
                days => Live(days, d => d % 5 == 0, acts: []).End is not null
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-01-01", "2026-Q1")]
    [InlineData("2026-03-31", "2026-Q1")]
    [InlineData("2026-04-01", "2026-Q2")]
    [InlineData("2026-12-31", "2026-Q4")]
    public void A_round_is_named_by_its_quarter(string day, string quarter) =>
        TeamConfirmation
            .QuarterOf(
                DateTimeOffset.Parse(
                    day,
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.AssumeUniversal
                )
            )
            .ToString()
            .ShouldBe(quarter);

    [Fact]
    public void A_round_reminds_twice_then_escalates_once_and_never_when_it_is_done()
    {
        var due = Start + TeamConfirmation.Given;
        var (reminded, escalated, days) = (0, false, new List<(int, ConfirmationStep)>());
        for (var day = 0; day < 60; day++)
        {
            var now = Start.AddDays(day);
            var step = TeamConfirmation.Next(due, reminded, false, escalated, now);
            TeamConfirmation.Next(due, reminded, true, escalated, now).ShouldBe(ConfirmationStep.None);
            if (step is ConfirmationStep.None)
                continue;
            days.Add((day, step));
            (reminded, escalated) = step is ConfirmationStep.Remind ? (TeamConfirmation.Wanted(due, now), escalated) : (reminded, true);
        }
        days.ShouldBe([(14, ConfirmationStep.Remind), (20, ConfirmationStep.Remind), (21, ConfirmationStep.Escalate)]);
    }

    private static (DateTimeOffset? First, DateTimeOffset? Last, DateTimeOffset? End) Live(
        int days,
        Func<int, bool> looks,
        IReadOnlyCollection<int> acts
    )
    {
        var (last, first, second) = (Start, (DateTimeOffset?)null, (DateTimeOffset?)null);
        for (var day = 0; day < 1200; day++)
        {
            var now = Start.AddDays(day);
            if (acts.Contains(day))
                last = now;
            if (!looks(day))
                continue;
            switch (Silence.Judge(new(last, first, second), days, now))
            {
                case SilenceRuling.Warn warn:
                    (first, second) = (warn.Last ? first : now, warn.Last ? now : null);
                    break;
                case SilenceRuling.Suspend:
                    return (first, second, now);
            }
        }
        return (first, second, null);
    }
}
