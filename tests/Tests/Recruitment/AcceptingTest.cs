using Entente.Access;
using Entente.Crm.Sites;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Recruitment;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>What stood when it was looked at may not stand any more when it is accepted: its owner, its domain.</summary>
public sealed class AcceptingTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RecruitmentStory story = new(house);

    [Fact]
    public async Task Two_who_accept_at_once_make_one_partner_and_the_other_is_told_to_look_again()
    {
        await story.Publish(RecruitmentStory.Open);
        for (var n = 0; n < 3; n++)
        {
            var host = RecruitmentStory.Host();
            var number = await story.Evaluated(RecruitmentStory.Input(host, $"Raced {host}"));
            (await story.Score(number, 4)).Problem.ShouldBeNull();
            var at = await story.At(number);

            var both = await Task.WhenAll(
                story.Accept(at, invite: true),
                story.Accept(at, invite: true, by: RecruitmentStory.Staff(house, StaffRole.Admin))
            );

            both.Count(b => b.Ok).ShouldBe(1);
            both.Single(b => !b.Ok).Problem!.Code.ShouldBe("recruitment.stale");
            await using var scope = house.As(house.Corvane);
            (await scope.ServiceProvider.GetRequiredService<PartnersApi>().All(entering: false, Ct))
                .Count(p => p.Name == $"Raced {host}")
                .ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_partner_s_manager_is_whoever_accepts_it_when_its_owner_has_left()
    {
        await story.Publish(RecruitmentStory.Open);
        var (left, kept) = (await story.Evaluated(), await story.Evaluated());
        var leaver = await story.Owned(left);
        var stays = await story.Owned(kept);
        await story.Leaves(leaver);
        var (accepts, _) = await story.Hired(StaffRole.PartnerManager);

        var orphan = await story.Accept(await story.At(left), "Yes", by: accepts);
        var looked = await story.Accept(await story.At(kept), "Yes", by: accepts);

        (await Manager(orphan.Value)).ShouldBe(accepts.Person);
        (await Manager(looked.Value)).ShouldBe(stays.Person);

        async Task<PersonId?> Manager(PartnerId partner)
        {
            await using var scope = house.As(house.Corvane);
            return (await scope.ServiceProvider.GetRequiredService<PartnersApi>().Get(partner, Ct))!.Manager;
        }
    }

    [Fact]
    public async Task What_somebody_who_left_looked_after_stands_on_the_day_of_the_others()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Apply(RecruitmentStory.Input(RecruitmentStory.Host()));
        var leaver = await story.Owned(number);
        (await OnToday(number)).ShouldBeFalse("somebody looks after it");

        await story.Leaves(leaver);

        (await OnToday(number)).ShouldBeTrue();

        // Of the list the oldest are shown: until this one is among them, the total tells.
        async Task<bool> OnToday(string wanted)
        {
            await using var scope = house.As(story.Maren);
            var today = scope.ServiceProvider.GetServices<ITodayItem>().OfType<RecruitmentToday>().Single();
            return (await today.Section(house.Clock.Now, Ct))?.Rows.Any(r => r.Href.EndsWith("/" + wanted, StringComparison.Ordinal))
                ?? false;
        }
    }

    [Fact]
    public async Task A_domain_that_proves_nothing_by_now_is_left_out_of_the_partner()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        (
            await house.Act<ChangeSites, Result>(story.Maren, s => s.Say(new(host, Proves: false, "Anybody has a page there"), Ct))
        ).Problem.ShouldBeNull();

        var accepted = await story.Accept(await story.At(number), "Yes");

        accepted.Problem.ShouldBeNull();
        await using var scope = house.As(house.Corvane);
        (await scope.ServiceProvider.GetRequiredService<PartnersApi>().Get(accepted.Value, Ct))!.Domains.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_company_that_became_a_partner_meanwhile_is_not_accepted_twice()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        (
            await house.Create(house.Corvane, new("Quick", PartnerType.Msp, PartnerTier.Registered, PartnerStatus.Active, [host]))
        ).Problem.ShouldBeNull();

        var accepted = await story.Accept(await story.At(number), "Yes");

        accepted.Problem!.Code.ShouldBe("partner.domain_taken");
        accepted
            .Problem.Fields!.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                f => f.Key.ShouldBe("bare", "a field that the form has"),
                f => f.Value.ShouldContain("belongs to Quick")
            );
        (await story.View(number))!.Holder.ShouldBe("Quick");
        (await story.Load(number)).State.ShouldBe(CandidateState.Evaluating);
        await using var scope = house.As(house.Corvane);
        (await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Candidate>().CountAsync(c => c.Number == number, Ct)).ShouldBe(1);

        var bare = await story.Accept(await story.At(number), "Another house of theirs", bare: true);

        bare.Problem.ShouldBeNull();
        (await scope.ServiceProvider.GetRequiredService<PartnersApi>().Get(bare.Value, Ct))!.Domains.ShouldBeEmpty();
    }
}
