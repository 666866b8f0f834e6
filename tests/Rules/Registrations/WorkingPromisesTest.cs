using Entente.Platform.Time;
using Entente.Registrations.Rules;
using Entente.Ui;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>What is promised besides the decision, as laws.</summary>
public sealed class WorkingPromisesTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 9, 10, 20, 0, TimeSpan.Zero);
    private static readonly BusinessCalendar Calendar = new("Europe/Berlin", BusinessCalendar.MondayToFriday, [new(new(2026, 4, 3))]);

    /// <summary>A thing that is heard of: done, or the claim's end, so many hours after the start.</summary>
    private readonly record struct Heard(bool IsDone, int Hour)
    {
        public DateTimeOffset At => Start.AddHours(Hour);

        public PromiseRun Onto(PromiseRun run) => IsDone ? run.Did(At) : run.End(At);
    }

    private static Gen<Heard> Things =>
        from done in Gen.Elements(true, true, false)
        from hour in Gen.Choose(-20, 300)
        select new Heard(done, hour);

    private static Arbitrary<Heard[]> Drawn =>
        (from count in Gen.Choose(0, 5) from things in Things.ListOf(count) select things.ToArray()).ToArbitrary();

    private static Arbitrary<int> Hours => Gen.Choose(1, 120).ToArbitrary();

    [Fact]
    public void In_whatever_order_things_are_heard_it_stands_the_same() =>
        Prop.ForAll(
                Drawn,
                Hours,
                (things, hours) =>
                {
                    var one = After(hours, things);
                    var other = After(hours, Enumerable.Reverse(things));
                    return one == other && one == After(hours, things.OrderBy(t => t.Hour)) && one == After(hours, things.Concat(things));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Once_it_is_kept_broken_or_lapsed_it_stays_so_whatever_comes_later() =>
        Prop.ForAll(
                Drawn,
                Hours,
                (things, hours) =>
                {
                    PromiseStanding? final = null;
                    foreach (var hour in Enumerable.Range(-25, 340))
                    {
                        // As it looks at that hour, to somebody who has heard of everything up to then.
                        var now = Start.AddHours(hour);
                        var standing = After(hours, things.Where(t => t.At <= now)).At(now);
                        if (final is { } was && standing != was)
                            return false;
                        final = standing is PromiseStanding.Open ? null : standing;
                        // Who hears of all of it later sees the same past.
                        if (standing != After(hours, things).At(now))
                            return false;
                    }
                    return final is not null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_kept_by_what_comes_before_it_is_due_and_by_nothing_else()
    {
        var run = After(24, []);
        run.Did(run.Due.AddTicks(-1)).At(run.Due).ShouldBe(PromiseStanding.Kept);
        run.Did(run.Due).At(run.Due).ShouldBe(PromiseStanding.Broken);
        run.Did(run.Began.AddTicks(-1)).At(run.Due).ShouldBe(PromiseStanding.Broken, "done before it was promised");
        run.At(run.Due.AddTicks(-1)).ShouldBe(PromiseStanding.Open);
        run.At(run.Due).ShouldBe(PromiseStanding.Broken);
        run.End(run.Due.AddHours(-1)).At(run.Due).ShouldBe(PromiseStanding.Lapsed);
        run.End(run.Due).At(run.Due).ShouldBe(PromiseStanding.Broken, "it ended too late to matter");
        run.End(run.Due.AddHours(-2)).Did(run.Due.AddHours(-1)).At(run.Due).ShouldBe(PromiseStanding.Lapsed);
        run.Did(run.Due.AddHours(-2)).End(run.Due.AddHours(-1)).At(run.Due).ShouldBe(PromiseStanding.Kept);
    }

    [Fact]
    public void Its_clock_stands_on_days_off() =>
        Prop.ForAll(
                Hours,
                Gen.Choose(0, 24 * 60).ToArbitrary(),
                (hours, later) =>
                {
                    var began = Start.AddHours(later);
                    var run = WorkingPromises.Make(PromiseKind.FollowUp, new(0, hours), Calendar, began)!;
                    return Calendar.Elapsed(began, run.Due) == TimeSpan.FromHours(hours) && Calendar.IsBusinessDay(run.Due);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_meeting_on_a_friday_is_answered_by_monday_and_not_on_a_holiday()
    {
        var friday = new DateTimeOffset(2026, 3, 20, 15, 0, 0, TimeSpan.Zero);
        WorkingPromises.Make(PromiseKind.FollowUp, new(0, 24), Calendar, friday)!.Due.ShouldBe(friday.AddDays(3));
        // The Thursday before the holiday of 3 April; clocks were changed before.
        var thursday = new DateTimeOffset(2026, 4, 2, 15, 0, 0, TimeSpan.Zero);
        WorkingPromises.Make(PromiseKind.FollowUp, new(0, 24), Calendar, thursday)!.Due.ShouldBe(thursday.AddDays(4));
    }

    [Fact]
    public void Staff_are_told_at_each_mark_once_in_order_and_of_nothing_that_is_done_or_over() =>
        Prop.ForAll(
                Hours,
                Gen.Choose(0, 24 * 30).ToArbitrary(),
                (hours, later) =>
                {
                    var promise = TimeSpan.FromHours(hours);
                    var run = WorkingPromises.Make(PromiseKind.Opportunity, new(hours, 0), Calendar, Start.AddHours(later))!;
                    var (told, looks) = (ClockMark.None, new List<DateTimeOffset>());
                    while (run.NextLook(told, promise, Calendar) is { } at)
                    {
                        var reached = run.Reached(promise, Calendar, at);
                        if (reached <= told)
                            return false;
                        (told, looks) = (reached, [.. looks, at]);
                    }
                    return told is ClockMark.Breach
                        && looks.Count == 3
                        && looks.SequenceEqual(looks.Order())
                        && looks[^1] == run.Due
                        && run.Did(looks[0]).NextLook(ClockMark.None, promise, Calendar) is null
                        && run.End(looks[0]).NextLook(ClockMark.Half, promise, Calendar) is null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_no_policy_says_is_promised_to_nobody_and_an_opportunity_only_to_those_who_refer()
    {
        foreach (var kind in Enum.GetValues<PromiseKind>())
            WorkingPromises.Make(kind, PromiseRules.None, Calendar, Start).ShouldBeNull();
        WorkingPromises.Make(PromiseKind.Opportunity, new(0, 24), Calendar, Start).ShouldBeNull();
        WorkingPromises.Make(PromiseKind.FollowUp, new(24, 0), Calendar, Start).ShouldBeNull();
        Enum.GetValues<Motion>().Where(WorkingPromises.IsReferral).ShouldBe([Motion.Referral]);
    }

    [Fact]
    public void The_order_in_which_promises_are_listed_changes_no_figure_and_none_is_counted_twice() =>
        Prop.ForAll(
                Drawn,
                Hours,
                (things, hours) =>
                {
                    var now = Start.AddHours(200);
                    var promises = things
                        .Select((t, i) => (i % 2 == 0 ? PromiseKind.Opportunity : PromiseKind.FollowUp, t.Onto(After(hours, []))))
                        .ToList();
                    var figures = PromiseFigures.Of(promises, now);
                    return figures.SequenceEqual(PromiseFigures.Of(Enumerable.Reverse(promises), now))
                        && figures.Sum(f => f.Kept + f.Broken + f.Open)
                            == promises.Count(p => p.Item2.At(now) is not PromiseStanding.Lapsed)
                        && PromiseFigures.Of(promises, now.AddDays(ConductBoard.Days)).Count == 0;
                }
            )
            .QuickCheckThrowOnFailure();

    private static PromiseRun After(int hours, IEnumerable<Heard> things) =>
        things.Aggregate(WorkingPromises.Make(PromiseKind.Opportunity, new(hours, 0), Calendar, Start)!, (run, heard) => heard.Onto(run));
}
