using Entente.Platform.Time;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>The guard of protected accounts: when a reason is asked for, who gives it, how it is counted.</summary>
public sealed class DirectDealsTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly BusinessCalendar Calendar = new("Europe/Berlin", BusinessCalendar.MondayToFriday, []);

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static Gen<AskedDirectDeal> Question =>
        from asked in Gen.Choose(-5, 120)
        from state in Gen.Elements(DirectDealState.Open, DirectDealState.Answered, DirectDealState.Lapsed)
        from reason in Gen.Elements(Enum.GetValues<DirectReason>())
        let at = Now.AddDays(-asked)
        let answered = state is DirectDealState.Answered
        select new AskedDirectDeal(
            at,
            DirectDeals.AnswerBy(at, Calendar),
            state,
            answered ? reason : null,
            state is DirectDealState.Open ? null : at.AddHours(3)
        );

    [Fact]
    public void Only_a_deal_opened_while_the_protection_held_is_asked_about() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.Choose(-500, 500)),
                hours =>
                    DirectDeals.OpenedUnder(Now, "DR-1048", null, Id(1), "A deal", Now.AddHours(hours)) == (hours >= 0)
                    && !DirectDeals.OpenedUnder(null, "DR-1048", null, Id(2), "A deal", Now.AddHours(hours))
            )
        );

    [Fact]
    public void The_claims_own_deal_is_never_asked_about()
    {
        var deal = Id(3);
        DirectDeals.OpenedUnder(Now, "DR-1048", deal, deal, "Its deal", Now.AddDays(1)).ShouldBeFalse();
        DirectDeals.OpenedUnder(Now, "DR-1048", null, deal, "Aldermere, DR-1048", Now.AddDays(1)).ShouldBeFalse("it was just written");
        DirectDeals.OpenedUnder(Now, "DR-1048", Id(4), deal, "Another", Now.AddDays(1)).ShouldBeTrue();
    }

    [Fact]
    public void A_reason_is_due_a_business_day_later()
    {
        DirectDeals.AnswerBy(new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero), Calendar).ShouldBe(new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));
        DirectDeals.AnswerBy(new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero), Calendar).ShouldBe(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void The_owner_answers_or_whoever_decides_and_nobody_without_a_name()
    {
        var (owner, other) = (Id(5), Id(6));
        DirectDeals.MayAnswer(owner, owner, decides: false, sells: true).ShouldBeTrue();
        DirectDeals.MayAnswer(other, owner, decides: false, sells: true).ShouldBeFalse("it is a colleague's deal");
        DirectDeals.MayAnswer(other, owner, decides: true, sells: false).ShouldBeTrue();
        DirectDeals.MayAnswer(other, null, decides: false, sells: true).ShouldBeTrue("nobody here owns it");
        DirectDeals.MayAnswer(other, null, decides: false, sells: false).ShouldBeFalse();
        DirectDeals.MayAnswer(null, null, decides: true, sells: true).ShouldBeFalse();
    }

    [Fact]
    public void Every_reason_has_words_of_its_own_and_is_read_by_its_name_alone()
    {
        DirectDeals.Reasons.Select(r => r.Words).ShouldBeUnique();
        foreach (var (reason, _) in DirectDeals.Reasons)
            DirectDeals.Read(reason.ToString()).ShouldBe(reason);
        foreach (var wrong in (string?[])[null, "", "7", "0", "mistake", "Mistake ", "Mistake,Other"])
            DirectDeals.Read(wrong).ShouldBeNull();
    }

    [Fact]
    public void Each_question_of_the_period_is_counted_once_whatever_their_order() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.ListOf(Question)),
                questions =>
                {
                    var board = DirectDealFigures.Of(questions, Now);
                    var turned = DirectDealFigures.Of(Enumerable.Reverse(questions), Now);
                    var within = questions.Where(q => q.AskedAt > Now.AddDays(-90) && q.AskedAt <= Now).ToList();
                    var waiting = within.Count(q => q.State is DirectDealState.Open && q.DueAt > Now);
                    return board.Asked == within.Count
                        && board.Answered + board.Lapsed + board.Unanswered + waiting == within.Count
                        && board.Reasons.SequenceEqual(turned.Reasons)
                        && (board.Asked, board.Unanswered, board.Lapsed) == (turned.Asked, turned.Unanswered, turned.Lapsed);
                }
            )
        );

    [Fact]
    public void Partners_hear_of_no_fewer_than_five() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.ListOf(Question)),
                questions =>
                    DirectDealFigures.Of(questions, Now) is var board && (board.Outward is null) == (board.Asked < ConductBoard.Fewest)
            )
        );
}
