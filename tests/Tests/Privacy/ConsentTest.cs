using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Privacy;

/// <summary>What a contact agreed to is kept with its wording, date and way; withdrawn, it is kept and acted upon.</summary>
public sealed class ConsentTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claim_brings_its_contact_s_consent_once_and_another_contact_a_new_one()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Submitted(story.Ines, "Consenting Foods");

        var given = (await Of(story, number)).Single();

        given.Contact.ShouldBe("R Ashdown, r.ashdown@consentingfoods.example");
        given.Wording.ShouldBe("The contact agreed that Corvane may get in touch");
        (given.Version, given.GivenAt, given.Through).ShouldBe((ConsentWording.Version, house.Clock.Now, story.Ines.Channel));
        (await story.Refuse(number, final: false)).Problem.ShouldBeNull();
        var mended = RegistrationStory.Claim("Consenting Foods") with { Problem = "Another need, told better." };
        (await Again(story, number, mended)).Problem.ShouldBeNull();
        (await Of(story, number)).Count.ShouldBe(1, "the same contact agreed once");
        (await story.Refuse(number, final: false)).Problem.ShouldBeNull();
        (
            await Again(story, number, mended with { ContactName = "Bo Other", ContactEmail = "bo@consentingfoods.example" })
        ).Problem.ShouldBeNull();
        (await Of(story, number))
            .Select(c => c.Contact)
            .ShouldBe(["Bo Other, bo@consentingfoods.example", given.Contact], ignoreOrder: true);
    }

    [Fact]
    public async Task Withdrawn_it_is_kept_and_no_claim_on_which_they_agreed_says_so_any_more()
    {
        var story = await RegistrationStory.In(house);
        var claim = RegistrationStory.Claim("Withdrawing Foods");
        var first = await story.Submitted(story.Ines, "Withdrawing Foods");
        var second = (
            await story.Submit(story.Jonah, RegistrationStory.Claim("Withdrawing Works") with { ContactEmail = claim.ContactEmail })
        )
            .Value
            .Number;
        var other = await story.Submitted(story.Jonah, "Untouched Foods");

        (await Withdraw(story.Ines, first, "They wrote")).Problem!.Code.ShouldBe("consent.not_allowed");
        (await Withdraw(story.Maren, first, " ")).Problem!.Fields!.Keys.ShouldBe(["words"]);
        (await Withdraw(story.Maren, first, "They wrote on Monday")).Value.ShouldBe(2);

        (await story.Load(first)).Consent.ShouldBeFalse();
        (await story.Load(second)).Consent.ShouldBeFalse();
        (await story.Load(other)).Consent.ShouldBeTrue();
        var kept = (await Of(story, first)).Single();
        (kept.WithdrawnAt, kept.WithdrawnWords).ShouldBe((house.Clock.Now, "They wrote on Monday"));
        (await story.Load(first)).Steps.ShouldContain(s => s.What == "Consent withdrawn");
        // Acted upon: without a consent nothing is approved by itself or by a person who did not see it.
        OwnChecks.Consent((await story.Load(first)).AsClaim()).Severity.ShouldBe(Severity.Block);
        (await Withdraw(story.Maren, first, "Again")).Problem!.Code.ShouldBe("consent.none");
    }

    private async Task<IReadOnlyList<ConsentLine>> Of(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        return await house.Act<ConsentBook, IReadOnlyList<ConsentLine>>(story.Maren, b => b.Of(id, Ct));
    }

    private Task<Result<int>> Withdraw(Actor who, string number, string words) =>
        house.Act<ConsentBook, Result<int>>(who, b => b.Withdraw(number, words, Ct));

    private Task<Result> Again(RegistrationStory story, string number, ClaimInput claim) =>
        house.Act<Entente.Registrations.Change.SendAgain, Result>(story.Ines, s => s.Run(new(number, claim), Ct));
}
