using Entente.Conflicts.Decide;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Meet;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>The review of a claim and the case of the conflict rule alike.</summary>
public sealed class OneLadderTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Between_two_leads_the_one_that_met_leads_on_both_pages()
    {
        var story = await ConflictStory.In(house);
        var first = await Lead(story, story.Claims.Ines, "Met Later");
        house.Clock.Advance(TimeSpan.FromDays(3));
        var second = await Lead(story, story.Claims.Jonah, "Met Later");
        await house.Work();
        // Approved while the conflict is open, as somebody may.
        (await story.Claims.Approve(second, accept: true)).Problem.ShouldBeNull();
        await house.Work();
        (await house.Act<LogFirstMeeting, Result>(story.Claims.Jonah, u => u.Run(second, RegistrationStory.Ct))).Problem.ShouldBeNull();

        (await Review(story, first)).ShouldBe(await CaseLeads(story, "Met Later"));
        (await CaseLeads(story, "Met Later")).ShouldStartWith("Vantora");
    }

    [Fact]
    public async Task Who_serves_the_customer_leads_on_both_pages()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Served Already");
        await story.Deal(
            connection,
            account,
            "served",
            d => d with { Stage = DealStory.Won, CloseDate = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(-1) }
        );
        await house.Link(
            house.Corvane,
            new(connection, "served", "Direct served", account, null, story.Claims.Vantora, Motion: "reseller")
        );
        house.Clock.Advance(TimeSpan.FromDays(1));
        var (_, first, second) = await story.Contested("Served Already");

        foreach (var number in new[] { first, second })
            (await Review(story, number)).ShouldBe(await CaseLeads(story, "Served Already"));
        (await CaseLeads(story, "Served Already")).ShouldStartWith("Vantora");
        var stored = await story.Claims.Trace(second);
        (stored.Verdict!.ClaimantLeads, stored.Verdict.RuledBy).ShouldBe((true, "Incumbent beats net-new"), "at the door as well");
    }

    private static async Task<string> Lead(ConflictStory story, Actor who, string company)
    {
        var receipt = await story.Claims.Submit(who, RegistrationStory.Claim(company) with { Kind = RegistrationKind.Lead });
        receipt.Problem.ShouldBeNull();
        return receipt.Value.Number;
    }

    private async Task<string?> Review(ConflictStory story, string number) =>
        (await house.Act<ReviewQuery, ReviewView?>(story.Claims.Maren, q => q.Load(number, RegistrationStory.Ct)))!.Ruling!.Leader;

    private async Task<string?> CaseLeads(ConflictStory story, string company)
    {
        var one = (await story.Of(company))!;
        var weighed = await house.Act<Weighing, Weighed>(story.Claims.Maren, w => w.Of(one, house.Clock.Now, RegistrationStory.Ct));
        return weighed.Parties.SingleOrDefault(p => p.Key == weighed.Ruling.Leader)?.Name;
    }
}
