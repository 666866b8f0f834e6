using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>A workspace asks for a second factor: whom, from when on, and how those who lost theirs come back.</summary>
public sealed class AskedTest(WebHouse web) : IClassFixture<WebHouse>, IAsyncLifetime
{
    private const string Settings = "/w/corvane/settings/sign-in";
    private const string Owner = "maren.voss@corvane.example";
    private static readonly PartnerId Kestrelquay = new(new Guid("0198a000-0000-7000-8000-000000000001"));
    private static int people;
    private readonly string email = $"asked{Interlocked.Increment(ref people)}@corvane.example";
    private WebVisitor owner = null!;
    private Phone phone = null!;

    public async ValueTask InitializeAsync()
    {
        web.Clock.Advance(TimeSpan.FromMinutes(40));
        owner = await web.Staff(email: "owner." + email, name: "Maren Voss");
        phone = await Phone.SetUp(web, owner);
    }

    public async ValueTask DisposeAsync()
    {
        await Ask(staff: false, partners: false);
        owner.Dispose();
    }

    [Fact]
    public async Task It_is_off_by_default_and_only_who_decides_sees_it()
    {
        (await owner.Open(Settings)).Document.QuerySelectorAll("input[type=checkbox][name^='Policy.'][checked]").ShouldBeEmpty();
        using var sales = await web.Staff(StaffRole.Sales, email);
        (await sales.Get(Settings)).Status.ShouldBe(403);
        (await sales.Get(Settings + "/people")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Who_has_none_is_led_to_set_one_up_before_anything_else_opens()
    {
        using var sam = await web.Staff(StaffRole.Sales, email, "Sam Sale");
        (await sam.Get("/w/corvane/today")).Status.ShouldBe(200);
        await Ask(staff: true, partners: false);

        // From the next request on, in the session that was open already too.
        var led = await sam.Get("/w/corvane/today");
        led.Location.ShouldBe("/w/corvane/factor/set-up?next=%2Fw%2Fcorvane%2Ftoday");
        foreach (var path in (string[])["me", "me/factors", "registrations", "partners"])
            (await sam.Get("/w/corvane/" + path)).Location!.ShouldStartWith("/w/corvane/factor/set-up", Case.Sensitive, path);
        (await sam.Post("/w/corvane/today", ("a", "b"))).Heading.ShouldBe("One more step to sign in");
        var page = await sam.Open(led.Location!);
        page.Heading.ShouldBe("Set up a second factor");
        page.Document.QuerySelectorAll("main a[href*='/factor/app'], main a[href*='/factor/passkey']").Length.ShouldBe(2);
        (await sam.Open("/w/corvane/factor/passkey?next=/w/corvane/today")).Words.ShouldContain("Set up an authenticator app");
        (await Phone.SetUp(web, sam, "?next=/w/corvane/today")).Codes.Count.ShouldBe(10);
        (await sam.Get("/w/corvane/today")).Status.ShouldBe(200);

        // Partners were not asked.
        using var ines = await web.PartnerPerson(Kestrelquay, email: "ines." + email);
        (await ines.Get("/w/corvane/portal")).Status.ShouldBe(200);
        await Ask(staff: true, partners: true);
        (await ines.Get("/w/corvane/portal")).Location!.ShouldStartWith("/w/corvane/factor/set-up");
        // A personal link is no sign-in, and another workspace did not ask.
        (await Audit("sign_in_policy.created")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Who_demands_it_goes_first_and_the_last_one_stays()
    {
        using var alone = await web.Staff(StaffRole.Admin, email, "Ada Alone");
        var refused = await alone.Submit(Settings, ("Policy.Staff", "true"), ("_handler", "policy"));
        (
            refused.Status,
            refused.Document.QuerySelector("#policy-staff-error")!.TextContent.Contains("yourself first", StringComparison.Ordinal)
        ).ShouldBe((422, true));

        await Ask(staff: true, partners: false);
        var page = await owner.Open("/w/corvane/me/factors");
        var remove = page
            .Document.QuerySelectorAll("input[name=_handler]")
            .Select(i => i.GetAttribute("value")!)
            .Single(v => v.StartsWith("remove-", StringComparison.Ordinal));
        var stays = await owner.Submit(page, ("_handler", remove));
        stays.Status.ShouldBe(409);
        stays.Words.ShouldContain("Add another one first");
    }

    [Fact]
    public async Task The_doors_of_the_terminal_need_no_second_factor()
    {
        await Ask(staff: true, partners: true);
        var person = await web.AddStaff(StaffRole.Owner, email, "Maren Door");
        string door,
            once;
        await using (var scope = web.House.As(web.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            door = await access.IssueDoor(person, web.Clock.Now.AddDays(1));
            once = await access.IssueConsoleLink(person, web.Clock.Now.AddDays(1));
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        foreach (var link in (string[])[door, door, once])
        {
            using var visitor = web.Guest();
            (await visitor.Submit(new Uri(link).AbsolutePath, [])).Status.ShouldBe(303);
            (await visitor.Get("/w/corvane/today")).Status.ShouldBe(200);
        }
        using var late = web.Guest();
        (await late.Get(new Uri(once).AbsolutePath)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Somebody_who_lost_everything_is_let_back_in_once_by_an_admin_and_told()
    {
        await Ask(staff: true, partners: false);
        using var sam = await web.Staff(StaffRole.Sales, email, "Sam Lost");
        var lost = await Phone.SetUp(web, sam);
        var page = await owner.Open(Settings + "/people?search=" + email);
        page.Words.ShouldContain("Sam Lost");
        var handler = page.Document.QuerySelector("details.reset input[name=_handler]")!.GetAttribute("value")!;
        var why = await owner.Submit(page, ("_handler", handler), ("Reason", " "));
        why.Status.ShouldBe(422);
        why.Document.QuerySelector("details.reset[open] .error")!.TextContent.ShouldContain("Write why");
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        (await owner.Submit(page, ("_handler", handler), ("Reason", "Phone stolen; called back on the known number."))).Status.ShouldBe(
            303
        );

        (await sam.Get("/w/corvane/today")).Location!.ShouldStartWith(
            "/w/corvane/sign-in",
            Case.Sensitive,
            "every session of before is over here"
        );
        await web.Work();
        using var back = await web.SignIn(email);
        (await back.Get("/w/corvane/today")).Location!.ShouldStartWith("/w/corvane/factor/set-up");
        await Phone.SetUp(web, back);
        (await back.Get("/w/corvane/today")).Status.ShouldBe(200);
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var thief = await web.SignIn(email);
        (await thief.Submit("/w/corvane/factor", ("Code", lost.Code(web.Clock.Now)))).Status.ShouldBe(422, "the lost phone opens nothing");
        (await thief.Submit("/w/corvane/factor", ("Code", lost.Codes[3]))).Status.ShouldBe(422);
        (await Audit("factor.reset")).ShouldContain(r => r.Contains("Phone stolen", StringComparison.Ordinal));
        await using var scope = web.House.As(web.Corvane);
        var mails = await scope.ServiceProvider.GetRequiredService<Entente.Platform.Mail.MailBox>().List(email, 0, 50, default);
        mails.Rows.ShouldContain(m => m.Subject.Contains("Your second factor was reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reset_in_one_workspace_opens_no_other()
    {
        // The same person works for another vendor too.
        using var sam = await web.Staff(StaffRole.Sales, email, "Sam Both");
        await using (var scope = web.House.As(web.Other))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Sam Both", StaffRole.Owner);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        var kept = await Phone.SetUp(web, sam);
        var there = $"/w/{web.Other.Slug}/today";
        (await sam.Get(there)).Status.ShouldBe(200);
        await Reset(email);

        using var thief = await web.SignIn(email);
        (await thief.Get("/w/corvane/today")).Status.ShouldBe(200, "Corvane let them back in");
        (await thief.Get(there)).Location!.ShouldStartWith($"/w/{web.Other.Slug}/factor?next=", Case.Sensitive, "the other one did not");
        var theirs = await Phone.SetUp(web, thief);
        (await thief.Get("/w/corvane/today")).Status.ShouldBe(200);
        (await thief.Get(there)).Status.ShouldBe(303);
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await web.SignIn(email);
        var step = await again.Open($"/w/{web.Other.Slug}/factor");
        (await again.Submit(step, ("Code", theirs.Code(web.Clock.Now)))).Status.ShouldBe(422, "what was set up there counts there alone");
        (await again.Submit(step, ("Code", kept.Code(web.Clock.Now)))).Status.ShouldBe(303);
        (await again.Get(there)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Only_an_owner_resets_an_owner_and_nobody_themselves()
    {
        using var admin = await web.Staff(StaffRole.Admin, email, "Ada Admin");
        var me = await owner.Open(Settings + "/people?search=owner." + email);
        me.Document.QuerySelectorAll("details.reset").ShouldBeEmpty();
        var page = await admin.Open(Settings + "/people?search=owner." + email);
        var handler = page.Document.QuerySelector("details.reset input[name=_handler]")!.GetAttribute("value")!;
        var refused = await admin.Submit(page, ("_handler", handler), ("Reason", "I want to"));
        refused.Status.ShouldBe(403);
        refused.Words.ShouldContain("Only another owner");
        (await owner.Get("/w/corvane/today")).Status.ShouldBe(200);
    }

    private async Task Reset(string search)
    {
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await owner.Open(Settings + "/people?search=" + search);
        var handler = page.Document.QuerySelector("details.reset input[name=_handler]")!.GetAttribute("value")!;
        (await owner.Submit(page, ("_handler", handler), ("Reason", "Lost"))).Status.ShouldBe(303);
    }

    private async Task Ask(bool staff, bool partners)
    {
        if ((await owner.Get(Settings)).Status == 303)
            (await owner.Submit("/w/corvane/factor", ("Code", phone.Code(web.Clock.Now)))).Status.ShouldBe(303);
        var (yes, no) = ("true", "");
        (
            await owner.Submit(
                Settings,
                ("_handler", "policy"),
                ("Policy.Staff", staff ? yes : no),
                ("Policy.Partners", partners ? yes : no)
            )
        ).Status.ShouldBe(303);
    }

    private async Task<List<string>> Audit(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Where(e => e.Action == action)
            .Select(e => e.Reason)
            .ToListAsync();
    }
}
