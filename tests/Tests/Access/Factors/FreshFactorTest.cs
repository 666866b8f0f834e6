using Entente.Access.Http;
using Entente.Access.StepUp;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>Money and settings ask for a factor anew, and lose nothing of what was filled in.</summary>
public sealed class FreshFactorTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Keys = "/w/corvane/settings/keys";
    private static int people;
    private readonly string email = $"fresh{Interlocked.Increment(ref people)}@corvane.example";

    [Fact]
    public void What_is_about_money_settings_and_ones_own_factors_asks()
    {
        var asks = web
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<FreshFactorAttribute>() is not null)
            .Select(e => e.RoutePattern.RawText!.Replace("/w/{Slug}/", "", StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .Order(StringComparer.Ordinal);
        asks.ShouldBe([
            "audit/export",
            "audit/export.jsonl",
            "factor/app",
            "factor/passkey",
            "factor/passkey/ask",
            "me/factors",
            "portal/directory",
            "portal/keys",
            "settings/access",
            "settings/agreements/new",
            "settings/agreements/{Id}",
            "settings/agreements/{Id}/edit",
            "settings/appearance",
            "settings/cadence",
            "settings/credit/{Motion}",
            "settings/crm",
            "settings/directory",
            "settings/fields/publish",
            "settings/keys",
            "settings/leads",
            "settings/mail-in",
            "settings/motions/{Motion}",
            "settings/onboarding/segment/{Segment}",
            "settings/onboarding/{Type}",
            "settings/people",
            "settings/people/{Id}",
            "settings/plans/{Motion}",
            "settings/policy",
            "settings/policy/draft",
            "settings/portal/new",
            "settings/portal/{Id}",
            "settings/privacy/retention",
            "settings/privacy/{Id:guid}",
            "settings/privacy/{id:guid}/person.zip",
            "settings/recruitment",
            "settings/roles/{Id}",
            "settings/sign-in",
            "settings/sign-in/people",
            "settings/slack",
            "settings/teams",
            "settings/tiers/{Type}",
        ]);
    }

    [Fact]
    public async Task Who_has_no_factor_is_not_asked()
    {
        using var maren = await web.Staff(email: email);
        web.Clock.Advance(TimeSpan.FromHours(3));
        (await maren.Get(Keys)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_page_is_asked_for_after_a_quarter_of_an_hour_and_leads_back()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        web.Clock.Advance(TimeSpan.FromMinutes(15));
        (await maren.Get(Keys)).Status.ShouldBe(200);
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        var led = await maren.Get("/w/corvane/audit/export?kind=person");
        (led.Status, led.Location).ShouldBe((303, "/w/corvane/factor?next=%2Fw%2Fcorvane%2Faudit%2Fexport%3Fkind%3Dperson"));
        (await maren.Get("/w/corvane/today")).Status.ShouldBe(200, "what is not about money and settings goes on");
        var asked = await maren.Open(led.Location!);
        asked.Words.ShouldContain("money or settings");
        (await maren.Submit(asked, ("Code", phone.Code(web.Clock.Now)))).Location.ShouldBe("/w/corvane/audit/export?kind=person");
        (await maren.Get(Keys)).Status.ShouldBe(200);
        (await maren.Submit("/w/corvane/factor?next=//evil.example", ("Code", phone.Codes[0]))).Location.ShouldBe("/w/corvane");
    }

    [Fact]
    public async Task A_form_that_comes_too_late_is_kept_and_goes_on_with_the_code()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        var page = await maren.Open(Keys);
        web.Clock.Advance(TimeSpan.FromMinutes(20));
        var kept = await maren.Submit(page, ("_handler", "make"), ("Name", "Nightly <sync> of \"ours\""), ("registrations:read", "true"));
        kept.Status.ShouldBe(401);
        kept.Words.ShouldContain("What you filled in is kept");
        kept.Document.QuerySelector("form.kept input[name=Name]")!.GetAttribute("value").ShouldBe("Nightly <sync> of \"ours\"");
        (await maren.Open("/w/corvane/me")).Status.ShouldBe(200);

        var wrong = await maren.Submit(kept, ("factor-code", "000000"));
        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("form.kept .error")!.TextContent.ShouldContain("does not work");
        wrong.Document.QuerySelector("form.kept input[name=Name]")!.GetAttribute("value").ShouldBe("Nightly <sync> of \"ours\"");
        var made = await maren.Submit(wrong, ("factor-code", phone.Code(web.Clock.Now)));
        made.Status.ShouldBe(200, made.Text);
        made.Words.ShouldContain("Your new key");
        made.Words.ShouldContain("Nightly <sync>");
    }

    [Fact]
    public async Task What_another_site_made_the_browser_send_is_not_offered_for_confirming()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        web.Clock.Advance(TimeSpan.FromMinutes(20));
        var foreign = await maren.Post(Keys, ("_handler", "make"), ("Name", "evil"), ("factor-code", phone.Code(web.Clock.Now)));
        foreign.Status.ShouldBe(400);
        foreign.Text.ShouldNotContain("evil");
        (await maren.Get(Keys)).Status.ShouldBe(303, "nor is the code taken");
    }

    [Fact]
    public void What_asks_stands_beside_a_rule_that_knows_people()
    {
        foreach (
            var endpoint in web
                .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
                .SelectMany(s => s.Endpoints)
                .Where(e => e.Metadata.GetMetadata<FreshFactorAttribute>() is not null)
        )
            (
                endpoint.Metadata.GetMetadata<IAccessRule>()
                is StaffAttribute
                    or PartnerSideAttribute
                    or MembersAttribute
                    or OnTheWayAttribute
            ).ShouldBeTrue(endpoint.DisplayName);
    }
}
