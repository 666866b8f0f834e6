using Entente.Access;
using Entente.Access.Model;
using Entente.Access.SignIn;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Signing in through a company's own SAML provider, over HTTP, with a provider that is not our code.</summary>
public sealed class SamlSignInTest(WebHouse web) : IClassFixture<WebHouse>, IAsyncLifetime, IDisposable
{
    private const string Ines = "ines.calder@kestrelquay.example";
    private readonly SsoVisit sso = new(web);
    private WebVisitor admin = null!;

    public async ValueTask InitializeAsync()
    {
        // Only so many links go to one address in half an hour.
        web.Clock.Advance(TimeSpan.FromMinutes(31));
        admin = await web.Staff();
        await web.AddPartnerPerson(Kestrelquay, PartnerRole.Seller, Ines, "Ines Calder");
        await RemoveAll();
        (await sso.SetUp(admin, "kestrelquay.example")).Status.ShouldBe(303);
    }

    public ValueTask DisposeAsync() => default;

    public void Dispose()
    {
        admin.Dispose();
        sso.Dispose();
    }

    private static readonly PartnerId Kestrelquay = new(new Guid("0198a000-0000-7000-8000-000000000001"));

    [Fact]
    public async Task A_partner_signs_in_through_their_own_provider()
    {
        using var visitor = web.Guest();
        (await sso.SignIn(visitor, Ines)).Location.ShouldBe("/w/corvane/portal");
        (await visitor.Open("/w/corvane/portal")).Heading.ShouldContain("Ines");
        (await Audit("person.signed_in")).ShouldContain(v => v.Contains("Saml: Kestrelquay login", StringComparison.Ordinal));
        (await admin.Open("/w/corvane/settings/sign-in")).Words.ShouldContain("since");
    }

    [Fact]
    public async Task The_way_back_leads_to_an_address_of_ours_only()
    {
        using var visitor = web.Guest();
        (await sso.SignIn(visitor, Ines, "?next=%2Fw%2Fcorvane%2Fme")).Location.ShouldBe("/w/corvane/me");
        using var lured = web.Guest();
        (await sso.SignIn(lured, Ines, "?next=%2F%2Fevil.example")).Location.ShouldBe("/w/corvane/portal");
    }

    [Fact]
    public async Task Known_and_unknown_people_of_a_domain_get_the_same_answer()
    {
        using var visitor = web.Guest();
        var known = await visitor.Submit("/w/corvane/sign-in", ("Input.Email", Ines));
        var unknown = await visitor.Submit("/w/corvane/sign-in", ("Input.Email", "nobody@kestrelquay.example"));
        (known.Status, known.Location).ShouldBe((unknown.Status, unknown.Location));
        (await visitor.Submit("/w/corvane/sign-in", ("Input.Email", "a@other.example"))).Location!.ShouldContain("sent=true");
    }

