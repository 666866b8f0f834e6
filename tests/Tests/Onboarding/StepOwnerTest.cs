using Entente.Access;
using Entente.Onboarding;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Onboarding;

/// <summary>A step of an onboarding has an owner of its side, who is reminded of it.</summary>
public sealed class StepOwnerTest(House house) : IClassFixture<House>
{
    private static int made;

    private readonly JourneyStory story = new(house);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_is_given_to_somebody_of_its_side_and_of_no_other()
    {
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var (ada, stranger) = (await story.Person(kestrel), await story.Person(other));
        var stella = await Staff();
        var id = await story.Begun(kestrel);
        var (ours, theirs) = (await story.Step(id, "welcome"), await story.Step(id, "team"));

        (await Give(ours, stella)).Problem.ShouldBeNull();
        (await Give(theirs, ada.Person)).Problem.ShouldBeNull();
        (await story.Step(id, "welcome")).OwnerId.ShouldBe(stella);
        (await Give(ours, null)).Problem!.Code.ShouldBe("journey.step_stale", "it was given to somebody meanwhile");
        (await Give(await story.Step(id, "welcome"), ada.Person)).Problem!.Fields!.Keys.ShouldBe(["owner"]);
        (await Give(await story.Step(id, "team"), stella)).Problem!.Code.ShouldBe("journey.no_owner");
        (await Give(await story.Step(id, "team"), stranger.Person)).Problem!.Code.ShouldBe("journey.no_owner");
        (await Give(await story.Step(id, "welcome"), null)).Problem.ShouldBeNull();
        (await story.Step(id, "welcome")).OwnerId.ShouldBeNull();
    }

    [Fact]
    public async Task Only_staff_who_manage_the_partner_give_steps_and_the_partner_does_not_learn_who_of_ours_has_one()
    {
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var ada = await story.Person(kestrel);
        var stella = await Staff("Stella Secret");
        var id = await story.Begun(kestrel);
        var step = await story.Step(id, "welcome");

        (await Give(step, stella, ada)).Problem!.Code.ShouldBe("journey.may_not");
        (await Give(step, stella, story.Maren with { Permissions = Permissions.Of(StaffRole.Finance) })).Problem!.Code.ShouldBe(
            "journey.may_not"
        );
        (await Give(step, stella, story.Maren with { Scope = [other] })).Problem!.Code.ShouldBe("journey.none");
        (await Give(step, stella)).Problem.ShouldBeNull();

        Json.Write(await story.View(ada, kestrel)).ShouldNotContain("Stella Secret");
        Json.Write(await story.View(ada, kestrel)).ShouldNotContain(stella.ToString());
        var seen = (await house.Act<JourneysQuery, JourneyView?>(story.Maren, q => q.Load(id, Ct)))!;
        seen.Steps.Single(s => s.Id == step.Id).Owner.ShouldBe("Stella Secret");
        seen.VendorOwners.ShouldContain(o => o.Id == stella);
        seen.PartnerOwners.Select(o => o.Id).ShouldBe([ada.Person!.Value]);
    }

    [Fact]
    public async Task Reminders_of_a_step_go_to_whose_it_is_alone_and_to_the_side_once_they_have_left()
    {
        var kestrel = await story.Partner();
        var (ada, ben) = (await story.Person(kestrel), await story.Person(kestrel));
        await new AgreementStory(house).Alone();
        var id = await story.Begun(kestrel);
        (await story.Tick(story.Maren, await story.Step(id, "welcome"))).Problem.ShouldBeNull();
        (await Give(await story.Step(id, "offer"), ben.Person)).Problem.ShouldBeNull();

        await Until(id, "offer", told: 1);
        (await Readers(await story.Step(id, "offer"))).ShouldBe([ben.Person]);

        await using (var scope = house.As(house.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(ben.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        await Until(id, "offer", told: 2);
        (await Readers(await story.Step(id, "offer"))).ShouldBe([ben.Person, ada.Person], ignoreOrder: true);
    }

    private async Task<PersonId> Staff(string name = "Stella Staff")
    {
        await using var scope = house.As(house.Corvane);
        var person = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddStaff($"step-owner{Interlocked.Increment(ref made)}@corvane.example", name, StaffRole.PartnerManager, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return person.Value;
    }

    private Task<Result> Give(JourneyStepRow step, PersonId? to, Actor? by = null) =>
        house.Act<GiveStep, Result>(by ?? story.Maren, g => g.Run(step.Id, step.Version, to?.ToString(), Ct));

    private async Task Until(JourneyId id, string key, int told)
    {
        for (var hours = 0; hours < 24 * 21 && (await story.Mails(await story.Step(id, key))).Count < told; hours += 12)
        {
            await story.Watch();
            house.Clock.Advance(TimeSpan.FromHours(12));
        }
    }

    private async Task<IReadOnlyList<PersonId?>> Readers(JourneyStepRow step)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Entente.Platform.Mail.MailMessage>()
            .Where(m => m.AboutId == step.Id.Value)
            .Select(m => m.ToPerson)
            .ToListAsync(Ct);
    }
}
