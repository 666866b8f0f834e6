using Entente.Access;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Where people land. A class of its own: Today shows the most urgent only, so nobody else may fill it.</summary>
public sealed class HomesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_partner_without_a_deal_reads_the_promise_of_the_policy_that_runs()
    {
        var story = await RegistrationStory.In(web.House);
        var staff = await web.Staff(StaffRole.RevOps, "promise@corvane.example");
        (await staff.Submit("/w/corvane/settings/policy", ("Input.DecisionHours", "30"))).Status.ShouldBe(303);
        var partner = await web.SignIn(story.InesEmail);

        (await partner.Open("/w/corvane/portal")).Words.ShouldContain(
            "you get a number at once and an answer within 30 hours of business days."
        );
    }

    [Fact]
    public async Task Today_the_list_and_the_portal_show_what_waits()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Approved(story.Ines, "Portal View");
        await story.Submitted(story.Ines, "Waiting View");
        var staff = await web.Staff(StaffRole.Owner, $"t{number}@corvane.example");
        await web.Work();
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        var partner = await web.SignIn(story.InesEmail);

        (await staff.Open("/w/corvane/today")).Words.ShouldContain("Waiting View");
        (await staff.Open("/w/corvane/registrations")).Words.ShouldContain("Waiting View");
        (await staff.Open("/w/corvane/registrations?view=running")).Words.ShouldContain("Portal View");
        var home = await partner.Open("/w/corvane/portal");
        home.Words.ShouldContain("Log the first meeting with Portal View");
        (await partner.Open($"/w/corvane/portal/deals/{number}")).Words.ShouldContain("90 days");
        (await partner.Open("/w/corvane/portal/register")).Heading.ShouldBe("Register a deal");
        (await partner.Get($"/w/corvane/registrations/{number}")).Status.ShouldBe(404);
    }
}
