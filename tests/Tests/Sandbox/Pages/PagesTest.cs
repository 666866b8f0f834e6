using System.Net;
using Entente.Sandbox.Pages;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Pages;

public sealed class PagesTest(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Every_page_has_the_strict_policy_and_nothing_inline()
    {
        var id = await sandbox.Create("deals", new { dealname = "Strict", dealstage = "qualifiedtobuy" });
        foreach (var path in (string[])["/deals", $"/deals/{id}", "/companies", "/contacts?q=nobody"])
        {
            using var answer = await sandbox.HubSpot.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'");
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldContain("not at Entente");
            html.ShouldNotContain("style=");
            html.ShouldNotContain("<script");
        }
        (await sandbox.HubSpot.GetAsync("/sandbox.css")).Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }

    [Fact]
    public async Task A_rep_changes_stage_owner_and_amount_and_is_sent_back_to_the_deal()
    {
        var id = await sandbox.Create(
            "deals",
            new
            {
                dealname = "Rep",
                dealstage = "qualifiedtobuy",
                closedate = "2026-05-01T15:30:00Z",
            }
        );
        var owner = sandbox.Store.Owners[2].Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = await Post(
            $"/deals/{id}",
            ("dealstage", "contractsent"),
            ("hubspot_owner_id", owner),
            ("amount", "9.90"),
            ("closedate", "2026-05-01"),
            ("hs_next_step", "")
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe($"/deals/{id}?saved=true");

        var deal = sandbox.Store.Find(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))!;
        string? Value(string name) => deal.Get(sandbox.Store.Schema(Kind.Deal)[name]);
        (Value("dealstage"), Value("hubspot_owner_id"), Value("amount")).ShouldBe(("contractsent", owner, "9.9"));
        Value("closedate").ShouldBe("2026-05-01T15:30:00.000Z", "an untouched date keeps its time of day");
    }

    [Fact]
    public async Task A_wrong_amount_comes_back_as_typed_with_the_reason()
    {
        var id = await sandbox.Create(
            "deals",
            new
            {
                dealname = "Wrong",
                dealstage = "qualifiedtobuy",
                amount = "5",
            }
        );
        var answer = await Post($"/deals/{id}", ("amount", "a lot"), ("dealstage", "closedwon"));
        ((int)answer.StatusCode).ShouldBe(422);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("is not a number");
        html.ShouldContain("value=\"a lot\"");
        html.ShouldContain("<option value=\"closedwon\" selected>");
        sandbox
            .Store.Find(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))!
            .Get(sandbox.Store.Schema(Kind.Deal)["dealstage"])
            .ShouldBe("qualifiedtobuy");
    }

    [Fact]
    public async Task A_note_is_kept_as_text_whatever_is_typed()
    {
        var id = await sandbox.Create("companies", new { name = "Noted" });
        (await Post($"/companies/{id}/notes", ("body", "1 < 2 <b>bold</b>\nsecond line"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var html = await sandbox.HubSpot.GetStringAsync($"/companies/{id}");
        html.ShouldContain("1 &lt; 2 &lt;b&gt;bold&lt;/b&gt;");
        html.ShouldContain("second line");
        ((int)(await Post($"/companies/{id}/notes", ("body", "  "))).StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused()
    {
        var id = await sandbox.Create("deals", new { dealname = "Forged", dealstage = "qualifiedtobuy" });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/deals/{id}")
        {
            Content = new FormUrlEncodedContent([new("amount", "1")]),
        };
        request.Headers.Add("Origin", "http://elsewhere.example");
        (await sandbox.HubSpot.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Lists_are_searched_and_paged_newest_first()
    {
        await sandbox.Post(
            "/crm/v3/objects/contacts/batch/create",
            new { inputs = Enumerable.Range(0, 60).Select(i => new { properties = new { firstname = "Page", lastname = $"N{i:00}" } }) },
            201
        );
        var first = await sandbox.HubSpot.GetStringAsync("/contacts?q=page");
        first.ShouldContain("Page N59");
        first.ShouldNotContain("Page N34");
        var last = await sandbox.HubSpot.GetStringAsync("/contacts?q=page&page=3");
        last.ShouldContain("Page N00");
        last.ShouldNotContain("rel=\"next\"");
    }

    [Theory]
    [InlineData("<p>One</p><p>Two &amp; <b>three</b></p>", "One\nTwo & three")]
    [InlineData("a<br>b<br/>c", "a\nb\nc")]
    [InlineData("1 < 2", "1 < 2")]
    [InlineData("&lt;script&gt;", "<script>")]
    public void A_notes_html_is_read_as_words(string html, string text) => Show.Plain(html).ShouldBe(text);

    private async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await sandbox.HubSpot.PostAsync(path, form);
    }
}
