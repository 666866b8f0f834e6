using Entente.Engagement.Write;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Submit;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Engagement;

/// <summary>What must be confirmed comes before the next registration of whoever did not.</summary>
public sealed class ConfirmFirstTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly NewsStory story = new(house);

    [Fact]
    public async Task After_its_day_no_claim_of_theirs_is_taken_until_they_confirmed()
    {
        var claims = await RegistrationStory.In(house);
        var today = house.Corvane.DayOf(house.Clock.Now);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(claims.Kestrel)) with { AcknowledgeBy = today.AddDays(2) });

        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Before Foods"))).Problem.ShouldBeNull("its day is not over");
        house.Clock.Advance(TimeSpan.FromDays(3));

        var refused = (await claims.Submit(claims.Ines, RegistrationStory.Claim("Gated Foods"))).Problem.ShouldNotBeNull();
        refused.Code.ShouldBe("announcement.confirm_first");
        refused.Message.ShouldContain("“Prices from June”");
        (await claims.Submit(claims.Ines with { Channel = Channel.Link }, RegistrationStory.Claim("Linked Foods"))).Problem!.Code.ShouldBe(
            "announcement.confirm_first",
            "a personal link is no way round"
        );
        (await claims.Submit(claims.Ines with { Channel = Channel.Api }, RegistrationStory.Claim("Api Foods"))).Problem!.Code.ShouldBe(
            "announcement.confirm_first"
        );
        (await claims.Submit(claims.Jonah, RegistrationStory.Claim("Jonah Foods"))).Problem.ShouldBeNull("it is not for him");
        (
            await house.Act<SubmitRegistration, Result<Receipt>>(
                claims.Maren,
                u => u.Run(new(RegistrationStory.Claim("Staff Foods"), "staff-1", claims.Kestrel), Ct)
            )
        ).Problem.ShouldBeNull("staff are not gated");

        (await story.Confirm(claims.Ines, id)).Ok.ShouldBeTrue();
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Gated Foods"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_ended_or_over_stands_in_nobody_s_way_and_newcomers_have_a_week()
    {
        var claims = await RegistrationStory.In(house);
        var today = house.Corvane.DayOf(house.Clock.Now);
        var sheet = NewsStory.Sheet(NewsStory.Named(claims.Kestrel)) with { AcknowledgeBy = today.AddDays(1) };
        var ended = await story.Out(sheet);
        await story.Out(sheet with { ExpiresAt = house.Clock.Now.AddDays(5) });
        house.Clock.Advance(TimeSpan.FromDays(3));
        var late = await story.Person(claims.Kestrel, $"late{claims.Kestrel.Short()}@reader.example");
        await story.Watch();
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Shut Foods"))).Problem.ShouldNotBeNull();
        (await claims.Submit(late, RegistrationStory.Claim("Late Foods"))).Problem.ShouldBeNull("they came after its day");

        (await house.Act<PublishAnnouncement, Result>(story.Mila, p => p.End(ended, 2, "Not needed", Ct))).Problem.ShouldBeNull();
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Shut Foods"))).Problem.ShouldNotBeNull("the other one is live");
        house.Clock.Advance(TimeSpan.FromDays(3));
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Shut Foods"))).Problem.ShouldBeNull("both are gone");
    }

    [Fact]
    public async Task The_same_form_sent_twice_gets_its_first_answer_even_when_the_gate_has_shut()
    {
        var claims = await RegistrationStory.In(house);
        var today = house.Corvane.DayOf(house.Clock.Now);
        await story.Out(NewsStory.Sheet(NewsStory.Named(claims.Kestrel)) with { AcknowledgeBy = today });
        var first = await claims.Submit(claims.Ines, RegistrationStory.Claim("Twice Foods"), "twice");
        house.Clock.Advance(TimeSpan.FromDays(2));

        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Twice Foods"), "twice")).Value.Number.ShouldBe(first.Value.Number);
    }
}
