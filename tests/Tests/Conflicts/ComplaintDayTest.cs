using Entente.Access;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>A complaint from the portal to its answer and back. A class of its own: lists and counts are of this one alone.</summary>
public sealed class ComplaintDayTest(WebHouse web) : IClassFixture<WebHouse>
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

    private static async Task<WebPage> Post(WebVisitor who, string path, string form, params (string Name, string Value)[] fields)
    {
        var answer = await who.Submit(path, [("_handler", form), .. fields]);
        return answer.Status == 303 ? await who.Open(answer.Location!) : answer;
    }
}
