using Entente.Access;
using Entente.Access.SignIn;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Signing in by a mailed link, over HTTP.</summary>
public sealed class SignInTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Maren = "maren.voss@corvane.example";

    [Fact]
    public async Task A_mailed_link_signs_in_and_leads_staff_to_today_and_partners_to_their_home()
    {
        using var maren = await web.Staff();
        (await maren.Open("/w/corvane/today")).Heading.ShouldBe("Today");

        using var ines = await web.PartnerPerson(Ids.New<PartnerId>(web.Clock.Now));
        (await ines.Open("/w/corvane/portal")).Heading.ShouldMatch("^Good (morning|afternoon|evening), Ines$");
        (await ines.Get("/w/corvane")).Location.ShouldBe("/w/corvane/portal");
    }

    [Fact]
    public async Task The_answer_is_the_same_whether_the_address_is_known_or_not()
    {
        await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        using var guest = web.Guest();
        var known = await guest.Submit("/w/corvane/sign-in", ("Input.Email", Maren));
        var unknown = await guest.Submit("/w/corvane/sign-in", ("Input.Email", "nobody@nowhere.example"));

        (known.Status, known.Location, known.Text).ShouldBe((303, unknown.Location, unknown.Text));
        (await guest.Open(known.Location!)).Words.ShouldContain("If this address belongs to someone here");
        await web.Work();
        (await Mails("nobody@nowhere.example")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_address_comes_back_filled_in_with_the_reason_beside_it()
    {
        using var guest = web.Guest();
        var page = await guest.Submit("/w/corvane/sign-in", ("Input.Email", "ines at kestrel"));

        page.Status.ShouldBe(422);
        page.Document.QuerySelector("#input-email")!.GetAttribute("value").ShouldBe("ines at kestrel");
        page.Document.QuerySelector("#input-email-error")!.TextContent.ShouldContain("Write your e-mail address");
    }

    [Fact]
    public async Task A_link_works_once_and_then_says_how_to_get_a_new_one()
    {
        using var first = web.Guest();
        var link = await NewLink(first);
        var page = await first.Open(link);
        (await first.Submit(page, [])).Location.ShouldBe("/w/corvane/today");

        using var second = web.Guest();
        var used = await second.Get(link);
        used.Status.ShouldBe(410);
        used.Heading.ShouldBe("This link has been used");
        used.Document.QuerySelector("main a.btn")!.GetAttribute("href").ShouldBe("/w/corvane/sign-in");
        (await second.Submit(page, [])).Status.ShouldBe(410);
        (await second.Get("/w/corvane/today")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_link_signs_in_where_it_was_asked_for_and_in_no_other_browser()
    {
        using var asks = web.Guest();
        var link = await NewLink(asks);
        using var elsewhere = web.Guest();
        foreach (var asked in new[] { false, true })
        {
            // Also where somebody asked for a link of their own: it is another browser still.
            if (asked)
                await elsewhere.Submit("/w/corvane/sign-in", ("Input.Email", "nobody@nowhere.example"));
            var refused = await elsewhere.Submit(link, []);
            refused.Status.ShouldBe(409);
            refused.Words.ShouldContain("asked for in another browser");
            refused.Document.QuerySelector("main a.btn")!.GetAttribute("href").ShouldBe("/w/corvane/sign-in");
            (await elsewhere.Get("/w/corvane/today")).Status.ShouldBe(303);
        }
        (await asks.Submit(link, [])).Location.ShouldBe("/w/corvane/today", "it was not used up");
    }

    [Fact]
    public async Task Pressing_twice_at_once_begins_one_session()
    {
        using var visitor = web.Guest();
        var link = await NewLink(visitor);
        var page = await visitor.Open(link);
        var both = await Task.WhenAll(visitor.Submit(page, []), visitor.Submit(page, []));

        both.Count(p => p.Location == "/w/corvane/today").ShouldBe(1);
    }

    [Fact]
    public async Task A_link_runs_out()
    {
        var link = await NewLink(web.Guest());
        web.Clock.Advance(TimeSpan.FromMinutes(31));
        using var visitor = web.Guest();
        var page = await visitor.Get(link);

        page.Status.ShouldBe(410);
        page.Heading.ShouldBe("This link has run out");
    }

    [Fact]
    public async Task A_link_of_another_workspace_or_kind_opens_nothing()
    {
        var link = new Uri(await NewLink(web.Guest())).AbsolutePath;
        using var visitor = web.Guest();

        (await visitor.Get(link.Replace("corvane", "halden", StringComparison.Ordinal))).Heading.ShouldBe("This link does not work");
        (await visitor.Get(link.Replace("corvane", "nowhere", StringComparison.Ordinal))).Status.ShouldBe(404);
        (await visitor.Get(link[..^3])).Status.ShouldBe(410);
        (await visitor.Get("/in/corvane")).Status.ShouldBe(410);
        (await visitor.Get(link)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Opening_a_link_ahead_of_the_person_is_refused_and_opening_it_changes_nothing()
    {
        var link = await NewLink(web.Guest());
        using var scanner = web.Guest();
        (await scanner.Get(link, ("Sec-Purpose", "prefetch;prerender"))).Status.ShouldBe(503);
        (await scanner.Open(link)).Words.ShouldContain("Maren Voss");
        (await scanner.Open(link)).Words.ShouldContain("Sign in to Corvane");
        (await scanner.Get("/w/corvane/today")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Signing_in_leads_back_to_where_one_wanted_to_go_and_never_to_another_site()
    {
        await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        using var visitor = web.Guest();
        var asked = await visitor.Get("/w/corvane/audit?kind=person");
        asked.Location.ShouldBe("/w/corvane/sign-in?next=%2Fw%2Fcorvane%2Faudit%3Fkind%3Dperson");
        await visitor.Submit(asked.Location!, ("Input.Email", Maren));
        await web.Work();
        (await visitor.Submit(await web.MailedLink(Maren), [])).Location.ShouldBe("/w/corvane/audit?kind=person");

        using var lured = web.Guest();
        web.Clock.Advance(TimeSpan.FromMinutes(40));
        await lured.Submit("/w/corvane/sign-in?next=//evil.example", ("Input.Email", Maren));
        await web.Work();
        (await lured.Submit(await web.MailedLink(Maren), [])).Location.ShouldBe("/w/corvane/today");
    }

    [Fact]
    public async Task Nobody_s_inbox_can_be_flooded()
    {
        const string email = "flooded@corvane.example";
        await web.AddStaff(StaffRole.Sales, email, "Flooded");
        for (var i = 0; i < 8; i++)
        {
            await web.House.Act<AskForLink, Result>(
                Entente.Platform.Tenancy.Actor.Guest(web.Corvane.Id),
                u => u.Run(email, null, [], default)
            );
            await web.Work();
        }

        (await Mails(email)).ShouldBe(SendSignInLinkJob.MostAtATime);
    }

    [Fact]
    public async Task A_door_of_the_demo_opens_again_and_again_until_it_is_revoked()
    {
        var person = await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        string door;
        await using (var scope = web.Services.CreateAsyncScope())
        {
            scope
                .ServiceProvider.GetRequiredService<Entente.Platform.Tenancy.ActorSlot>()
                .Fill(Entente.Platform.Tenancy.Actor.System(web.Corvane.Id));
            door = await scope.ServiceProvider.GetRequiredService<AccessApi>().IssueDoor(person, web.Clock.Now.AddYears(1));
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        door.ShouldStartWith(web.Url + "/in/corvane.");
        for (var i = 0; i < 2; i++)
        {
            using var visitor = web.Guest();
            (await visitor.Submit(door, [])).Location.ShouldBe("/w/corvane/today");
        }

        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().RevokeLinks(LinkKind.SignIn, person);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        using var late = web.Guest();
        (await late.Get(door)).Heading.ShouldBe("This link was withdrawn");
    }

    private async Task<string> NewLink(WebVisitor visitor)
    {
        web.Clock.Advance(TimeSpan.FromHours(1));
        await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        (await visitor.Submit("/w/corvane/sign-in", ("Input.Email", Maren))).Status.ShouldBe(303);
        await web.Work();
        return await web.MailedLink(Maren);
    }

    private async Task<int> Mails(string email)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().List(email, 0, 1, default)).Total;
    }
}
