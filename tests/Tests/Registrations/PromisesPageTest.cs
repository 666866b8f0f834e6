using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Promises where people read them. In a house of its own: what is published here would change every other claim.</summary>
public sealed class PromisesPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/settings/policy";

    [Fact]
    public async Task Published_it_stands_in_the_rules_and_both_sides_read_the_same_of_it_beside_the_deal()
    {
        var story = await RegistrationStory.In(web.House);
        var staff = await web.Staff(StaffRole.RevOps, "promises@corvane.example");
        var wrong = await staff.Submit(await staff.Open(Root), ("Input.FollowUpHours", "soon"));
        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("[name='Input.FollowUpHours']")!.GetAttribute("value").ShouldBe("soon", "what was typed stays");
        wrong.Document.QuerySelector("#input-followuphours-error").ShouldNotBeNull();
        (await staff.Submit(await staff.Open(Root), ("Input.OpportunityHours", "24"), ("Input.FollowUpHours", "12"))).Status.ShouldBe(303);
        var person = await web.PartnerPerson(story.Kestrel, email: "reader@promises.example");
        const string sentence = "Once a meeting is on record the partner hears from us within 12 hours of business days.";
        (await person.Open("/w/corvane/portal/rules")).Words.ShouldContain(sentence);

        var number = await story.Approved(story.Ines, "Read By Both");
        await web.House.Work();
        await story.Say(story.Ines, number, ProgressKind.MeetingHeld);

        var ours = await staff.Open($"/w/corvane/registrations/{number}");
        var theirs = await person.Open($"/w/corvane/portal/deals/{number}");
        foreach (var page in (WebPage[])[ours, theirs])
            page.Document.QuerySelector("#promises")!.TextContent.ShouldContain("Follow-up after the meeting");
        (await staff.Open("/w/corvane/registrations?view=running")).Words.ShouldContain("Follow-up due");
        (await person.Open("/w/corvane/portal/deals")).Words.ShouldContain("Follow-up due");
        (await person.Open("/w/corvane/portal")).Words.ShouldContain("Follow-up due");
        (await staff.Open("/w/corvane/registrations/conduct")).Words.ShouldContain("0 kept, 0 broken, 1 running");
        (await person.Open("/w/corvane/portal/conduct")).Words.ShouldNotContain("Other promises");
    }
}
