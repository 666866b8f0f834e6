using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Board;
using Entente.Recruitment.Book;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>How candidates are judged and decided, by whom, and what leaves the house.</summary>
public sealed class DecisionTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RecruitmentStory story = new(house);

    [Fact]
    public async Task A_fitting_candidate_becomes_a_partner_in_onboarding_and_both_know_each_other()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host, "Fitting Ltd"));
        (await story.Score(number, 4)).Problem.ShouldBeNull();

        var accepted = await story.Accept(await story.At(number), invite: true);

        accepted.Problem.ShouldBeNull();
        await using var scope = house.As(house.Corvane);
        var partner = (await scope.ServiceProvider.GetRequiredService<PartnersApi>().Get(accepted.Value, Ct)).ShouldNotBeNull();
        (partner.Name, partner.Type, partner.Status, partner.Region).ShouldBe(
            ("Fitting Ltd", PartnerType.Reseller, PartnerStatus.Onboarding, "DACH")
        );
        partner.Domains.ShouldBe([host]);
        var candidate = await story.Load(number);
        (candidate.State, candidate.Partner, candidate.Total, candidate.Threshold).ShouldBe(
            (CandidateState.Accepted, accepted.Value, 4.0m, 3.0m)
        );
        var member = (await scope.ServiceProvider.GetRequiredService<AccessApi>().Member($"hilda@{host}", Ct)).ShouldNotBeNull();
        (member.Partner, member.PartnerRole).ShouldBe((accepted.Value, PartnerRole.Admin));
        (await story.Mails($"hilda@{host}")).ShouldContain(m => m.Subject == $"{number}: welcome as a partner");
    }

    [Fact]
    public async Task Without_the_tick_nobody_of_theirs_can_sign_in()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        (await story.Score(number, 5)).Problem.ShouldBeNull();

        (await story.Accept(await story.At(number))).Problem.ShouldBeNull();

        await using var scope = house.As(house.Corvane);
        (await scope.ServiceProvider.GetRequiredService<AccessApi>().Member($"hilda@{host}", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Below_the_threshold_or_incomplete_acceptance_needs_a_written_reason()
    {
        await story.Publish(
            RecruitmentStory.Open with
            {
                Thresholds = new Dictionary<PartnerType, decimal> { [PartnerType.Reseller] = 3.5m },
            }
        );
        var number = await story.Evaluated();

        (await story.Accept(await story.At(number))).Problem!.Message.ShouldContain("not complete");
        (await story.Score(number, 3)).Problem.ShouldBeNull();
        (await story.Accept(await story.At(number))).Problem!.Message.ShouldContain("below the threshold");
        (await story.Accept(await story.At(number), "The board wants it")).Problem.ShouldBeNull();

        (await story.Load(number)).Steps.ShouldContain(s => s.To == CandidateState.Accepted && s.Why == "The board wants it");
    }

    [Fact]
    public async Task Each_person_scores_for_themselves_and_the_total_is_the_mean_of_all()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Evaluated();
        var other = RecruitmentStory.Staff(house, StaffRole.PartnerManager);
        (await story.Score(number, 5)).Problem.ShouldBeNull();
        (await story.Score(number, 2, other)).Problem.ShouldBeNull();
        (await story.View(number))!.Fit.Value.ShouldBe(3.5m);

        (await story.Score(number, 4, other)).Problem.ShouldBeNull();

        var view = (await story.View(number, other))!;
        (view.Fit.Value, view.Fit.Percent, view.Scores.Count).ShouldBe((4.5m, 90, 12));
        view.Scores.Where(s => s.Mine).ShouldAllBe(s => s.Value == 4 && s.Note.StartsWith("Because"));
        (
            await house.Act<ScoreCandidate, Result>(story.Maren, s => s.Run(number, [new(FitCriterion.Sales, "6", null)], Ct))
        ).Problem!.Fields!.Keys.ShouldBe(["score[Sales]"]);
    }

    [Fact]
    public async Task The_inward_reason_of_a_decline_never_reaches_the_applicant_and_the_outward_only_when_staff_say_so()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        var at = await story.At(number);

        (await story.Move(m => m.Decline(at, null, null, null, true, Ct))).Problem!.Fields!.Keys.ShouldBe(
            ["reason", "outward"],
            ignoreOrder: true
        );
        (await story.Move(m => m.Decline(at, DeclineReason.Other, " ", null, false, Ct))).Problem!.Code.ShouldBe("recruitment.no_why");
        (
            await story.Move(m => m.Decline(at, DeclineReason.NoFit, "Zzinward: they owe us money", "Zzoutward: not this year.", false, Ct))
        ).Problem.ShouldBeNull();
        (await story.Mails($"hilda@{host}")).Count.ShouldBe(1, "that it arrived");
        var declined = await story.At(number);
        (await story.Move(m => m.TellDecline(declined, "Zzoutward: not this year.", Ct))).Problem.ShouldBeNull();

        var mails = await story.Mails($"hilda@{host}");
        mails.Count.ShouldBe(2);
        mails.Single(m => m.Subject == $"{number}: your application").Text.ShouldContain("Zzoutward: not this year.");
        mails.ShouldAllBe(m => !m.Text.Contains("Zzinward") && !m.Text.Contains("No fit") && !m.Subject.Contains("Zzinward"));
        var again = await story.At(number);
        (await story.Move(m => m.TellDecline(again, "Once more", Ct))).Problem!.Code.ShouldBe("recruitment.told");
        (await story.Load(number)).Steps.ShouldContain(s => s.Why == "No fit: Zzinward: they owe us money");
    }

    [Fact]
    public async Task Who_looked_before_somebody_else_decided_is_told_to_look_again()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Evaluated();
        var seen = await story.At(number);
        var (owner, _) = await story.Hired(StaffRole.PartnerManager);
        (await story.Move(m => m.Assign(seen, null, Ct))).Problem.ShouldBeNull();
        (await story.At(number)).ShouldBe(seen, "nobody looked after it before either: nothing changed");
        (await story.Move(m => m.Assign(seen, owner.Person, Ct))).Problem.ShouldBeNull();

        (await story.Move(m => m.Decline(seen, DeclineReason.NoFit, null, null, false, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await story.Accept(seen, "Yes")).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await story.Load(number)).State.ShouldBe(CandidateState.Evaluating);
    }

    [Fact]
    public async Task Not_now_keeps_it_with_a_day_and_its_owner_is_told_once_when_that_has_come()
    {
        await story.Publish(RecruitmentStory.Open);
        var (owner, email) = await story.Hired(StaffRole.PartnerManager);
        var number = await story.Evaluated();
        var at = await story.At(number);
        (await story.Move(m => m.Assign(at, owner.Person, Ct))).Problem.ShouldBeNull();
        var day = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(20).ToString("yyyy-MM-dd");
        var kept = await story.At(number);
        (await story.Move(m => m.Postpone(kept, "2001-01-01", "Later", Ct))).Problem!.Code.ShouldBe("recruitment.no_day");
        (await story.Move(m => m.Postpone(kept, day, "After their merger", Ct))).Problem.ShouldBeNull();

        await story.Sweep();
        (await Revisits(email)).ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromDays(21));
        await Task.WhenAll(story.Sweep(), story.Sweep());
        await story.Sweep();
        await house.Work();

        (await Revisits(email)).ShouldBe(1);
        (await story.Load(number)).Steps.ShouldContain(s =>
            s.To == CandidateState.NotNow && s.Why == "After their merger" && s.By == story.Maren.Person
        );

        async Task<int> Revisits(string to) => (await story.Mails(to)).Count(m => m.Subject.Contains("again: the day has come"));
    }

    [Fact]
    public async Task Who_may_not_decide_sees_and_moves_nothing_nor_does_staff_with_a_scope()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Evaluated();
        var at = await story.At(number);
        foreach (var role in new[] { StaffRole.RevOps, StaffRole.Sales, StaffRole.Finance, StaffRole.Marketing, StaffRole.Auditor })
        {
            var staff = RecruitmentStory.Staff(house, role);
            (await story.View(number, staff)).ShouldBeNull(role.ToString());
            (await story.Accept(at, "Yes", by: staff)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden, role.ToString());
            (
                await house.Act<CandidateList, CandidateListView>(staff, l => l.Table(new(null, null, null, null, null, 1), Ct))
            ).Total.ShouldBe(0);
        }
        Permissions.Narrowable.ShouldNotContain(Permissions.DecideRecruitment, "a candidate is no partner, so it is in nobody's scope");
    }

    [Fact]
    public async Task Weights_of_nothing_and_a_page_that_is_out_of_date_are_not_published()
    {
        await story.Publish(RecruitmentStory.Open);
        await using var scope = house.As(story.Maren);
        var shelf = scope.ServiceProvider.GetRequiredService<RecruitmentShelf>();
        var seen = (await shelf.InForce(Ct)).Number;
        var none = new Dictionary<string, string>();

        (
            await shelf.Publish(RecruitmentStory.Open with { Weights = new Dictionary<FitCriterion, int>() }, none, null, seen, Ct)
        ).Problem!.Fields!.Keys.ShouldBe(["weight[Alignment]"]);
        (await shelf.Publish(RecruitmentStory.Open, none, null, seen - 1, Ct)).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await shelf.InForce(Ct)).Number.ShouldBe(seen);
        await using var other = house.As(RecruitmentStory.Staff(house, StaffRole.PartnerManager));
        (
            await other.ServiceProvider.GetRequiredService<RecruitmentShelf>().Publish(RecruitmentStory.Open, none, null, seen, Ct)
        ).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
    }

    [Fact]
    public async Task The_funnel_counts_by_month_and_source_with_the_median_days_to_decision()
    {
        // A month of its own.
        var now = house.Clock.Now;
        house.Clock.Advance(new DateTimeOffset(now.Year, now.Month, 2, 12, 0, 0, TimeSpan.Zero).AddMonths(1) - now);
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var (yes, no, open) = (
            await story.Evaluated(RecruitmentStory.Input(host)),
            await story.Evaluated(),
            await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()))
        );
        await story.Apply(RecruitmentStory.Input(host) with { ContactEmail = $"again@{host}" });
        house.Clock.Advance(TimeSpan.FromDays(2));
        (await story.Accept(await story.At(yes), "Yes")).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(2));
        var at = await story.At(no);
        (await story.Move(m => m.Decline(at, DeclineReason.NoFit, null, null, false, Ct))).Problem.ShouldBeNull();

        var funnel = await house.Act<CandidateList, IReadOnlyList<FunnelRow>>(story.Maren, l => l.Funnel(Ct));

        var line = funnel[0];
        (line.Source, line.Came, line.Evaluated, line.Accepted, line.Declined).ShouldBe((CandidateSource.Applied, 3, 2, 1, 1));
        line.Month.ShouldBe(house.Clock.Now.ToString("yyyy-MM"));
        line.Days!.Value.ShouldBe(3, 0.01, "the median of two and four");
        open.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_declined_again_is_told_again_in_the_words_of_then()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        var first = await story.At(number);
        (await story.Move(m => m.Decline(first, DeclineReason.NoFit, null, "Not this year.", true, Ct))).Problem.ShouldBeNull();
        await story.Evaluate(number);
        (await story.View(number))!.Outward.ShouldBeEmpty("the words of the first are not those of the next");
        await story.Decline(number);

        var again = await story.At(number);
        (await story.Move(m => m.TellDecline(again, "Nor next year.", Ct))).Problem.ShouldBeNull();

        (await story.Mails($"hilda@{host}")).Where(m => m.Subject == $"{number}: your application").Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_note_without_a_score_is_refused_at_its_criterion_and_what_was_kept_stays()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Evaluated();
        (await story.Score(number, 4)).Problem.ShouldBeNull();

        var alone = await house.Act<ScoreCandidate, Result>(
            story.Maren,
            s => s.Run(number, [new(FitCriterion.Sales, "", "They sell well"), new(FitCriterion.Overlap, "2", null)], Ct)
        );

        alone.Problem!.Fields!.ShouldHaveSingleItem().Key.ShouldBe("score[Sales]");
        (await story.View(number))!.Scores.ShouldAllBe(s => s.Value == 4);
        (
            await house.Act<ScoreCandidate, Result>(story.Maren, s => s.Run(number, [new(FitCriterion.Sales, "", " ")], Ct))
        ).Problem.ShouldBeNull();
        (await story.View(number))!.Scores.Count.ShouldBe(5, "both cleared: no word on it any more");
    }
}
