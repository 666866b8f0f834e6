using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Values;
using Entente.Reviews.Work;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Reviews;

/// <summary>What was decided in a review is done by somebody: a task of its owner, once, when the review was held.</summary>
public sealed class ReviewDecisionsTest(House house) : IClassFixture<House>
{
    private readonly ReviewStory story = new(house);

    private static CancellationToken Ct => ReviewStory.Ct;

    [Fact]
    public async Task Decisions_become_tasks_of_either_side_once_also_when_two_click()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        var (ines, leaver) = (await story.People.Person(partner, PartnerRole.Admin), await story.People.Staff(name: "Lea Leaver"));
        var boss = await story.People.Staff(StaffRole.Owner, "Ona Owner");
        var number = await story.Made(maren, partner);
        await story.Decide(maren, number, "Name ten companies", ines, 20);
        await story.Decide(maren, number, "Open the lab", maren);
        await story.Decide(maren, number, "Price list", leaver);
        (await story.Hold(maren, number)).Problem!.Code.ShouldBe("qbr.not_shared");
        (await story.Share(maren, number)).Problem.ShouldBeNull();
        (await story.Tasks(partner)).ShouldBeEmpty("nothing is decided before it was held");
        await story.People.Leaves(leaver);

        var seen = (await story.Load(number)).Version;
        var both = await Task.WhenAll(Hold(), Hold());

        both.Count(r => r.Ok).ShouldBe(1);
        both.Single(r => !r.Ok).Problem!.Code.ShouldBe("qbr.over");
        var tasks = await story.Tasks(partner);
        tasks
            .Select(t => (t.Title, t.IsShared, t.Due))
            .ShouldBe([
                ("Name ten companies", true, story.Today.AddDays(20)),
                ("Open the lab", true, story.Today.AddDays(14)),
                ("Price list", true, story.Today.AddDays(14)),
            ]);
        tasks.Select(t => t.Owner).Take(2).ShouldBe([ines.Person, maren.Person]);
        tasks[2].Owner.ShouldNotBe(leaver.Person);
        boss.Person.ShouldNotBeNull();
        tasks[2].Owner.ShouldNotBeNull("somebody has it");
        (await story.Tasks(partner, ines)).Count.ShouldBe(3, "both sides decided it, both read it");
        (await story.Load(number)).Decisions.ShouldAllBe(d => d.Given);

        Task<Result> Hold() => house.Act<SteerReview, Result>(maren, s => s.Hold(number, seen, Ct));
    }

    [Fact]
    public async Task Where_a_partner_takes_no_part_in_conversations_its_decisions_are_internal_tasks_of_its_manager()
    {
        var claims = await RegistrationStory.In(house);
        var number = await story.Shared(claims.Maren, claims.Kestrel);
        await story.Decide(claims.Maren, number, "Name ten companies", claims.Ines);
        await story.Safelist(SafeObjects.Registration, Visibility.Hidden, "message");
        try
        {
            (await story.Hold(claims.Maren, number)).Problem.ShouldBeNull();
        }
        finally
        {
            await story.Safelist(SafeObjects.Registration, Visibility.Visible, "message");
        }

        var task = (await story.Tasks(claims.Kestrel)).ShouldHaveSingleItem();
        (task.Owner, task.IsShared).ShouldBe((claims.Maren.Person, false));
        (await story.Tasks(claims.Kestrel, claims.Ines)).ShouldBeEmpty();
    }
}
