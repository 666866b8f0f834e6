using Entente.Partners;
using Entente.Platform.Values;
using Entente.Recruitment;
using Entente.Recruitment.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Recruitment;

/// <summary>The rules for applications are asked in their order; why books cannot be published; which step may follow which.</summary>
public sealed class SortingTest
{
    private static readonly Arbitrary<(ApplicationFacts Facts, RecruitmentBook Book)> Cases = (
        from company in Gen.Elements(true, false)
        from country in Gen.Elements("DE", "FR", "US")
        from type in Gen.Elements(Enum.GetValues<PartnerType>())
        from partner in Gen.Elements(true, false)
        from first in Gen.Elements(true, false)
        from month in Gen.Choose(0, 5)
        from waits in Gen.Elements(true, false)
        from free in Gen.Elements(true, false)
        from served in Gen.Elements<string[]>([], ["DE"], ["DE", "FR"])
        from notSought in Gen.Elements<PartnerType[]>([], [PartnerType.Oem, PartnerType.Affiliate])
        from most in Gen.Elements<int?>(null, 1, 3)
        select (
            new ApplicationFacts(
                company,
                country,
                type,
                partner ? Ids.New<PartnerId>(DateTimeOffset.UnixEpoch) : null,
                first ? Ids.New<CandidateId>(DateTimeOffset.UnixEpoch) : null,
                month,
                waits
            ),
            RecruitmentBook.Standard with
            {
                NoFreeMail = free,
                Countries = served,
                NotSought = notSought,
                MonthlyMost = most,
            }
        )
    ).ToArbitrary();

    [Fact]
    public void A_known_company_is_never_declined_and_the_first_rule_that_fits_decides() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var (facts, book) = c;
                    var sorted = Sorting.Decide(facts, book);
                    if (facts.Partner is not null)
                        sorted.State.ShouldBe(CandidateState.Routed);
                    else if (facts.First is not null)
                        sorted.State.ShouldBe(CandidateState.Joined);
                    else if (book.NoFreeMail && !facts.HasCompany)
                        sorted.Reason.ShouldBe(DeclineReason.NoCompany);
                    else if (book.Countries.Count > 0 && !book.Countries.Contains(facts.Country))
                        sorted.Reason.ShouldBe(DeclineReason.Market);
                    else if (book.NotSought.Contains(facts.Type))
                        sorted.Reason.ShouldBe(DeclineReason.Type);
                    else
                        sorted.Reason.ShouldBeNull();
                    sorted.Why.ShouldNotBeEmpty();
                    (sorted.State is CandidateState.Declined).ShouldBe(sorted.Reason is not null);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_comes_in_over_the_cap_or_past_those_who_wait() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var (facts, book) = c;
                    if (Sorting.Decide(facts, book).State is not CandidateState.Prospect)
                        return;
                    facts.OthersWait.ShouldBeFalse();
                    if (book.MonthlyMost is { } most)
                        facts.NewThisMonth.ShouldBeLessThan(most);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_fault_of_a_book_stands_at_its_field()
    {
        var good = RecruitmentBook.Standard;
        Wrong(good).ShouldBeEmpty();
        Wrong(good with { Weights = new Dictionary<FitCriterion, int>() }).ShouldBe(["weight[Alignment]"], "none");
        Wrong(good with { Weights = Enum.GetValues<FitCriterion>().ToDictionary(c => c, _ => 0) })
            .ShouldBe(["weight[Alignment]"], "all zero");
        Wrong(good with { Weights = new Dictionary<FitCriterion, int> { [FitCriterion.Sales] = -1 } }).ShouldBe(["weight[Sales]"]);
        Wrong(good with { Threshold = 5.1m }).ShouldBe(["threshold"]);
        Wrong(good with { Threshold = 3.25m }).ShouldBe(["threshold"], "it is compared with one decimal");
        Wrong(good with { Thresholds = new Dictionary<PartnerType, decimal> { [PartnerType.Oem] = 0.5m } }).ShouldBe(["thresholds[Oem]"]);
        Wrong(good with { Countries = ["ZZ"] }).ShouldBe(["countries"]);
        Wrong(good with { NotSought = Enum.GetValues<PartnerType>() }).ShouldBe(["notSought"]);
        Wrong(good with { JoinDays = -1 }).ShouldBe(["joinDays"]);
        Wrong(good with { MonthlyMost = 0 }).ShouldBe(["monthlyMost"]);
    }

    [Fact]
    public void A_book_reads_as_sentences_in_the_order_of_its_rules()
    {
        var lines = BookRules.Sentences(
            RecruitmentBook.Standard with
            {
                Open = true,
                NoFreeMail = true,
                Countries = ["DE", "FR"],
                NotSought = [PartnerType.Oem],
                MonthlyMost = 4,
                Thresholds = new Dictionary<PartnerType, decimal> { [PartnerType.Msp] = 3.5m },
            }
        );

        lines.ShouldContain("Who is not in Germany or France is declined.");
        lines.ShouldContain("Who wants to be OEM is declined: not sought now.");
        lines.ShouldContain("Accepting needs a complete scorecard of at least 3.0, MSP 3.5, or a written reason.");
        lines.ShouldContain(l => l.StartsWith("At most 4 new candidates a month"));
    }

    [Fact]
    public void Only_an_evaluated_candidate_is_accepted_and_what_rules_ended_nobody_moves()
    {
        foreach (var state in Enum.GetValues<CandidateState>())
        {
            CandidateStates.MayFollow(state, CandidateState.Accepted).ShouldBe(state is CandidateState.Evaluating, state.ToString());
            (CandidateStates.After(state).Count == 0).ShouldBe(
                state is CandidateState.Received or CandidateState.Accepted or CandidateState.Routed,
                state.ToString()
            );
        }
    }

    [Fact]
    public void What_joined_another_can_go_on_by_itself_and_nothing_joins_what_is_declined_or_joined_itself()
    {
        CandidateStates.After(CandidateState.Joined).ShouldBe([CandidateState.Evaluating]);
        foreach (var state in Enum.GetValues<CandidateState>())
            CandidateStates
                .Joinable.Contains(state)
                .ShouldBe(state is CandidateState.Accepted || (state.IsOpen() && state is not CandidateState.Received), state.ToString());
        BookRules
            .Sentences(RecruitmentBook.Standard)
            .ShouldContain(l => l.Contains("within 90 days joins that one; once it is declined, a new one is a candidate of its own"));
    }

    private static IEnumerable<string> Wrong(RecruitmentBook book) => BookRules.Wrong(book).Keys;
}
