using Entente.Access;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>The pages of a complaint: for the partner in the portal and by its link, for whoever answers.</summary>
public sealed class ComplaintPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_partner_complains_in_the_portal_staff_answer_and_it_reads_the_answer_there()
    {
        var story = await ComplaintStory.In(web.House);
        var claim = await story.Claims.Submitted(story.Claims.Ines, "Complained On Screen");
        var partner = await web.PartnerPerson(story.Claims.Kestrel, email: $"a{claim}@kestrel-complains.example");
        const string Own = "/w/corvane/portal/complaints";
        (await partner.Open("/w/corvane/portal")).Document.QuerySelector($"a[href='{Own}']").ShouldNotBeNull();

        var empty = await Post(partner, Own, "complaint", ("ComplaintInput.Reason", ""), ("ComplaintInput.Words", "x"));
        empty.Status.ShouldBe(422);
        empty.Words.ShouldContain("Choose what it is about.");
        var unknown = await Post(
            partner,
            Own,
            "complaint",
            ("ComplaintInput.Registration", "DR-77777"),
            ("ComplaintInput.Reason", "TookTooLong"),
            ("ComplaintInput.Words", "Kept as typed.")
        );
        unknown.Status.ShouldBe(422);
        unknown.Words.ShouldContain("You have no registration with this number.");
        unknown.Text.ShouldContain("Kept as typed.");
        var made = await Post(
            partner,
            Own,
            "complaint",
            ("ComplaintInput.Registration", claim),
            ("ComplaintInput.Reason", "TookTooLong"),
            ("ComplaintInput.Words", "Three weeks without a word.")
        );
        made.Words.ShouldContain("Three weeks without a word.");
        await web.Work();

        var staff = await web.Staff(StaffRole.PartnerManager, $"b{claim}@corvane.example");
        var number = (await story.Seen(story.Claims.Ines)).Single();
        (await staff.Open("/w/corvane/today")).Words.ShouldContain($"{number} about {claim}");
        (await staff.Open("/w/corvane/conflicts")).Words.ShouldContain("Complaints (1)");
        (await staff.Open("/w/corvane/conflicts/complaints")).Words.ShouldContain("One complaint waits for an answer.");
        (await staff.Open($"/w/corvane/registrations/{claim}")).Words.ShouldContain(number);
        var page = $"/w/corvane/conflicts/complaints/{number}";
        (await staff.Open(page)).Words.ShouldContain("Complained On Screen");
        var stale = await staff.Open(page);
        var unsaid = await Post(staff, page, "answer", ("Input.Answer", "Kept here."));
        unsaid.Status.ShouldBe(422);
        unsaid.Words.ShouldContain("Choose whether the partner is right.");
        unsaid.Text.ShouldContain("Kept here.");
        var answered = await Post(staff, page, "answer", ("Input.Outcome", "upheld"), ("Input.Answer", "You waited too long."));
        answered.Words.ShouldContain("The partner was right");
        var late = await staff.Submit(stale, ("_handler", "answer"), ("Input.Outcome", "fair"), ("Input.Answer", "No."));
        late.Status.ShouldBe(409);
        late.Words.ShouldContain("was answered meanwhile");
        (await staff.Open("/w/corvane/conflicts/complaints?view=answered")).Words.ShouldContain("Upheld");
        (await staff.Open("/w/corvane/conflicts/figures")).Words.ShouldContain("1 of 1");
        (await staff.Get("/w/corvane/conflicts/complaints/FC-4711")).Status.ShouldBe(404);

        var read = await partner.Open(Own);
        read.Words.ShouldContain("You were right: this was not fair.");
        read.Words.ShouldContain("You waited too long.");
        (await partner.Open($"/w/corvane/portal/deals/{claim}/evidence")).Words.ShouldContain("You waited too long.");
        (await partner.Open("/w/corvane/portal/conduct")).Words.ShouldContain("Complaints that were right");
    }

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
