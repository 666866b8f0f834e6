using Entente.Access;
using Entente.Conflicts.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Conflicts;

/// <summary>The pages of a conflict, for whoever decides and for a partner on its own side.</summary>
public sealed class ConflictPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task It_is_taken_up_planned_previewed_and_settled_in_the_browser()
    {
        var story = await ConflictStory.In(web.House);
        var (one, first, second) = await story.Contested("Settled On Screen");
        var staff = await web.Staff(StaffRole.PartnerManager, $"a{first}@corvane.example");
        var page = $"/w/corvane/conflicts/{one.Number}";
        (await staff.Open("/w/corvane/conflicts")).Words.ShouldContain("Settled On Screen");
        (await staff.Open("/w/corvane/conflicts?view=open&kind=vertical")).Words.ShouldNotContain("Settled On Screen");
        (await staff.Open($"/w/corvane/registrations/{first}")).Words.ShouldContain(one.Number);

        var stale = await staff.Open(page);
        (await Post(staff, page, "take-up")).Words.ShouldContain("Active");
        var empty = await Post(staff, page, "plan", ("PlanInput.Plan", " "));
        empty.Status.ShouldBe(422);
        empty.Words.ShouldContain("Write what is to be done");
        (await Post(staff, page, "plan", ("PlanInput.Plan", "Ask both until Friday."))).Words.ShouldContain("Ask both until Friday.");

        var unsaid = await Post(staff, page, "decide", ("Input.How", "Uphold"), ("Input.Act", "decide"));
        unsaid.Status.ShouldBe(422);
        unsaid.Words.ShouldContain("Write why, up to 4000 characters.");
        var letters = await Post(
            staff,
            page,
            "decide",
            ("Input.How", "Uphold"),
            ("Input.Rationale", "Kestrel was there first."),
            ("Input.Sides[0].Words", "Well prepared."),
            ("Input.Act", "preview")
        );
        letters.Words.ShouldContain("The letters, not sent yet");
        letters.Words.ShouldContain("You do not lead on Settled On Screen.");
        letters.Words.ShouldContain("Well prepared.");
        (await story.Of("Settled On Screen"))!.Status.ShouldBe(CaseStatus.Active);
        var above = await Post(
            staff,
            page,
            "decide",
            ("Input.How", "Shared"),
            ("Input.Rationale", "Together."),
            ("Input.Sides[0].Share", "80"),
            ("Input.Sides[1].Share", "30"),
            ("Input.Act", "decide")
        );
        above.Status.ShouldBe(422);
        above.Words.ShouldContain("Together the shares make 110 %. They may not go above 100 %.");

        var settled = await Post(
            staff,
            page,
            "decide",
            ("Input.How", "Uphold"),
            ("Input.Rationale", "First qualified."),
            ("Input.Act", "decide")
        );
        settled.Words.ShouldContain("Resolved");
        settled.Words.ShouldContain("First qualified.");
        (await staff.Open("/w/corvane/conflicts/figures")).Words.ShouldContain("Two claims on one company");

        var late = await staff.Submit(stale, ("_handler", "take-up"));
        late.Status.ShouldBe(409);
        _ = second;
    }

    [Fact]
    public async Task A_partner_adds_evidence_reads_its_letter_and_appeals_by_its_link()
    {
        var story = await ConflictStory.In(web.House);
        var (one, _, second) = await story.TakenUp("Read By Link");
        var link = await RegistrationStory.Link(web.House, story.Claims.Jonah, LinkKind.Follow, subject: (await story.Id(second)).Subject);
        var guest = web.Guest();
        var own = await guest.Open(link);
        own.Words.ShouldContain("Add what supports it");

        (await Post(guest, link + "/evidence", "evidence", ("EvidenceInput.Words", ""))).Status.ShouldBe(422);
        var kept = await Post(guest, link + "/evidence", "evidence", ("EvidenceInput.Words", "The buyer wrote to us on Monday."));
        kept.Words.ShouldContain("The buyer wrote to us on Monday.");
        kept.Words.ShouldNotContain("Kestrel");
        kept.Words.ShouldNotContain(one.Number);

        (await story.Decide(story.Claims.Maren, (await story.Of("Read By Link"))!)).Problem.ShouldBeNull();
        var told = await guest.Open(link);
        told.Words.ShouldContain("You do not lead on Read By Link.");
        told.Text.ShouldNotContain("Kestrel", Case.Insensitive);
        var appealed = await Post(guest, link + "/evidence", "appeal", ("AppealInput.Words", "The buyer asked for us."));
        appealed.Words.ShouldContain("Somebody who did not decide looks at it.");
        appealed.Text.ShouldNotContain("Kestrel", Case.Insensitive);
    }

    // As a browser does: a form that was taken leads to a page, a refused one is that page.
    private static async Task<WebPage> Post(WebVisitor who, string path, string form, params (string Name, string Value)[] fields)
    {
        var answer = await who.Submit(path, [("_handler", form), .. fields]);
        return answer.Status == 303 ? await who.Open(answer.Location!) : answer;
    }
}
