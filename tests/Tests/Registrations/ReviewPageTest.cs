using Entente.Access;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>What the page of a decision says when something is wrong, or stands in the way of the CRM.</summary>
public sealed class ReviewPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_decline_without_a_reason_and_with_too_many_words_hears_both()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Twice Refused");
        var staff = await web.Staff(StaffRole.PartnerManager, $"d{number}@corvane.example");

        var refused = await staff.Submit(
            $"/w/corvane/registrations/{number}",
            ("Input.Act", "decline"),
            ("Input.Reason", ""),
            ("Input.Words", new string('x', 2001))
        );

        refused.Status.ShouldBe(422);
        Wrong(refused).ShouldBe(["Input.Reason", "Input.Words"], ignoreOrder: true);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task An_approval_that_is_not_in_a_crm_says_so_on_its_page()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Approved(story.Ines, "Nowhere Yet");
        var owner = await web.Staff(StaffRole.Owner, $"o{number}@corvane.example");

        var page = await owner.Open($"/w/corvane/registrations/{number}");

        page.Words.ShouldContain("No CRM is connected. It is written as soon as one is.");
        page.Document.QuerySelectorAll("main a[href='/w/corvane/settings/crm']").ShouldHaveSingleItem();
    }

    private static List<string> Wrong(WebPage page) =>
        [.. page.Document.QuerySelectorAll("main [aria-invalid=true]").Select(e => e.GetAttribute("name")!)];
}
