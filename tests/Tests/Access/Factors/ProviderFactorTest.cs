using Entente.Access;
using Entente.Access.SignIn;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Access.Factors;

/// <summary>Single sign-on and the second factor: a provider that asks for one itself is believed where an admin said so, and nowhere else.</summary>
public sealed class ProviderFactorTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Settings = "/w/corvane/settings/sign-in";
    private const string Ines = "ines.calder@kestrelquay.example";
    private static readonly PartnerId Kestrelquay = new(new Guid("0198a000-0000-7000-8000-000000000001"));

    [Fact]
    public async Task A_marked_provider_satisfies_the_workspace_and_what_is_set_up_through_one_opens_no_other()
    {
        using var sso = new SsoVisit(web);
        using var admin = await web.Staff();
        await web.AddPartnerPerson(Kestrelquay, PartnerRole.Seller, Ines, "Ines Calder");
        (await sso.SetUp(admin, "kestrelquay.example")).Status.ShouldBe(303);
        (await admin.Submit(Settings, ("_handler", "policy"), ("Policy.Partners", "true"))).Status.ShouldBe(303);

        using var unmarked = web.Guest();
        (await sso.SignIn(unmarked, Ines)).Status.ShouldBe(303);
        (await unmarked.Get("/w/corvane/portal")).Location!.ShouldStartWith("/w/corvane/factor/set-up");

        var page = await admin.Open(Settings);
        var mark = page.Document.QuerySelector("button[name=Trust]")!;
        mark.TextContent.ShouldContain("It asks for a second factor");
        (await admin.Submit(page, ("_handler", "change"), ("Trust", mark.GetAttribute("value")!))).Status.ShouldBe(303);
        (await admin.Open(Settings)).Words.ShouldContain("asks for a second factor itself");

        using var marked = web.Guest();
        (await sso.SignIn(marked, Ines)).Status.ShouldBe(303);
        (await marked.Get("/w/corvane/portal")).Status.ShouldBe(200);
        (await marked.Open("/w/corvane/me")).Words.ShouldContain("through Kestrelquay login");
        (await unmarked.Get("/w/corvane/portal")).Status.ShouldBe(303, "a session of before stays what it was");

        // A key made in this session counts in this workspace alone.
        var phone = await Phone.SetUp(web, marked);
        phone.Codes.Count.ShouldBe(10);
        await using (var scope = web.House.As(web.Other))
            await Elsewhere.Join(scope, Ines);
        using var linked = await ByLink();
        (await linked.Get("/w/corvane/portal")).Location!.ShouldStartWith("/w/corvane/factor?next=");
        (await linked.Get($"/w/{web.Other.Slug}/today")).Status.ShouldBe(200, "nothing was set up there");
    }

    // On the sign-in page their domain leads to the provider; the mailed link is its second way.
    private async Task<WebVisitor> ByLink()
    {
        await web.House.Act<AskForLink, Result>(Actor.Guest(web.Corvane.Id), a => a.Run(Ines, null, [], default));
        await web.Work();
        var link = await web.MailedLink(Ines);
        while (!link.Contains("/in/", StringComparison.Ordinal))
            link = await web.MailedLink(Ines);
        var visitor = web.Guest();
        (await visitor.Submit(link, [])).Status.ShouldBe(303);
        return visitor;
    }
}
