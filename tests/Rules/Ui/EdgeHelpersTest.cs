using Entente.Platform.Values;
using Entente.Ui.Forms;
using Entente.Ui.Http;
using Entente.Ui.Pages;
using Entente.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Entente.Rules.Ui;

public sealed class EdgeHelpersTest
{
    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/a\\..\\b")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("registrations")]
    [InlineData("")]
    [InlineData(null)]
    public void A_redirect_never_leaves_the_site(string? path)
    {
        SeeOther.IsOurs(path).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => SeeOther.To(new DefaultHttpContext(), path!));
    }

    [Fact]
    public void An_accepted_form_answers_303_with_a_relative_address()
    {
        var http = new DefaultHttpContext();
        SeeOther.To(http, "/w/corvane/registrations/1?done=1");
        http.Response.StatusCode.ShouldBe(303);
        http.Response.Headers.Location.ToString().ShouldBe("/w/corvane/registrations/1?done=1");
    }

    [Theory]
    [InlineData(ProblemKind.Invalid, 422)]
    [InlineData(ProblemKind.Conflict, 409)]
    [InlineData(ProblemKind.Stale, 412)]
    public void A_refusal_carries_its_status(ProblemKind kind, int status)
    {
        var http = new DefaultHttpContext();
        Refusal.Set(http, new Problem(kind, "x.y", "No."));
        http.Response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public void Every_kind_of_problem_has_a_status() =>
        Enum.GetValues<ProblemKind>().Select(Refusal.StatusOf).ShouldAllBe(s => s >= 400 && s < 600);

    [Fact]
    public void A_brand_is_two_numbers_in_any_culture()
    {
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        BrandCss.For(178.5m, .105m).ShouldBe(":root { --brand-h: 178.5; --brand-c: 0.105 }\n");
        BrandCss.For(20, 0).ShouldBe(":root { --brand-h: 20; --brand-c: 0 }\n");
        Should.Throw<ArgumentOutOfRangeException>(() => BrandCss.For(361, .1m));
        Should.Throw<ArgumentOutOfRangeException>(() => BrandCss.For(20, .03m));
    }

    [Fact]
    public void The_framed_policy_names_origins_and_nothing_else()
    {
        Csp.Strict.ShouldEndWith("frame-ancestors 'none'");
        Csp.Framed(["https://app.hubspot.com"]).ShouldEndWith("; frame-ancestors https://app.hubspot.com");
        Csp.Framed(["https://*.hubspot.com", "http://127.0.0.1:5081"])
            .ShouldEndWith("ancestors https://*.hubspot.com http://127.0.0.1:5081");
        Should.Throw<ArgumentException>(() => Csp.Framed([]));
        Should.Throw<ArgumentException>(() => Csp.Framed(["https://*.com"]));
        Should.Throw<ArgumentException>(() => Csp.Framed(["https://*"]));
        Should.Throw<ArgumentException>(() => Csp.Framed(["https://*.*.example.com"]));
        Should.Throw<ArgumentException>(() => Csp.Framed(["https://a.example; script-src *"]));
        Should.Throw<ArgumentException>(() => Csp.Framed(["https://a.example/path"]));
    }

    [Fact]
    public void A_field_finds_its_message_by_its_whole_name_or_the_last_part()
    {
        var state = new FormState(Problem.Invalid("x", "domain", "No website answers here."), () => { });
        state.ErrorOf("Input.Domain").ShouldBe("No website answers here.");
        state.ErrorOf("domain").ShouldBe("No website answers here.");
        state.ErrorOf("Input.SubDomain").ShouldBeNull();
        state.Unplaced.ShouldBe(["No website answers here."]);
        state.Place("Input.Domain", "Website", "input-domain");
        state.Unplaced.ShouldBeEmpty();
    }

    [Fact]
    public void The_summary_keeps_the_order_of_the_problem()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["domain"] = "a", ["consent"] = "b" };
        var state = new FormState(Problem.Invalid("x", "No.", fields), () => { });
        state.Place("Input.Consent", "Consent", "input-consent");
        state.Place("Input.Domain", "Website", "input-domain");
        state.Fields.Select(f => f.Label).ShouldBe(["Website", "Consent"]);
    }

    [Fact]
    public void The_sprite_names_its_icons()
    {
        Icons.Names.Count.ShouldBeGreaterThanOrEqualTo(72);
        Icons.Names.ShouldContain("arrow-right");
    }
}
