using Entente.Access;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>The pages of these acts, without a script: decisions on several, undo, and what a partner may do on its own page.</summary>
public sealed class BulkTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task Several_are_decided_each_on_its_own_and_what_cannot_be_says_why()
    {
        var story = await RegistrationStory.In(web.House);
        var clear = await story.Submitted(story.Ines, "Clear Company One");
        await story.Approved(story.Jonah, "Held By Vantora");
        var blocked = await story.Submitted(story.Ines, "Held By Vantora");
        var stale = await story.Submitted(story.Ines, "Changed Meanwhile");
        var staff = await web.Staff(StaffRole.PartnerManager, $"bulk{clear}@corvane.example");
        var page = await staff.Open("/w/corvane/registrations");
        (await story.Refuse(stale, final: true)).Problem.ShouldBeNull();

        var done = await staff.Send(
            HttpMethod.Post,
            "/w/corvane/registrations",
            Form(page, "approve", await Row(page, clear), await Row(page, blocked), await Row(page, stale))
        );

        done.Status.ShouldBe(200, done.Text);
        done.Words.ShouldContain("1 of 3 done");
        done.Words.ShouldContain("cannot be approved while that protection holds");
        done.Words.ShouldContain("changed while you looked at it");
        (await story.Load(clear)).State.ShouldBe(RegistrationState.Approved);
        (await story.Load(blocked)).State.ShouldBe(RegistrationState.InReview);
        done.Words.ShouldContain("1 decision of yours nobody has heard of yet");

        (await staff.Submit(done, ("_handler", "undo-bulk"))).Status.ShouldBe(303);
        (await story.Load(clear)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task Nothing_ticked_and_no_reason_are_said_beside_the_form()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Needs A Reason");
        var staff = await web.Staff(StaffRole.PartnerManager, $"none{number}@corvane.example");
        var page = await staff.Open("/w/corvane/registrations");

        var nothing = await staff.Send(HttpMethod.Post, "/w/corvane/registrations", Form(page, "approve"));
        (nothing.Status, nothing.Words.Contains("Tick at least one", StringComparison.Ordinal)).ShouldBe((422, true));
        var unreasoned = await staff.Send(HttpMethod.Post, "/w/corvane/registrations", Form(page, "decline", await Row(page, number)));
        (unreasoned.Status, unreasoned.Words.Contains("Choose a reason from the list", StringComparison.Ordinal)).ShouldBe((422, true));
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task An_approval_offers_undo_on_its_page_and_too_late_it_says_so()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Undo On The Page");
        var staff = await web.Staff(StaffRole.PartnerManager, $"undo{number}@corvane.example");
        var address = $"/w/corvane/registrations/{number}";
        (await staff.Submit(address, ("Input.Act", "approve"))).Status.ShouldBe(303);
        var page = await staff.Open(address);
        page.Words.ShouldContain("Approved. Nobody outside has heard of it yet.");

        (await staff.Submit(page, ("_handler", "undo"))).Status.ShouldBe(303);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
        (await staff.Submit(page, ("_handler", "undo"))).Status.ShouldBe(303, "a double click is no error");

        (await staff.Submit(address, ("Input.Act", "approve"))).Status.ShouldBe(303);
        page = await staff.Open(address);
        story.LetStand();
        var late = await staff.Submit(page, ("_handler", "undo"));
        (late.Status, late.Words.Contains("It is too late to undo this", StringComparison.Ordinal)).ShouldBe((409, true), late.Words);
    }

    [Fact]
    public async Task A_partner_mends_appeals_and_reports_on_its_own_page()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Own Page Ltd");
        (await story.Refuse(number, final: false, RefusalReason.NotEnoughEvidence)).Problem.ShouldBeNull();
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Follow, subject: (await story.Load(number)).Id.Subject);
        var visitor = web.Guest();
        (await visitor.Open(link)).Words.ShouldContain("Mend and send again");

        var unmended = await visitor.Submit(link + "/change", ("Input.Company", "Own Page Ltd"));
        (unmended.Status, unmended.Words.Contains("Nothing is different", StringComparison.Ordinal)).ShouldBe((422, true), unmended.Words);
        (await visitor.Submit(link + "/change", ("Input.Problem", "We ran a pilot there."))).Status.ShouldBe(303);
        var staff = await web.Staff(StaffRole.PartnerManager, $"own{number}@corvane.example");
        var review = await staff.Open($"/w/corvane/registrations/{number}");
        review.Words.ShouldContain("What changed");
        review.Words.ShouldContain("We ran a pilot there.");

        (await story.Approve(number)).Problem.ShouldBeNull();
        await web.House.Work();
        var running = await visitor.Open(link);
        running.Words.ShouldContain("How is it going?");
        (await visitor.Submit(running, ("_handler", "tell"), ("Tell.Words", ""))).Status.ShouldBe(422);
        (await visitor.Submit(running, ("_handler", "tell"), ("Tell.Kind", "MeetingHeld"), ("Tell.On", "yesterday"))).Status.ShouldBe(422);
        (await visitor.Submit(running, ("_handler", "tell"), ("Tell.Kind", "MeetingHeld"))).Status.ShouldBe(303);
        (await story.Load(number)).Protection.ShouldBe(ProtectionState.Active);
        (await visitor.Submit(running, ("_handler", "extend"), ("Extend.Words", "Their board meets late."))).Status.ShouldBe(303);
        (
            await visitor.Submit(running, ("_handler", "postpone"), ("Postpone.Until", "2000-01-01"), ("Postpone.Words", "x"))
        ).Status.ShouldBe(422);

        (await visitor.Submit(link + "/change", ("Input.Amount", "240,000"))).Status.ShouldBe(303);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
        (await visitor.Open(link)).Words.ShouldContain("Until then everything stands as it was");
    }

    [Fact]
    public async Task An_appeal_goes_from_the_partners_page_to_somebody_else()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Appeal Page Ltd");
        (await story.Refuse(number, final: true)).Problem.ShouldBeNull();
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Follow, subject: (await story.Load(number)).Id.Subject);
        var visitor = web.Guest();
        var page = await visitor.Open(link);
        (await visitor.Submit(page, ("_handler", "appeal"), ("Appeal.Words", "We met."))).Status.ShouldBe(422, "nothing shows it");
        (
            await visitor.Submit(page, ("_handler", "appeal"), ("Appeal.Words", "We met."), ("Appeal.Notes", "2 March, on site."))
        ).Status.ShouldBe(303);
        (await visitor.Submit(page, ("_handler", "appeal"), ("Appeal.Words", "And again."), ("Appeal.Notes", "x"))).Status.ShouldBe(409);

        // Told before this one joins: the link to sign in shall be the only mail they get.
        await web.House.Work();
        var staff = await web.Staff(StaffRole.PartnerManager, $"appeal{number}@corvane.example");
        var review = await staff.Open($"/w/corvane/registrations/{number}");
        review.Words.ShouldContain("2 March, on site.");
        (await staff.Submit(review, ("_handler", "appeal"), ("AppealInput.Outcome", "Overturned"))).Status.ShouldBe(422, "no answer");
        (
            await staff.Submit(
                review,
                ("_handler", "appeal"),
                ("AppealInput.Outcome", "Overturned"),
                ("AppealInput.Answer", "You met first.")
            )
        ).Status.ShouldBe(303);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);
    }

    private static Task<string> Row(WebPage page, string number) =>
        Task.FromResult(page.Document.QuerySelector($"input[name='Bulk.Chosen'][value^='{number}:']")!.GetAttribute("value")!);

    private static FormUrlEncodedContent Form(WebPage page, string act, params string[] rows) =>
        new(
            WebPage
                .ValuesOf(page.FormFor([("Bulk.Act", "")]))
                .Where(v => v.Key is not ("Bulk.Act" or "Bulk.Chosen"))
                .Append(KeyValuePair.Create("Bulk.Act", act))
                .Concat(rows.Select(r => KeyValuePair.Create("Bulk.Chosen", r)))
        );
}
