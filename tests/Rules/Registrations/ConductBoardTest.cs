using Entente.Platform.Time;
using Entente.Registrations.Conduct;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>How the vendor keeps its word, by one definition.</summary>
public sealed class ConductBoardTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Promise = TimeSpan.FromHours(48);

    private static Gen<ReviewTime> Review =>
        from used in Gen.Choose(0, 100)
        from ago in Gen.Choose(-5, 120)
        from open in Gen.Choose(0, 3)
        select new ReviewTime(TimeSpan.FromHours(used), Promise, open == 0 ? null : Now.AddDays(-ago));

    [Fact]
    public void The_order_in_which_things_are_listed_changes_nothing() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.ListOf(Review)),
                reviews => ConductBoard.Of(reviews, [], Now).Equals(ConductBoard.Of(Enumerable.Reverse(reviews), [], Now))
            )
        );

    [Fact]
    public void Half_of_the_decisions_took_no_longer_than_the_median_and_half_no_less() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.ListOf(Review)),
                reviews =>
                {
                    var board = ConductBoard.Of(reviews, [], Now);
                    var within = reviews.Where(r => r.DecidedAt > Now.AddDays(-90) && r.DecidedAt <= Now).ToList();
                    return board.Decided == within.Count
                        && board.Late == within.Count(r => r.Used > r.Promise)
                        && (
                            board.Median is { } median
                                ? within.Count(r => r.Used <= median) * 2 >= within.Count
                                    && within.Count(r => r.Used >= median) * 2 >= within.Count
                                : within.Count < ConductBoard.Fewest
                        );
                }
            )
        );

    [Fact]
    public void Complaints_count_when_they_are_answered_within_the_period()
    {
        var board = ConductBoard.Of(
            [],
            [],
            Now,
            [new(Now, true), new(Now.AddDays(-2), false), new(Now.AddDays(-90), true), new(Now.AddSeconds(1), true)]
        );

        (board.Complaints, board.ComplaintsUpheld, board.Disputes, board.Upheld).ShouldBe((2, 1, 0, 0), "appeals are counted apart");
    }

    [Fact]
    public void Appeals_count_when_they_are_answered_and_what_is_open_counts_once_its_promise_is_broken()
    {
        var board = ConductBoard.Of(
            [new(TimeSpan.FromHours(49), Promise, null), new(TimeSpan.FromHours(47), Promise, null)],
            [new(Now.AddDays(-1), true), new(Now.AddDays(-2), false), new(Now.AddDays(-91), true), new(Now.AddSeconds(1), true)],
            Now
        );

        (board.Overdue, board.Breaches, board.Disputes, board.Upheld, board.Median).ShouldBe((1, 1, 2, 1, null));
    }

    [Fact]
    public void A_review_runs_from_its_begin_to_its_decision_without_the_partners_time_and_each_round_by_itself()
    {
        var calendar = Terms.Of(1, Policy.Default, "Europe/London").Calendar;
        DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);
        ConductQuery.Move[] history =
        [
            new(RegistrationState.Draft, RegistrationState.Submitted, At(2, 9)),
            new(RegistrationState.Submitted, RegistrationState.InReview, At(2, 9)),
            new(RegistrationState.InReview, RegistrationState.NeedsInfo, At(2, 12)),
            new(RegistrationState.NeedsInfo, RegistrationState.InReview, At(3, 12)),
            new(RegistrationState.InReview, RegistrationState.Rejected, At(3, 15)),
            new(RegistrationState.Rejected, RegistrationState.InReview, At(4, 9)),
        ];

        var reviews = ConductQuery.Reviews(history, Promise, calendar, At(4, 11)).ToList();

        reviews[0].ShouldBe(new ReviewTime(TimeSpan.FromHours(6), Promise, At(3, 15)));
        (reviews[1].Used, reviews[1].DecidedAt).ShouldBe((TimeSpan.FromHours(2), null));
        reviews.Count.ShouldBe(2);
    }
}
