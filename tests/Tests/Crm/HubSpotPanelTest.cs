using Entente.Access;
using Entente.Crm.Port;
using Entente.Registrations.Rules;
using Entente.Tests.Programs;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Crm;

/// <summary>The panel as HubSpot's card opens it: what is shown, what can be done, and everything that opens nothing.</summary>
public sealed class HubSpotPanelTest(PanelHouse house) : IClassFixture<PanelHouse>
{
    private WebHouse Web => house.Web;

    [Fact]
    public async Task The_card_gets_a_summary_and_an_address_that_opens_the_panel_once()
    {
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Launched Once");
        var number = await house.Registered(story, "Launched Once");
        var email = await house.Staff(StaffRole.PartnerManager, "once@corvane.example");

        var launched = await house.FromHubSpot(email, deal);
        launched.Status.ShouldBe(200, launched.Json.ToString());
        launched.Json.GetProperty("title").GetString().ShouldBe("Launched Once");
        launched.Json.GetProperty("lines").ToString().ShouldContain(number);
        var address = new Uri(launched.Url).PathAndQuery;
        var first = await Web.Guest().Get(address);
        var second = await Web.Guest().Get(address);

        first.Status.ShouldBe(200, first.Text);
        first.Words.ShouldContain("waits for a decision");
        (second.Status, second.Heading).ShouldBe((410, "This panel was opened before"));
        second.Words.ShouldContain("Its address works once. Close it and open it again from the record in your CRM.");
        foreach (var page in (WebPage[])[first, second])
        {
            page.Headers["Content-Security-Policy"].ShouldEndWith(Ancestors(house.Sandbox.HubSpot.Port));
            page.Headers.ContainsKey("X-Frame-Options").ShouldBeFalse();
            page.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
            page.Headers["Cache-Control"].ShouldBe("no-store");
        }
    }

    [Fact]
    public async Task The_panel_says_how_many_of_the_partners_people_are_certified_and_until_when()
    {
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Certified There");
        await house.Registered(story, "Certified There");
        var email = await house.Staff(StaffRole.PartnerManager, "certified@corvane.example");
        (await house.OpenFromHubSpot(email, deal)).Panel.Words.ShouldContain("No certificate is known");
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        await Web.House.Certify(story.Kestrel, "Ada Lind", new DateOnly(2031, 3, 5));
        await Web.House.Certify(story.Kestrel, "Ben Able", new DateOnly(2030, 9, 1));

        var (_, panel) = await house.OpenFromHubSpot(email, deal);

        panel.Words.ShouldContain("2 people, until 4 Mar 2031");
    }

    [Fact]
    public async Task Staff_decide_from_the_panel_by_the_same_rules_as_on_the_page()
    {
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Decided There");
        var number = await house.Registered(story, "Decided There");
        var email = await house.Staff(StaffRole.PartnerManager, "decides@corvane.example");
        var (visitor, panel) = await house.OpenFromHubSpot(email, deal);

        var noReason = await visitor.Submit(panel, ("number", number), ("Input.Act", "decline"), ("Input.Words", "Not like this."));
        noReason.Status.ShouldBe(422);
        noReason.Words.ShouldContain("Choose a reason from the list.");
        noReason.Document.QuerySelector("[name='Input.Words']")!.TextContent.ShouldBe("Not like this.");
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);

        // Direct sales have an open deal with the company: a rule speaks against the claim, here as there.
        var unsaid = await visitor.Submit(noReason, ("number", number), ("Input.Act", "approve"));
        unsaid.Status.ShouldBe(422);
        unsaid.Words.ShouldContain("Tick this if you approve it all the same.");
        var approved = await visitor.Submit(
            unsaid,
            ("number", number),
            ("Input.Act", "approve"),
            ("Input.AcceptRuling", "true"),
            ("Input.Note", "From the CRM.")
        );
        approved.Status.ShouldBe(200, approved.Text);
        approved.Words.ShouldMatch($"{number} is approved. Kestrel Quay [0-9]+ is told 10 seconds later.");
        approved.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        var registration = await story.Load(number);
        (registration.State, registration.DecisionNote).ShouldBe((RegistrationState.Approved, "From the CRM."));

