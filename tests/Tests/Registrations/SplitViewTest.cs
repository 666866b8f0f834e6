using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Deciding beside the list, without leaving it: the same form, the same guards as on the record's own page.</summary>
public sealed class SplitViewTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task An_approval_beside_the_list_leads_to_the_next_row_and_can_be_undone_there()
    {
        var story = await RegistrationStory.In(web.House);
        var (first, second) = (await story.Submitted(story.Ines, "Zander Glass"), await story.Submitted(story.Ines, "Zander Steel"));
        var staff = await web.Staff(StaffRole.PartnerManager, $"sv{first}@corvane.example");
        var page = await staff.Open(Beside(first));

        var done = await staff.Submit(page, ("Input.Act", "approve"), ("Input.Note", "Good luck"));

        (done.Status, done.Location).ShouldBe((303, Beside(second)), done.Text);
        (await story.Load(first)).State.ShouldBe(RegistrationState.Approved);
        var next = await staff.Open(Beside(second));
        next.Text.ShouldContain($"{first} is approved.");
        next.Words.ShouldContain("1 decision of yours nobody has heard of yet");
        Record(next).ShouldContain("Zander Steel");
        next.Document.QuerySelectorAll("main tbody tr").ShouldHaveSingleItem("what is decided has left the queue");

        (await staff.Submit(next, ("_handler", "undo-bulk"))).Status.ShouldBe(303);
        (await story.Load(first)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task A_question_and_a_refusal_ask_for_what_the_records_own_page_asks_for()
    {
        var story = await RegistrationStory.In(web.House);
        var (first, second) = (await story.Submitted(story.Ines, "Zwickau Cars"), await story.Submitted(story.Ines, "Zwickau Trams"));
        var staff = await web.Staff(StaffRole.PartnerManager, $"sr{first}@corvane.example");
        var (one, two) = (Beside(first, "zwickau"), Beside(second, "zwickau"));

        var unreasoned = await staff.Submit(await staff.Open(one), ("Input.Act", "decline"), ("Input.Reason", ""), ("Input.Words", "No"));
        (unreasoned.Status, Wrong(unreasoned)).ShouldBe((422, "Input.Reason"), unreasoned.Words);
        unreasoned.Document.QuerySelector("[name='Input.Words']")!.TextContent.Trim().ShouldBe("No", "the form comes back filled in");
        Record(unreasoned).ShouldContain("Zwickau Cars");
        var unasked = await staff.Submit(await staff.Open(one), ("Input.Act", "ask"), ("Input.Question", ""));
        (unasked.Status, Wrong(unasked)).ShouldBe((422, "Input.Question"), unasked.Words);

        var asked = await staff.Submit(await staff.Open(one), ("Input.Act", "ask"), ("Input.Question", "Which plant?"));
        (asked.Status, asked.Location).ShouldBe((303, two));
        var declined = await staff.Submit(
            await staff.Open(two),
            ("Input.Act", "decline"),
            ("Input.Reason", nameof(RefusalReason.NotQualified))
        );
        (declined.Status, declined.Location).ShouldBe((303, "/w/corvane/registrations?view=waiting&q=zwickau"), "nothing is left");
        (await story.Load(first)).State.ShouldBe(RegistrationState.NeedsInfo);
        (await story.Load(second)).State.ShouldBe(RegistrationState.Declined);
    }

    [Fact]
    public async Task What_changed_meanwhile_is_not_decided_and_the_newer_one_is_shown()
    {
        var story = await RegistrationStory.In(web.House);
        var (first, second) = (await story.Submitted(story.Ines, "Zoll Scales"), await story.Submitted(story.Ines, "Zoll Weights"));
        var staff = await web.Staff(StaffRole.PartnerManager, $"st{first}@corvane.example");
        var (stale, gone) = (await staff.Open(Beside(first, "zoll")), await staff.Open(Beside(second, "zoll")));
        (await story.Decide(first)).Problem.ShouldBeNull();
        (await web.House.Act<UndoDecision, Result>(story.Maren, u => u.Run(first, null, RegistrationStory.Ct))).Problem.ShouldBeNull();
        (await story.Refuse(second, final: true)).Problem.ShouldBeNull();

        var late = await staff.Submit(stale, ("Input.Act", "approve"));
        late.Status.ShouldBe(412, late.Words);
        late.Words.ShouldContain("changed while you looked at it");
        Record(late).ShouldContain("Zoll Scales");
        (await story.Load(first)).State.ShouldBe(RegistrationState.InReview);

        var decided = await staff.Submit(gone, ("Input.Act", "approve"));
        decided.Status.ShouldBe(412, decided.Words);
        decided.Document.QuerySelectorAll("main [role=alert]").ShouldNotBeEmpty();
        (await story.Load(second)).State.ShouldBe(RegistrationState.Declined);
    }

    [Fact]
    public async Task Reading_beside_the_list_counts_as_opening_and_who_may_not_decide_only_reads()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Zebra Print");
        var reader = await web.Staff(StaffRole.Sales, $"so{number}@corvane.example");

        var page = await reader.Open(Beside(number, "zebra"));

        Record(page).ShouldContain("Zebra Print");
        page.Document.QuerySelectorAll(".desk-record form").ShouldBeEmpty();
        var id = (await story.Load(number)).Id;
        await using var scope = web.House.As(web.Corvane);
        var opened = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<RegistrationOpening>()
            .CountAsync(o => o.RegistrationId == id, RegistrationStory.Ct);
        opened.ShouldBe(1);
        var decides = await reader.Post(Beside(number, "zebra"), ("_handler", "decide"), ("Input.Act", "approve"));
        decides.Status.ShouldBeGreaterThanOrEqualTo(400);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    private static string Beside(string number, string query = "zander") =>
        $"/w/corvane/registrations?view=waiting&q={query}&open={number}";

    private static string Record(WebPage page) => page.Document.QuerySelectorAll(".desk-record").ShouldHaveSingleItem().TextContent;

    private static string Wrong(WebPage page) =>
        string.Join(", ", page.Document.QuerySelectorAll("[aria-invalid=true]").Select(e => e.GetAttribute("name")));
}
