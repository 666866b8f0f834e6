using Entente.Access;
using Entente.Access.Http;
using Entente.Partners;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Colleagues;
using Entente.Registrations.Share;
using Entente.Registrations.Withdraw;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>
/// A deal is shown for a while to somebody without a sign-in (COL-4): read only, no more than a viewer sees, taken back at once, and that it was
/// opened is kept.
/// </summary>
public sealed partial class ShareTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_the_link_reads_where_it_stands_and_nothing_else()
    {
        var (story, number) = await Deal("Shared Mills");
        using var ines = await web.SignIn(story.InesEmail);
        var room = $"/w/corvane/portal/deals/{number}";
        (await ines.Open(room)).Document.QuerySelector($"main a[href='{room}/share']").ShouldNotBeNull();
        var made = await ines.Submit(room + "/share", ("_handler", "make"), ("ForWhom", "Their grumpy IT"), ("Days", "7"));
        made.Status.ShouldBe(200, made.Words);
        made.Headers["Cache-Control"].ShouldContain("no-store");
        var address = new Uri(made.Document.QuerySelector("input[data-copy]")!.GetAttribute("value")!).PathAndQuery;
        using var guest = web.Guest();

        var page = await guest.Open(address);
        page.Heading.ShouldContain("Shared Mills");
        page.Words.ShouldContain(number);
        page.Words.ShouldNotContain("84,000", customMessage: "amounts were not shared");
        foreach (var secret in new[] { "ashdown", "trace quality", "grumpy", story.InesEmail, "Ines", "Kestrel" })
            page.Text.ShouldNotContain(secret, Case.Insensitive);
        page.Document.QuerySelectorAll("form").ShouldBeEmpty();
        (page.Headers["Cache-Control"], page.Headers["Referrer-Policy"]).ShouldBe(("no-store", "no-referrer"));
        page.Headers["X-Robots-Tag"].ShouldContain("noindex");
        foreach (var path in new[] { "/messages", "/change", "/rules" })
            (await guest.Get(address + path)).Status.ShouldBe(404);
        (await guest.Get(room)).Status.ShouldBe(303, "to sign in");

        var list = await ines.Open(room + "/share");
        list.Words.ShouldContain("Opened 1 time");
        list.Text.ShouldNotContain(address.Split('.')[^1], customMessage: "the link is told once");
        var gone = await guest.Get(address + "x");
        (gone.Status, gone.Headers["Referrer-Policy"]).ShouldBe((410, "no-referrer"));
        gone.Words.ShouldNotContain("Sign in", customMessage: "they have nothing to sign in to");
    }

    [Fact]
    public async Task Its_token_opens_nothing_of_another_kind_nor_in_another_workspace()
    {
        var (story, number) = await Deal("Kind Mills");
        var address = await Given(story.Ines, number);
        foreach (var other in new[] { "/s/", "/r/", "/in/", "/c/" })
            (await Status(address.Replace("/l/", other, StringComparison.Ordinal))).ShouldBe(410, other);
        (await Status(address.Replace("/corvane.", "/halden.", StringComparison.Ordinal))).ShouldBe(410);
        var follow = await RegistrationStory.Link(
            web.House,
            story.Ines,
            LinkKind.Follow,
            subject: new("registration", (await story.Load(number)).Id.Value)
        );
        (await Status(follow.Replace("/s/", "/l/", StringComparison.Ordinal))).ShouldBe(410);
        (await Status(await RegistrationStory.Link(web.House, story.Ines, LinkKind.Share))).ShouldBe(404, "it follows nothing");
    }

    [Fact]
    public async Task Amounts_go_with_it_where_that_was_chosen_and_as_far_as_the_partner_sees_them()
    {
        var (story, number) = await Deal("Amount Mills");
        using var guest = web.Guest();
        (await guest.Open(await Given(story.Ines, number, For("Their bank", amounts: true)))).Words.ShouldContain("84,000");

        var there = await RegistrationStory.In(web.House, web.Other);
        var hidden = await there.Submitted(there.Ines, "Hidden Mills");
        var address = await Given(there.Ines, hidden, For("Their bank", amounts: true));
        (await guest.Open(address)).Words.ShouldContain("84,000");
        await Hide("company", "amount", "close_date");
        var page = await guest.Open(address);
        page.Heading.ShouldContain(hidden);
        foreach (var word in new[] { "Hidden Mills", "84,000", "Amount", "Expected close" })
            page.Text.ShouldNotContain(word);
    }

    [Fact]
    public async Task It_shows_what_the_partner_may_know_by_then_and_no_more()
    {
        var (story, number) = await Deal("Decided Mills");
        var address = await Given(story.Ines, number);
        using var guest = web.Guest();
        (await guest.Open(address)).Words.ShouldContain("In review");
        (await story.Decide(number)).Problem.ShouldBeNull();
        var early = await guest.Open(address);
        early.Words.ShouldContain("In review", customMessage: "it can still be undone");
        early.Words.ShouldNotContain("Protected until");
        story.LetStand();
        (await guest.Open(address)).Words.ShouldContain("Protected until");

        (await web.House.Act<WithdrawRegistration, Result>(story.Ines, u => u.Run(number, Ct))).Problem.ShouldBeNull();
        var ended = await guest.Open(address);
        ended.Words.ShouldContain("Withdrawn");
        ended.Words.ShouldNotContain("Protected until");

        var (other, refused) = await Deal("Refused Mills");
        var theirs = await Given(other.Ines, refused);
        (await other.Refuse(refused, final: true)).Problem.ShouldBeNull();
        var declined = await guest.Open(theirs);
        declined.Words.ShouldContain("Declined");
        declined.Words.ShouldNotContain("qualified", Case.Insensitive, "why is between the two");
    }

    [Fact]
    public async Task It_opens_nothing_once_it_was_taken_back_or_ran_out()
    {
        var (story, number) = await Deal("Ended Mills");
        using var ines = await web.SignIn(story.InesEmail);
        var (one, two) = (await Given(story.Ines, number, For("One")), await Given(story.Ines, number, For("Two", days: 1)));
        var list = await ines.Open($"/w/corvane/portal/deals/{number}/share");
        var id = (await Rows(story.Ines, number)).Single(r => r.ForWhom == "One").Id;
        for (var times = 0; times < 2; times++)
            (await ines.Submit(list, ("_handler", "take-back"), ("Share", id.ToString("N")))).Status.ShouldBe(
                303,
                "a second time is the same"
            );
        (await Status(one)).ShouldBe(410);
        (await Status(two)).ShouldBe(200);
        var (others, another) = await Deal("Another Mills");
        await Given(others.Ines, another);
        var foreign = (await Rows(others.Ines, another)).Single().Id;
        (await TakeBack(story.Ines, number, foreign)).Problem!.Code.ShouldBe("shared_link.unknown");

        web.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        (await Status(two)).ShouldBe(200);
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Status(two)).ShouldBe(410);
        (await Rows(story.Ines, number))
            .ToDictionary(r => r.ForWhom, r => r.State)
            .ShouldBe(
                new Dictionary<string, ShareState> { ["One"] = ShareState.TakenBack, ["Two"] = ShareState.RanOut },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task It_opens_as_long_as_whoever_gave_it_out_could_give_it_out_today()
    {
        var (story, number) = await Deal("Giver Mills");
        var cara = await Colleague(story, PartnerRole.Seller, $"cara.{story.InesEmail}");
        var (theirs, staffs) = (await Given(cara, number, For("By Cara")), await Given(story.Maren, number, For("By Maren")));
        async Task<(int, int)> Now() => (await Status(theirs), await Status(staffs));
        (await Now()).ShouldBe((200, 200));

        await Become(PartnerRole.Viewer);
        (await Now()).ShouldBe((404, 200), "a viewer shares nothing");
        (await Rows(story.Ines, number)).Single().State.ShouldBe(ShareState.Closed);
        await Become(PartnerRole.Seller);
        await Change(a => a.Restrict(cara.Person!.Value, true, Ct));
        (await Now()).ShouldBe((404, 200), "restricted, and not on this one");
        (
            await web.House.Act<ShareClaim, Result>(
                story.Ines,
                async s => await s.Run((await story.Load(number)).Id, cara.Person!.Value, true, Ct)
            )
        ).Problem.ShouldBeNull();
        (await Now()).ShouldBe((200, 200));

        await Step(story, PartnerStatus.Active, PartnerStatus.Suspended);
        (await Now()).ShouldBe((404, 404), "nothing of a suspended partner");
        (await Make(story.Ines, number, For("Anew"))).Problem!.Code.ShouldBe("shared_link.partner_rests");
        await Step(story, PartnerStatus.Suspended, PartnerStatus.Active);
        (await Now()).ShouldBe((200, 200));

        await Change(a => a.Suspend(cara.Person!.Value, Ct));
        (await Now()).ShouldBe((410, 200));
        await Change(a => a.Restore(cara.Person!.Value, Ct));
        (await Now()).ShouldBe((410, 200), "what was closed stays closed");
        (await Rows(story.Ines, number)).Single().State.ShouldBe(ShareState.Closed);

        await Step(story, PartnerStatus.Active, PartnerStatus.Offboarding);
        (await Now()).ShouldBe((410, 200), "who leaves follows what they have until the end");
        await Step(story, PartnerStatus.Offboarding, PartnerStatus.Ended);
        (await Now()).ShouldBe((410, 410));

        Task Become(PartnerRole role) =>
            Change(async a =>
                (await a.AddPartnerPerson(story.Kestrel, $"cara.{story.InesEmail}", "Cara", role, Ct)).Problem.ShouldBeNull()
            );
    }

    [Fact]
    public async Task Who_may_not_share_does_not_and_what_does_not_fit_is_said_beside_its_field()
    {
        var (story, number) = await Deal("Viewer Mills");
        var page = $"/w/corvane/portal/deals/{number}/share";
        using var viewer = await web.PartnerPerson(story.Kestrel, PartnerRole.Viewer, $"v.{story.InesEmail}", "Vera Viewer");
        (await viewer.Get(page)).Status.ShouldBe(403);
        (await viewer.Open($"/w/corvane/portal/deals/{number}")).Document.QuerySelector($"main a[href='{page}']").ShouldBeNull();
        using var restricted = await web.PartnerPerson(story.Kestrel, PartnerRole.Seller, $"r.{story.InesEmail}", "Rita");
        var rita = await Colleague(story, PartnerRole.Seller, $"r.{story.InesEmail}", restricted: true);
        (await restricted.Get(page)).Status.ShouldBe(404, "they do not see it");
        (await Make(rita, number, For("Anybody"))).Problem!.Code.ShouldBe("registration.not_found");
        (await Make(story.Jonah, number, For("Anybody"))).Problem!.Code.ShouldBe("registration.not_found");
        (await Make(story.Ines with { Person = null }, number, For("Anybody"))).Problem!.Code.ShouldBe(
            "shared_link.may_not",
            "a link of nobody's"
        );
        using var sales = await web.Staff(StaffRole.Sales, "sales.share@corvane.example", "Sal");
        (await sales.Get($"/w/corvane/registrations/{number}/share")).Status.ShouldBe(403, "staff who do not decide");
        (await sales.Open($"/w/corvane/registrations/{number}")).Document.QuerySelector("a[href$='/share']").ShouldBeNull();
        var nameless = story.Maren with { Permissions = Permissions.Of(StaffRole.Sales) };
        (await Make(nameless, number, For("Anybody"))).Problem!.Code.ShouldBe("shared_link.may_not");

        using var ines = await web.SignIn(story.InesEmail);
        var refused = await ines.Submit(page, ("_handler", "make"), ("ForWhom", ""), ("Email", "nobody"), ("Days", "91"));
        refused.Status.ShouldBe(422);
        foreach (var sentence in new[] { "Say for whom it is", "That is not a mail address", "Between 1 and 90 days" })
            refused.Words.ShouldContain(sentence);
        refused.Document.QuerySelector("input[name=Email]")!.GetAttribute("value").ShouldBe("nobody", "nothing typed is lost");
        (await Rows(story.Ines, number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_share_too_and_a_partner_does_not_read_of_it()
    {
        var (story, number) = await Deal("Both Mills");
        using var maren = await web.Staff();
        (await maren.Open($"/w/corvane/registrations/{number}"))
            .Document.QuerySelector($"main a[href='/w/corvane/registrations/{number}/share']")
            .ShouldNotBeNull();
        var made = await maren.Submit(
            $"/w/corvane/registrations/{number}/share",
            ("_handler", "make"),
            ("ForWhom", "Our litigator"),
            ("Days", "7")
        );
        var address = new Uri(made.Document.QuerySelector("input[data-copy]")!.GetAttribute("value")!).PathAndQuery;
        (await Status(address)).ShouldBe(200);
        await Given(story.Ines, number, For("Their architect"));

        var staffs = await Rows(story.Maren, number);
        staffs.Select(r => r.ForWhom).ShouldBe(["Our litigator", "Their architect"], ignoreOrder: true);
        (await Rows(story.Ines, number)).Single().ForWhom.ShouldBe("Their architect");
        using var ines = await web.SignIn(story.InesEmail);
        (await ines.Open($"/w/corvane/portal/deals/{number}/share")).Text.ShouldNotContain("litigator");
        var ours = staffs.Single(r => r.ForWhom == "Our litigator").Id;
        (await TakeBack(story.Ines, number, ours)).Problem!.Code.ShouldBe("shared_link.unknown");
        foreach (var row in staffs)
            (await TakeBack(story.Maren, number, row.Id)).Problem.ShouldBeNull();
        (await Status(address)).ShouldBe(410);
    }

    [Fact]
    public async Task Each_click_gives_a_link_of_its_own_and_ten_are_open_at_most_also_at_once()
    {
        var (story, number) = await Deal("Many Mills");
        var made = await Task.WhenAll(Enumerable.Range(0, ShareDesk.Most + 2).Select(_ => Make(story.Ines, number, For("Twice"))));

        made.Count(m => m.Ok).ShouldBe(ShareDesk.Most);
        made.Where(m => !m.Ok).ShouldAllBe(m => m.Problem!.Code == "shared_link.most");
        made.Where(m => m.Ok).Select(m => m.Value).Distinct().Count().ShouldBe(ShareDesk.Most);
        (await TakeBack(story.Ines, number, (await Rows(story.Ines, number))[0].Id)).Problem.ShouldBeNull();
        (await Make(story.Ines, number, For("Again"))).Problem.ShouldBeNull();
    }
}