        var stale = await visitor.Submit(panel, ("number", number), ("Input.Act", "decline"), ("Input.Reason", "NotQualified"));
        stale.Status.ShouldBe(412);
        stale.Words.ShouldContain("changed while you looked at it: it is approved now");
    }

    [Fact]
    public async Task A_question_from_the_panel_stops_the_clock()
    {
        var story = await RegistrationStory.In(Web.House);
        var (account, _) = await house.Deal(CrmKind.HubSpot, "Asked There");
        var number = await house.Registered(story, "Asked There");
        var email = await house.Staff(StaffRole.PartnerManager, "asks@corvane.example");
        var (visitor, panel) = await house.OpenFromHubSpot(email, account, "0-2");

        panel.Words.ShouldContain("Open deals 1");
        var asked = await visitor.Submit(panel, ("number", number), ("Input.Act", "ask"), ("Input.Question", "Who decides there?"));

        asked.Words.ShouldContain("the clock stands still");
        asked.Words.ShouldContain("Who decides there?");
        (await story.Load(number)).State.ShouldBe(RegistrationState.NeedsInfo);
    }

    [Fact]
    public async Task Whoever_may_not_decide_sees_no_choice_and_a_forged_form_decides_nothing()
    {
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Only Read");
        var number = await house.Registered(story, "Only Read");
        var (visitor, panel) = await house.OpenFromHubSpot(await house.Staff(StaffRole.Sales, "reads@corvane.example"), deal);
        panel.Words.ShouldContain("Your role reads registrations");
        panel.Document.QuerySelector("[name='Input.Act']").ShouldBeNull();

        var forged = await visitor.Post(
            "/panel",
            ("proof", Proof(panel)),
            ("section", "registrations"),
            ("number", number),
            ("Input.Version", "1"),
            ("Input.Act", "approve")
        );
        forged.Status.ShouldBe(403);
        (await story.Load(number)).State.ShouldBe(RegistrationState.InReview);

        var (_, marketing) = await house.OpenFromHubSpot(await house.Staff(StaffRole.Marketing, "marketing@corvane.example"), deal);
        marketing.Words.ShouldNotContain(number);
        marketing.Words.ShouldNotContain("Next step");
    }

    [Fact]
    public async Task A_registration_of_another_record_is_not_decided_here()
    {
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "This Record");
        await house.Registered(story, "This Record");
        var elsewhere = await house.Registered(story, "Another Record");
        var (visitor, panel) = await house.OpenFromHubSpot(await house.Staff(StaffRole.Owner, "other@corvane.example"), deal);

        var tampered = await visitor.Submit(panel, ("number", elsewhere), ("Input.Version", "2"), ("Input.Act", "approve"));

        tampered.Status.ShouldBe(404);
        tampered.Words.ShouldContain("nothing to do with the record beside the panel");
        (await story.Load(elsewhere)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task Requests_that_HubSpot_did_not_sign_like_this_launch_nothing()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Not Signed");
        var email = await house.Staff(StaffRole.PartnerManager, "signed@corvane.example");

        async Task Refused(HubSpotCall how, int status, string code, string who = "", string? record = null)
        {
            var answer = await house.FromHubSpot(who.Length == 0 ? email : who, record ?? deal, how);
            (answer.Status, answer.Code).ShouldBe((status, code), answer.Json.ToString());
            answer.Sentence.Length.ShouldBeGreaterThan(20);
        }

        await Refused(new() { Secret = "another" }, 401, "panel.signature_wrong");
        await Refused(new() { Signature = "" }, 401, "panel.signature_missing");
        await Refused(new() { Unsigned = "&userEmail=eve%40corvane.example" }, 401, "panel.signature_wrong");
        await Refused(new() { Later = TimeSpan.FromMinutes(-5.1) }, 401, "panel.signature_stale");
        await Refused(new() { Later = TimeSpan.FromMinutes(5.1) }, 401, "panel.signature_stale");
        await Refused(new() { Portal = "4412" }, 403, "panel.wrong_account");
        await Refused(new() { Portal = "4411&portalId=4411" }, 403, "panel.wrong_account");
        await Refused(new() { Slug = "halden" }, 404, "panel.no_connection");
        await Refused(new() { Slug = "nowhere" }, 404, "panel.no_connection");
        await Refused(new() { Type = "0-1" }, 422, "panel.wrong_record");
        await Refused(new(), 422, "panel.wrong_record", record: "\"x\"");
        await Refused(new(), 404, "panel.not_mirrored", record: "999999999");
        await Refused(new(), 403, "panel.not_staff", "stranger@corvane.example");
        var partner = (await RegistrationStory.In(Web.House)).InesEmail;
        await Refused(new(), 403, "panel.not_staff", partner);

        var good = await house.FromHubSpot(email, deal);
        good.Status.ShouldBe(200);
        await Refused(new() { Signature = good.Signature }, 409, "panel.replayed");
    }

    [Fact]
    public async Task A_launch_address_waits_two_minutes_and_a_prefetch_does_not_use_it_up()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Waits Two Minutes");
        var email = await house.Staff(StaffRole.PartnerManager, "waits@corvane.example");
        var early = new Uri((await house.FromHubSpot(email, deal)).Url).PathAndQuery;
        (await Web.Guest().Get(early, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503);
        (await Web.Guest().Get(early)).Status.ShouldBe(200);

        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = new Uri((await house.FromHubSpot(email, deal)).Url).PathAndQuery;
        Web.Clock.Advance(TimeSpan.FromMinutes(2));
        var page = await Web.Guest().Get(late);

        (page.Status, page.Heading).ShouldBe((410, "This panel waited too long"));
        (await Web.Guest().Get("/panel?launch=corvane.x")).Status.ShouldBe(410);
        var nowhere = await Web.Guest().Get("/panel?launch=nowhere.x");
        (nowhere.Status, nowhere.Headers["Content-Security-Policy"].EndsWith("frame-ancestors 'none'", StringComparison.Ordinal)).ShouldBe(
            (410, true)
        );
        (await Web.Guest().Get("/panel")).Status.ShouldBe(410);
    }

    [Fact]
    public async Task A_proof_lives_half_an_hour_from_each_use_and_nobody_can_make_one()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Lives On Proof");
        var (visitor, panel) = await house.OpenFromHubSpot(await house.Staff(StaffRole.Owner, "proof@corvane.example"), deal);
        var first = Proof(panel);

        Web.Clock.Advance(TimeSpan.FromMinutes(20));
        var used = await visitor.Post("/panel", ("proof", first));
        Web.Clock.Advance(TimeSpan.FromMinutes(20));
        var renewed = await visitor.Post("/panel", ("proof", Proof(used)));
        var expired = await visitor.Post("/panel", ("proof", first));
        renewed.Status.ShouldBe(200);
        (expired.Status, expired.Heading).ShouldBe((401, "This panel has been open too long"));

        var good = Proof(renewed);
        foreach (
            var bad in (string[])
                ["", "corvane", "corvane.", "corvane.AAAA", good[..^3] + "AAA", "halden." + good.Split('.')[1], "nowhere." + good]
        )
        {
            var refused = await visitor.Post("/panel", ("proof", bad), ("section", "registrations"));
            (refused.Status, refused.Heading).ShouldBe((401, "This panel is not the one that was opened"), bad);
        }
    }

    [Fact]
    public async Task Whoever_lost_access_gets_no_further_with_token_or_proof()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Lost Access");
        var email = await house.Staff(StaffRole.Owner, "leaves@corvane.example");
        var (visitor, panel) = await house.OpenFromHubSpot(email, deal);
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var token = new Uri((await house.FromHubSpot(email, deal)).Url).PathAndQuery;
        await house.Suspend(email);

        var byProof = await visitor.Post("/panel", ("proof", Proof(panel)));
        var byToken = await visitor.Get(token);
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var launched = await house.FromHubSpot(email, deal);

        (byProof.Status, byProof.Heading).ShouldBe((403, "Your access has ended"));
        (byToken.Status, byToken.Heading).ShouldBe((403, "Your access has ended"));
        (launched.Status, launched.Code).ShouldBe((403, "panel.not_staff"));
        launched.Sentence.ShouldContain(email);
    }

    [Fact]
    public async Task A_panel_that_was_open_when_somebody_was_signed_out_everywhere_is_closed_and_a_new_one_opens()
    {
        var (_, deal) = await house.Deal(CrmKind.HubSpot, "Cut Off");
        var email = await house.Staff(StaffRole.Owner, "cut@corvane.example");
        var (visitor, panel) = await house.OpenFromHubSpot(email, deal);
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var token = new Uri((await house.FromHubSpot(email, deal)).Url).PathAndQuery;
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Cut(email);

        (await visitor.Post("/panel", ("proof", Proof(panel)))).Status.ShouldBe(403);
        (await visitor.Get(token)).Status.ShouldBe(403);

        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var (anew, opened) = await house.OpenFromHubSpot(email, deal);
        (await anew.Post("/panel", ("proof", Proof(opened)))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_session_opens_no_panel()
    {
        var staff = await Web.Staff(StaffRole.Owner, "cookie@corvane.example");

        (await staff.Post("/panel", ("section", "registrations"), ("number", "DR-1"))).Status.ShouldBe(401);
        (await staff.Get("/panel")).Status.ShouldBe(410);
    }

    private static string Proof(WebPage page) => page.Document.QuerySelector("[name=proof]")!.GetAttribute("value")!;

    private static string Ancestors(int port) =>
        "frame-ancestors "
        + string.Join(
            ' ',
            new[] { "localhost", "127.0.0.1", "hubspot.localhost", "salesforce.localhost" }.Select(h => $"http://{h}:{port}")
        );
}
