using Entente.Access;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>The pages of a complaint: for the partner in the portal and by its link, for whoever answers.</summary>
public sealed class ComplaintPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task By_its_link_a_partner_complains_about_that_registration_and_reads_of_no_other()
    {
        var story = await ComplaintStory.In(web.House);
        var (one, first, second) = await story.Conflicts.Contested("Complained By Link");
        await story.Complained(story.Claims.Ines, first, words: "A word of Ines alone.");
        await story.Complained(story.Claims.Jonah, null, words: "In general, and not here.");
        var link = await RegistrationStory.Link(
            web.House,
            story.Claims.Jonah,
            LinkKind.Follow,
            subject: (await story.Conflicts.Id(second)).Subject
        );
        var guest = web.Guest();
        (await guest.Open(link)).Words.ShouldContain("Something is not fair?");

        (await Post(guest, link + "/evidence", "complaint", ("ComplaintInput.Reason", "OtherPreferred"))).Status.ShouldBe(422);
        var made = await Post(
            guest,
            link + "/evidence",
            "complaint",
            ("ComplaintInput.Reason", "OtherPreferred"),
            ("ComplaintInput.Words", "The buyer asked for us.")
        );
        made.Words.ShouldContain("The buyer asked for us.");
        made.Document.QuerySelector("[name='ComplaintInput.Words']").ShouldBeNull("one waits");
        foreach (var secret in new[] { "A word of Ines alone", "In general, and not here", "Kestrel", first, one.Number })
            made.Text.ShouldNotContain(secret, Case.Insensitive);
    }

    [Fact]
    public async Task Whoever_may_not_answer_is_kept_from_the_pages_and_whoever_decided_reads_why()
    {
        var story = await ComplaintStory.In(web.House);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Kept From Them");
        (await story.Claims.Refuse(claim, final: true)).Problem.ShouldBeNull();
        var number = await story.Complained(story.Claims.Ines, claim);
        var sales = await web.Staff(StaffRole.Sales, $"s{claim}@corvane.example");
        (await sales.Get("/w/corvane/conflicts/complaints")).Status.ShouldBe(403);
        (await sales.Get($"/w/corvane/conflicts/complaints/{number}")).Status.ShouldBe(403);
        (await sales.Open($"/w/corvane/registrations/{claim}")).Text.ShouldNotContain(number);

        var decider = await web.SignIn(story.Claims.MarenEmail);
        var page = await decider.Open($"/w/corvane/conflicts/complaints/{number}");
        page.Words.ShouldContain($"You decided about {claim}, so somebody else answers.");
        page.Document.QuerySelector("[name='Input.Answer']").ShouldBeNull();
        var viewer = await web.PartnerPerson(story.Claims.Kestrel, PartnerRole.Viewer, $"v{claim}@kestrel-complains.example");
        var own = await viewer.Open("/w/corvane/portal/complaints");
        own.Words.ShouldContain("We met them first.");
        own.Document.QuerySelector("[name='ComplaintInput.Words']").ShouldBeNull("whose role does not include it has no form");
    }

    // As a browser does: a form that was taken leads to a page, a refused one is that page.
    private static async Task<WebPage> Post(WebVisitor who, string path, string form, params (string Name, string Value)[] fields)
    {
        var answer = await who.Submit(path, [("_handler", form), .. fields]);
        return answer.Status == 303 ? await who.Open(answer.Location!) : answer;
    }
}
