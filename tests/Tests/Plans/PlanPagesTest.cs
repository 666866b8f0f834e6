using Entente.Access;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Plans;

public sealed class PlanPagesTest(WebHouse web) : CreditStory(web), IClassFixture<WebHouse>
{
    private const string Plans = "/w/corvane/plans";
    private const string Portal = "/w/corvane/portal/plans";

    [Fact]
    public async Task A_plan_is_begun_filled_shared_ticked_signed_and_agreed_on_its_pages()
    {
        var maren = await Web.Owner();
        var partner = await Web.House.Made(Web.Corvane, "Plan Pages");
        var ines = await Web.PartnerPerson(partner, email: "ines@plan-pages.example", name: "Ines Plans");

        var unfit = await maren.Submit(Plans + "/new", ("Input.Title", "Typed once"), ("Input.Starts", "someday"));
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("Choose a partner.");
        unfit.Text.ShouldContain("Typed once");
        var made = await maren.Submit(
            $"{Plans}/new?partner={partner.Short()}",
            ("Input.Title", "Growing together"),
            ("Input.Template", "Onboarding"),
            ("Input.Starts", "2026-03-02")
        );
        made.Status.ShouldBe(303, made.Words);
        var (page, own) = (made.Location!, $"{Portal}/{made.Location!.Split('/')[^1]}");
        (await maren.Open(page)).Words.ShouldContain("Send sales and technical people to the first training");
        (await ines.Get(own)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await ines.Open("/w/corvane/portal")).Words.Contains("Growing together").ShouldBeFalse();

        var opening = await Send(
            maren,
            page,
            "open",
            ("Input.Title", "Growing together"),
            ("Input.JointValue", "Ten customers nobody reaches alone"),
            ("Input.Note", "They talk to a rival")
        );
        opening.Status.ShouldBe(303, opening.Words);
        var target = await Send(
            maren,
            page,
            "add-target",
            ("Input.Words", "Deals won together"),
            ("Input.Amount", "many"),
            ("Input.Unit", "deals")
        );
        target.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        target.Words.ShouldContain("Write a number");
        target.Text.ShouldContain("Deals won together");
        (
            await Send(maren, page, "add-target", ("Input.Words", "Deals won together"), ("Input.Amount", "12"), ("Input.Unit", "deals"))
        ).Status.ShouldBe(303);
        (await Send(maren, page, "add-risk", ("Input.Words", "Their team is small"), ("Input.Severity", "High"))).Status.ShouldBe(303);
        (await Send(maren, page, "steer", ("Input.Do", "share"))).Status.ShouldBe(303);

        var home = await ines.Open("/w/corvane/portal");
        home.Words.ShouldContain("Name one person on each side who answers for the plan");
        var read = await ines.Open(own);
        read.Words.ShouldContain("Ten customers nobody reaches alone");
        read.Words.ShouldContain("Their team is small");
        foreach (var shown in new[] { home, read, await ines.Open(Portal), await ines.Open("/w/corvane/notifications") })
            shown.Text.ShouldNotContain("rival");
        (await maren.Open(page)).Text.ShouldContain("They talk to a rival");

        // The form of the first item that is theirs.
        var ticked = await Send(ines, read, "tick");
        ticked.Status.ShouldBe(303, ticked.Words);
        var again = await Send(ines, read, "tick");
        again.Status.ShouldBe(StatusCodes.Status409Conflict);
        again.Words.ShouldContain("Ines Plans ticked it already.");
        (await Send(ines, own, "sign")).Status.ShouldBe(303);
        (await Send(ines, own, "agree")).Status.ShouldBe(StatusCodes.Status409Conflict);
        (await Send(maren, page, "sign")).Status.ShouldBe(303);
        (await Send(ines, own, "agree")).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("Ines Plans");
        (await maren.Open(Plans + $"?standing=atrisk&partner={partner.Short()}")).Words.ShouldContain("Growing together");
        (await maren.Open(Plans + $"?standing=ontrack&partner={partner.Short()}")).Words.Contains("Growing together").ShouldBeFalse();
        (await maren.Open($"/w/corvane/partners/{partner.Short()}")).Words.ShouldContain("Growing together");

        var late = await maren.Open(page);
        (await Send(maren, page, "steer", ("Input.Do", "finish"))).Status.ShouldBe(303);
        var over = await Send(maren, late, "add-risk", ("Input.Words", "Too late"));
        over.Status.ShouldBe(StatusCodes.Status409Conflict);
        over.Words.ShouldContain("This plan has ended");
    }

