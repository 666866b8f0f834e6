using Entente.Access;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Crm;

/// <summary>Signing in at the CRM and mapping its fields, in the page, without scripts.</summary>
public sealed class CrmSignInPageTest(WebHouse web, CrmSandbox sandbox) : IClassFixture<WebHouse>, IClassFixture<CrmSandbox>
{
    private const string Address = "/w/corvane/settings/crm";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_goes_to_HubSpot_and_back_and_maps_a_field_without_scripts()
    {
        var maren = await web.Staff();
        var options = sandbox.Options;
        var begun = await maren.Submit(
            Address,
            ("_handler", "sign-in-hubspot"),
            ("App.ClientId", options.HubSpotClientId),
            ("App.ClientSecret", options.HubSpotAppSecret),
            ("App.Origin", sandbox.HubSpot.ToString())
        );
        begun.Status.ShouldBe(StatusCodes.Status303SeeOther, begun.Text);
        var consent = await maren.Open(begun.Location!);
        consent.Words.ShouldContain("crm.objects.deals.write");
        consent.Text.ShouldNotContain(options.HubSpotAppSecret);
        var url = consent.Document.QuerySelector("a.btn-primary")!.GetAttribute("href")!;

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var allow = new FormUrlEncodedContent(new Dictionary<string, string> { ["decision"] = "connect" });
        var back = (await browser.PostAsync(new Uri(url), allow, Ct)).Headers.Location!;
        // A browser that looks ahead does not use the code up.
        (await maren.Get(back.PathAndQuery, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        var stranger = await web.Staff(StaffRole.Owner, "second@corvane.example", "Second Owner");
        (await stranger.Get(back.PathAndQuery)).Words.ShouldContain("was not begun here");
        (await maren.Get(back.PathAndQuery)).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Get(back.PathAndQuery)).Status.ShouldBe(StatusCodes.Status409Conflict);
        var page = await maren.Open(Address);
        page.Words.ShouldContain("renewed by itself");
        await Press(maren, "start");
        await web.Work();

        var map = (await maren.Open(Address))
            .Document.QuerySelectorAll("a")
            .First(a => a.TextContent == "Map fields")
            .GetAttribute("href")!;
        var odd = await maren.Submit(map, ("native.entente_motion", "amount"), ("Map.Do", "save"));
        odd.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        odd.Words.ShouldContain("Entente holds a text here; “Amount” takes a number");
        var tried = await maren.Submit(map, ("native.entente_motion", "dealtype"), ("Map.Do", "dry"));
        tried.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity, "a closed list does not take any words");
        var fits = await maren.Submit(map, ("native.entente_motion", "description"), ("native.description", ""), ("Map.Do", "dry"));
        fits.Status.ShouldBe(StatusCodes.Status200OK, fits.Words);
        fits.Words.ShouldContain("Nothing was written");
        var saved = await maren.Submit(map, ("native.entente_motion", "description"), ("native.description", ""), ("Map.Do", "save"));
        saved.Status.ShouldBe(StatusCodes.Status303SeeOther, saved.Words);
        (await maren.Open(map)).Words.ShouldContain("version 1");
        var stages = await maren.Open(map + "&of=stages");
        stages.Words.ShouldContain("Means in Entente");
        (await maren.Submit(stages, ("stage.default/closedlost", "Lost"), ("Map.Do", "save"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
        (await maren.Open(map + "&of=owners")).Words.ShouldContain("Person here");

        await web.Work();
        await Press(maren, "disconnect");
        (await maren.Open(Address)).Words.ShouldContain("Disconnected");
    }

    [Fact]
    public async Task A_wrong_key_says_what_to_do()
    {
        var maren = await web.Staff();
        var refused = await maren.Submit(
            Address,
            ("Salesforce.Origin", sandbox.Salesforce.GetLeftPart(UriPartial.Authority)),
            ("Salesforce.ClientId", "nobody"),
            ("Salesforce.Secret", "wrong")
        );
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("open the external client app");
    }

    private static async Task Press(WebVisitor visitor, string act) =>
        (await visitor.Submit(await visitor.Open(Address), ("Act.Do", act))).Status.ShouldBe(StatusCodes.Status303SeeOther);
}