    [Fact]
    public async Task Nobody_else_picks_up_what_a_browser_began()
    {
        using var victim = web.Guest();
        var posted = await sso.Posted(sso.Answer(await SsoVisit.Going(victim, Ines), Ines));
        using var other = web.Guest();
        (await other.Get(posted.Location!)).Status.ShouldBe(403);
        (await victim.Get(posted.Location!)).Location.ShouldBe("/w/corvane/portal");
        // And once only.
        (await victim.Get(posted.Location!)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task An_assertion_signs_in_once()
    {
        var keep = ("ID=\"_assertion\"", "ID=\"_kept\"");
        using var first = web.Guest();
        var answer = sso.Answer(await SsoVisit.Going(first, Ines), Ines, keep);
        (await sso.Posted(answer)).Status.ShouldBe(303);
        (await sso.Posted(answer)).Status.ShouldBe(403);
        // The same assertion, as if the provider had given it twice, to another request.
        using var second = web.Guest();
        (await sso.Posted(sso.Answer(await SsoVisit.Going(second, Ines), Ines, keep))).Status.ShouldBe(403);
        (await Audit("sso.refused")).ShouldContain(v => v.Contains("used before", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody@kestrelquay.example")]
    [InlineData("maren.voss@corvane.example")]
    [InlineData("not an address")]
    public async Task A_provider_brings_in_only_members_of_its_own_domains(string email)
    {
        using var visitor = web.Guest();
        var refused = await sso.Posted(sso.Answer(await SsoVisit.Going(visitor, Ines), email));
        refused.Status.ShouldBe(403);
        refused.Words.ShouldContain("Begin again");
        refused.Text.ShouldNotContain(email);
        (await Audit("sso.refused")).ShouldNotBeEmpty();
        await using var scope = web.House.As(web.Corvane);
        (
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Person>().AnyAsync(p => p.Email == "nobody@kestrelquay.example")
        ).ShouldBeFalse();
    }

    [Fact]
    public async Task A_response_that_does_not_hold_is_refused_and_the_audit_says_why()
    {
        using var visitor = web.Guest();
        var wrong = sso.Answer(await SsoVisit.Going(visitor, Ines), Ines, ("cm:bearer", "cm:holder-of-key"));
        (await sso.Posted(wrong)).Status.ShouldBe(403);
        (await Audit("sso.refused")).ShouldContain(v => v.Contains("confirmation", StringComparison.Ordinal));
        foreach (
            var (response, state) in ((string, string)[])
                [("", ""), ("%%", wrong.State), (wrong.Response, "unknown"), ("PGEvPg==", wrong.State)]
        )
            (await sso.Posted((response, state))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_was_begun_and_left_lying_for_too_long_is_over_however_fresh_the_answer()
    {
        using var visitor = web.Guest();
        var gone = await SsoVisit.Going(visitor, Ines);
        web.Clock.Advance(TimeSpan.FromMinutes(16));
        (await sso.Posted(sso.Answer(gone, Ines))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_request_is_answered_once_and_its_result_is_picked_up_once()
    {
        using var visitor = web.Guest();
        var gone = await SsoVisit.Going(visitor, Ines);
        var (uri, kept) = (new Uri($"{web.Url}/w/corvane/saml/done"), visitor.Cookies.GetCookies(new($"{web.Url}/w/corvane/saml/done")));
        var posted = await sso.Posted(sso.Answer(gone, Ines));
        // Another assertion, as good as the first.
        (await sso.Posted(sso.Answer(gone, Ines))).Status.ShouldBe(403);
        (await visitor.Get(posted.Location!)).Location.ShouldBe("/w/corvane/portal");
        // A copy of the browser's own proof, and the address from its history.
        using var copy = web.Guest();
        copy.Cookies.Add(uri, kept);
        (await copy.Get(posted.Location!)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task It_becomes_the_only_way_once_somebody_came_through_it()
    {
        // Signed in by a link, before.
        using var before = await ByLink(Ines);
        var page = await admin.Open("/w/corvane/settings/sign-in");
        var button = page.Document.QuerySelector("button[name=Enforce]")!.GetAttribute("value")!;
        var early = await admin.Submit(page, ("_handler", "change"), ("Enforce", button));
        early.Status.ShouldBe(409);
        early.Words.ShouldContain("Sign in through it once yourself");

        var link = await NewLink(Ines);
        using var visitor = web.Guest();
        (await sso.SignIn(visitor, Ines)).Location.ShouldBe("/w/corvane/portal");
        (await admin.Submit("/w/corvane/settings/sign-in", ("_handler", "change"), ("Enforce", button))).Status.ShouldBe(303);

        // Links are refused with what to do instead: new ones, and those that lie in a mailbox; sessions by link end here.
        using var guest = web.Guest();
        var offered = await guest.Open((await guest.Submit("/w/corvane/sign-in", ("Input.Email", Ines))).Location!);
        offered.Document.QuerySelector("main form").ShouldBeNull();
        var pressed = await guest.Submit(link, []);
        pressed.Words.ShouldContain("sign in through Kestrelquay login");
        (await guest.Get("/w/corvane/portal")).Status.ShouldBe(303);
        (await before.Get("/w/corvane/portal")).Location!.ShouldContain("/w/corvane/sign-in");
        (await visitor.Open("/w/corvane/portal")).Heading.ShouldContain("Ines");
        await using var scope = web.House.As(web.Corvane);
        var asked = await ActivatorUtilities.CreateInstance<AskForLink>(scope.ServiceProvider).Run(Ines, null, [], default);
        asked.Problem!.Code.ShouldBe("sign_in.only_sso");
    }

    [Fact]
    public async Task One_vendors_provider_opens_no_other_vendors_workspace()
    {
        // The same person works for both.
        await using (var scope = web.House.As(web.Other))
        {
            await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .AddPartnerPerson(Kestrelquay, Ines, "Ines Calder", PartnerRole.Seller);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        using var visitor = web.Guest();
        await sso.SignIn(visitor, Ines);
        (await visitor.Open("/w/corvane/portal")).Heading.ShouldContain("Ines");
        (await visitor.Get("/w/halden/portal")).Location!.ShouldContain("/w/halden/sign-in");
        // One who signed in by link is known in both.
        using var byLink = await ByLink(Ines);
        (await byLink.Open("/w/halden/portal")).Heading.ShouldContain("Ines");
    }

    [Fact]
    public async Task A_provider_of_another_workspace_is_not_there()
    {
        using var visitor = web.Guest();
        var there = await visitor.Submit("/w/corvane/sign-in", ("Input.Email", Ines));
        var id = there.Location![(there.Location!.IndexOf("sso=", StringComparison.Ordinal) + 4)..];
        (await visitor.Get($"/w/halden/sso/{id}")).Status.ShouldBe(403);
        (await visitor.Submit("/w/halden/sign-in", ("Input.Email", Ines))).Location!.ShouldContain("sent=true");
    }

    [Fact]
    public async Task Our_metadata_is_open_and_the_settings_are_not()
    {
        using var guest = web.Guest();
        var paper = await guest.Open("/w/corvane/saml/metadata");
        paper.Headers["Content-Type"].ShouldStartWith("application/samlmetadata+xml");
        paper.Text.ShouldContain($"{web.Url}/w/corvane/saml/acs");
        (await guest.Get("/w/corvane/settings/sign-in")).Status.ShouldBe(303);
        using var manager = await web.Staff(StaffRole.PartnerManager, "jonas.reed@corvane.example", "Jonas Reed");
        (await manager.Get("/w/corvane/settings/sign-in")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_cannot_work_comes_back_with_the_reason_beside_it()
    {
        var wrong = await admin.Submit(
            "/w/corvane/settings/sign-in",
            ("Saml.Name", "X"),
            ("Saml.Domains", "gmail.com"),
            ("Saml.Metadata", "<nothing/>")
        );
        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("#saml-domains-error")!.TextContent.ShouldContain("free mail");
        wrong.Document.QuerySelector("#saml-metadata-error")!.TextContent.ShouldContain("metadata");
        wrong.Document.QuerySelector("#saml-metadata")!.TextContent.ShouldBe("<nothing/>");
        (await sso.SetUp(admin, "kestrelquay.example")).Words.ShouldContain("another provider already");
    }

    private async Task<WebVisitor> ByLink(string email)
    {
        var visitor = web.Guest();
        (await visitor.Submit(await NewLink(email), [])).Status.ShouldBe(303);
        return visitor;
    }

    private async Task<string> NewLink(string email)
    {
        web.Clock.Advance(TimeSpan.FromMinutes(31));
        await using (var scope = web.House.As(web.Corvane))
            (await ActivatorUtilities.CreateInstance<AskForLink>(scope.ServiceProvider).Run(email, null, [], default)).Ok.ShouldBeTrue();
        await web.Work();
        return await web.MailedLink(email);
    }

    // The tests of a class share a database; each begins with one provider that nobody used.
    private async Task RemoveAll()
    {
        for (var page = await admin.Open("/w/corvane/settings/sign-in"); page.Document.QuerySelector("button[name=Remove]") is { } button; )
        {
            await admin.Submit(page, ("_handler", "change"), ("Remove", button.GetAttribute("value")!));
            page = await admin.Open("/w/corvane/settings/sign-in");
        }
    }

    private async Task<List<string>> Audit(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<AuditEntry>().Where(e => e.Action == action).SelectMany(e => e.Values).Select(v => v.After ?? "").ToListAsync();
    }
}
