using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>Whatever is done to a review in whatever order: what was held stays as it was, and the partner reaches what was shared and nothing else.</summary>
public sealed class ReviewActsTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Maren = Ids.New<PersonId>(Start);

    private enum Act
    {
        Gather,
        Open,
        Goal,
        ChangeGoal,
        DropGoal,
        Decide,
        ChangeDecision,
        DropDecision,
        Share,
        Hold,
        Drop,
    }

    [Fact]
    public void In_every_order_what_is_over_never_changes_and_only_what_was_shared_is_out() =>
        Prop.ForAll(
                Gen.ListOf(Gen.Elements(Enum.GetValues<Act>())).ToArbitrary(),
                acts =>
                {
                    var review = Review.Begin(Ids.New<PartnerId>(Start), new Quarter(2026, 1), new(2026, 4, 14), "QBR-1", Maren, Start);
                    var now = Start;
                    foreach (var act in acts)
                    {
                        now = now.AddMinutes(1);
                        var (before, state) = (Print(review), review.State);
                        var refused = !Try(review, act, now);
                        if (refused && Print(review) != before)
                            return false;
                        if (!state.IsOpen() && !refused)
                            return false;
                        if (
                            state.IsOpen()
                            && refused
                                != (act is Act.Share ? state is not ReviewState.Draft : act is Act.Hold && state is not ReviewState.Shared)
                        )
                            return false;
                        var seen = review.State is ReviewState.Shared or ReviewState.Held;
                        if (review.Goals.Any(g => g.Out != seen) || review.Decisions.Any(d => d.Out != seen))
                            return false;
                        if ((review.State is ReviewState.Held) != (review.HeldAt is not null && review.Digest.Length > 0))
                            return false;
                    }
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_act_makes_the_page_of_before_an_old_one()
    {
        foreach (var act in Enum.GetValues<Act>().Where(a => a is not Act.Hold))
        {
            var review = Review.Begin(Ids.New<PartnerId>(Start), new Quarter(2026, 1), new(2026, 4, 14), "QBR-1", Maren, Start);
            review.Add("Deals", 5, "deals", null, Start);
            review.Decide("Send the list", Maren, new(2026, 4, 1), Start);
            var changes = review.Changes;
            Try(review, act, Start).ShouldBeTrue();
            review.Changes.ShouldBeGreaterThan(changes, act.ToString());
        }
    }

    private static bool Try(Review review, Act act, DateTimeOffset now)
    {
        try
        {
            switch (act)
            {
                case Act.Gather:
                    review.Gather(now);
                    break;
                case Act.Open:
                    review.Open(new(2026, 4, 10), "A good quarter");
                    break;
                case Act.Goal:
                    review.Add("Deals", 5, "deals", null, now);
                    break;
                case Act.ChangeGoal when review.Goals.Count > 0:
                    review.Set(review.Goals[0], "Deals", 5, "deals", now.Minute);
                    break;
                case Act.DropGoal when review.Goals.Count > 0:
                    review.Remove(review.Goals[0]);
                    break;
                case Act.Decide:
                    review.Decide("Send the list", Maren, new(2026, 4, 1), now);
                    break;
                case Act.ChangeDecision when review.Decisions.Count > 0:
                    review.Set(review.Decisions[0], $"Send it, {now.Minute}", Maren, new(2026, 4, 1));
                    break;
                case Act.DropDecision when review.Decisions.Count > 0:
                    review.Remove(review.Decisions[0]);
                    break;
                case Act.Share:
                    review.Share(now);
                    break;
                case Act.Hold:
                    review.Hold("abc", Maren, now);
                    break;
                case Act.Drop:
                    review.Drop("Not this time");
                    break;
                default:
                    // Nothing to change: as if it were another word before the numbers.
                    review.Open(new(2026, 4, 10), "");
                    break;
            }
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Print(Review review) =>
        string.Join(
            '|',
            review.State,
            review.Summary,
            review.GatheredAt,
            review.Changes,
            review.Digest,
            string.Join(';', review.Goals.Select(g => $"{g.Words}{g.Target}{g.Actual}")),
            string.Join(';', review.Decisions.Select(d => $"{d.Words}{d.OwnerId}{d.DueOn}"))
        );
}
