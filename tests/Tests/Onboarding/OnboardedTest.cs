using Entente.Partners;
using Entente.Partners.Step;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Onboarding;

/// <summary>The day on which a partner was activated is known to whoever asks for the partner.</summary>
public sealed class OnboardedTest(House house) : IClassFixture<House>
{
    private readonly JourneyStory story = new(house);

    [Fact]
    public async Task It_is_the_day_of_the_vendor_and_stays_until_the_partner_left_and_came_back()
    {
        var claims = await RegistrationStory.In(house);
        await new AgreementStory(house).Alone();
        var ada = await story.Person(claims.Kestrel);
        var journey = await story.Begun(claims.Kestrel);
        await house.Work();
        (await Day(claims.Kestrel)).ShouldBeNull("it has done nothing yet");

        // Half past eleven on a summer's night by UTC: where the vendor is, the next day has begun.
        var night = new DateTime(house.Clock.Now.Year, 7, 1, 23, 30, 0, DateTimeKind.Utc);
        house.Clock.Advance(night - house.Clock.Now.UtcDateTime);
        await claims.Submitted(ada, "Night Foods");
        await house.Work();
        (await story.Load(journey)).ActivatedAt.ShouldNotBeNull();
        var day = DateOnly.FromDateTime(night).AddDays(1);
        (await Day(claims.Kestrel)).ShouldBe(day);
        (await Day(claims.Vantora)).ShouldBeNull("nobody else was");

        foreach (var status in (PartnerStatus[])[PartnerStatus.AtRisk, PartnerStatus.Active, PartnerStatus.Offboarding])
            await story.Becomes(claims.Kestrel, status);
        (await Day(claims.Kestrel)).ShouldBe(day);
        (
            await house.Act<ChangeStatus, Result>(
                story.Maren,
                c =>
                    c.Run(
                        new(claims.Kestrel, PartnerStatus.Offboarding, PartnerStatus.Ended, "It is over", AllTheSame: true),
                        TestContext.Current.CancellationToken
                    )
            )
        ).Problem.ShouldBeNull();
        (await Day(claims.Kestrel)).ShouldBe(day, "it was onboarded all the same");
        await story.Becomes(claims.Kestrel, PartnerStatus.Prospect);
        (await Day(claims.Kestrel)).ShouldBeNull("it begins anew");
    }

    private async Task<DateOnly?> Day(PartnerId partner) =>
        (await house.Ask(house.Corvane, p => p.Get(partner, TestContext.Current.CancellationToken)))!.OnboardedOn;
}