    [Fact]
    public async Task A_stale_page_is_refused_and_gives_back_what_was_typed()
    {
        var (maren, other) = (await Web.Owner(), await Web.Staff(StaffRole.PartnerManager, "kai.plans@corvane.example", "Kai Plans"));
        var partner = await Web.House.Made(Web.Corvane, "Stale Plans");
        var page = (await maren.Submit($"{Plans}/new?partner={partner.Short()}", ("Input.Title", "First title"))).Location!;
        var seen = await maren.Open(page);
        (await Send(other, page, "open", ("Input.Title", "Title of Kai"))).Status.ShouldBe(303);

        var stale = await Send(maren, seen, "open", ("Input.Title", "Typed by Maren"));
        stale.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        stale.Words.ShouldContain("Somebody changed this meanwhile.");
        stale.Text.ShouldContain("Typed by Maren");
        stale.Heading.ShouldStartWith("Title of Kai");
        (await Send(maren, stale, "open")).Status.ShouldBe(303);
        (await maren.Open(page)).Heading.ShouldStartWith("Typed by Maren");
    }

    [Fact]
    public async Task A_template_is_changed_on_its_page_reordered_and_refused_when_stale()
    {
        var maren = await Web.Owner();
        const string page = "/w/corvane/settings/plans/sourced";
        var seen = await maren.Open(page);
        var wrong = await maren.Submit(seen, ("Input.Items[0].Days", "soon"), ("Input.Items[7].Title", "Send flowers"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a whole number of business days.");
        wrong.Text.ShouldContain("Send flowers");
        var kept = await maren.Submit(
            seen,
            ("Input.Items[0].Gone", "true"),
            ("Input.Items[7].Title", "Send flowers"),
            ("Input.Items[7].Days", "1"),
            ("Input.Items[7].Order", "0")
        );
        kept.Status.ShouldBe(303, kept.Words);
        var shown = (await maren.Open("/w/corvane/settings/plans")).Words;
        shown.ShouldContain("version 2");
        shown.ShouldNotContain("Name the customer’s sponsor and who decides");
        shown
            .IndexOf("Send flowers", StringComparison.Ordinal)
            .ShouldBeLessThan(shown.IndexOf("Hold the first meeting", StringComparison.Ordinal));
        (await maren.Submit(seen, ("Input.Items[0].Gone", "true"))).Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        (await maren.Get("/w/corvane/settings/plans/nothing")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    [Fact]
    public async Task A_plan_on_a_deal_stands_on_the_deals_page_and_its_partner_does_not_read_the_deals_name_there()
    {
        var maren = await Web.Owner();
        var deal = await Joint("planned");
        var page = $"/w/corvane/pipeline/{deal.Deal.Value:D}";
        (await maren.Open(page)).Words.ShouldContain("No plan runs.");
        var made = await maren.Submit(
            $"{Plans}/new?partner={deal.One.Short()}&deal={deal.Deal.Value:N}",
            ("Input.Title", "Winning it"),
            ("Input.Template", "CoSell")
        );
        made.Status.ShouldBe(303, made.Words);
        (await maren.Open(page)).Words.ShouldContain("Winning it");
        var (story, number) = (new PlanStory(House), made.Location!.Split('/')[^1]);
        (await maren.Open(made.Location!)).Words.ShouldContain("Oakhaven Media");
        (await story.Share(await story.Staff(), number)).Problem.ShouldBeNull();
        var own = (await story.Own(deal.First, number)).ShouldNotBeNull();
        Entente.Platform.Jobs.Json.Write(own).ShouldNotContain("Oakhaven");
        (await story.Own(deal.Second, number)).ShouldBeNull("the other partner of the same deal has its own plans");
        var third = await Web.House.Made(Web.Corvane, "No Part");
        (
            await maren.Submit($"{Plans}/new?deal={deal.Deal.Value:N}", ("Input.Partner", third.Short()), ("Input.Title", "Forged"))
        ).Words.ShouldContain("This partner has no part in that deal.");
    }

    [Fact]
    public async Task What_is_mine_within_a_week_stands_on_Today_and_the_page_of_a_reminder_asks_for_what_shows_it()
    {
        var story = new PlanStory(House);
        var kai = await Web.AddStaff(StaffRole.PartnerManager, "kai.today@corvane.example", "Kai Today");
        var stella = await story.Staff();
        var partner = await Web.House.Made(Web.Corvane, "Today Plans");
        var plan = await story.Plan(stella, partner, "Plan of today");
        foreach (var (title, days) in new[] { ("Open the lab", 3), ("Look back", 30) })
            (
                await story.Shape(
                    stella,
                    s => s.AddItem(plan, PlanStory.Item(title, days, House, Entente.Plans.Rules.PlanSide.Vendor, kai, wants: true), Ct)
                )
            ).Problem.ShouldBeNull();
        var staff = await Web.SignIn("kai.today@corvane.example");
        (await staff.Open("/w/corvane/today")).Words.Contains("Open the lab").ShouldBeFalse("a draft binds nobody");
        (await story.Share(stella, plan)).Problem.ShouldBeNull();
        var today = (await staff.Open("/w/corvane/today")).Words;
        today.ShouldContain("Open the lab");
        today.ShouldNotContain("Look back");
        (await staff.Open(Plans + "?mine=true")).Words.ShouldContain("Plan of today");

        await story.Remind();
        var item = await story.Item(plan, "Open the lab");
        var mail = (await story.Mails(item.Id.Subject)).Single();
        var text = (
            await House.Act<Entente.Platform.Mail.MailBox, Entente.Platform.Mail.MailView?>(System, m => m.Show(mail.Id, Ct))
        )!.Text;
        var address = "/w/corvane/plans/tick/" + text.Split("/plans/tick/")[1].Split((char[]?)null)[0];
        using var guest = Web.Guest();
        var asked = await guest.Submit(address, ("Input.Evidence", ""));
        asked.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        asked.Words.ShouldContain("Say what shows that it is done");
        (await guest.Submit(address, ("Input.Evidence", "Opened on Monday"))).Status.ShouldBe(303);
        var thanked = await guest.Open(address);
        (thanked.Heading, thanked.Words.Contains("You ticked it: it stands in the plan as done.")).ShouldBe(("Thank you", true));
        (await staff.Open($"{Plans}/{plan}")).Words.ShouldContain("Opened on Monday");
    }

    [Fact]
    public async Task Who_may_not_is_not_shown_and_not_heard()
    {
        var auditor = await Web.Staff(StaffRole.Auditor, "aud.plans@corvane.example", "Aud Plans");
        var partner = await Web.House.Made(Web.Corvane, "Other Plans");
        var person = await Web.PartnerPerson(partner, email: "p@other-plans.example");
        (await auditor.Get(Plans)).Status.ShouldBe(200);
        (await auditor.Get(Plans + "/new")).Status.ShouldBe(403);
        (await auditor.Get("/w/corvane/settings/plans")).Status.ShouldBe(403);
        (await auditor.Get(Plans + "/MAP-0")).Status.ShouldBe(404);
        (await person.Get(Portal + "/MAP-0")).Status.ShouldBe(404);
        (await person.Get(Plans)).Status.ShouldNotBe(200);
        (await Web.Guest().Get("/w/corvane/plans/tick/nothing")).Status.ShouldBe(404);
    }

    // The page has many forms of one handler: the one that is meant is told by its key, or how that begins.
    private static async Task<WebPage> Send(WebVisitor who, string page, string form, params (string Name, string Value)[] fields) =>
        await Send(who, await who.Open(page), form, fields);

    private static Task<WebPage> Send(WebVisitor who, WebPage page, string form, params (string Name, string Value)[] fields)
    {
        var key = page
            .Document.QuerySelectorAll("input[name='Input.Form']")
            .Select(i => i.GetAttribute("value")!)
            .First(v => v == form || v.StartsWith(form + "-", StringComparison.Ordinal));
        return who.Submit(
            page,
            [.. fields, ("Input.Form", key), .. fields.Any(f => f.Name == "Input.Do") ? [] : new[] { ("Input.Do", form) }]
        );
    }
}
