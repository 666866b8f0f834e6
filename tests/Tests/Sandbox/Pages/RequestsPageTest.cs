using System.Net;
using System.Text.RegularExpressions;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Pages;

/// <summary>The page of the request log: what was asked, newest first, narrowed, without keys.</summary>
public sealed partial class RequestsPageTest(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Requests_stand_newest_first_and_are_narrowed_by_protocol_status_and_address()
    {
        await Forget();
        await sandbox.Get("/crm/v3/owners/");
        await sandbox.Get("/crm/v3/objects/deals/1", 404);
        await sandbox.Get("/crm/v3/objects/deals");
        using (var asked = await sandbox.Salesforce.GetAsync("/services/data/"))
            asked.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Rows("")).ShouldBe([
            "Salesforce GET /services/data/ 200",
            "HubSpot GET /crm/v3/objects/deals 200",
            "HubSpot GET /crm/v3/objects/deals/1 404",
            "HubSpot GET /crm/v3/owners/ 200",
        ]);
        (await Rows("?protocol=Salesforce")).ShouldBe(["Salesforce GET /services/data/ 200"]);
        (await Rows("?status=refused")).ShouldBe(["HubSpot GET /crm/v3/objects/deals/1 404"]);
        (await Rows("?status=404")).ShouldBe(["HubSpot GET /crm/v3/objects/deals/1 404"]);
        (await Rows("?status=failed")).ShouldBeEmpty();
        (await Rows("?path=get+/CRM/v3/objects&protocol=HubSpot&status=ok")).ShouldBe(["HubSpot GET /crm/v3/objects/deals 200"]);
    }

    [Fact]
    public async Task A_key_in_an_address_is_neither_shown_nor_kept()
    {
        await Forget();
        foreach (
            var path in (string[])
                [
                    "/webhooks/v3/1/subscriptions?hapikey=SECRET-1&x=kept",
                    "/oauth/v1/access-tokens/SECRET-2",
                    "/oauth/v1/refresh-tokens/SECRET-3?y=kept",
                    "/exported/1/99/SECRET-4/kept.csv",
                ]
        )
        {
            using var _ = await sandbox.HubSpot.GetAsync(path);
        }
        using var identity = await sandbox.Salesforce.GetAsync("/id/00D/005?format=kept&oauth_token=SECRET-5");

        var rows = await Rows("");
        rows.Count.ShouldBe(5);
        rows.ShouldAllBe(r => r.Contains("***") && !r.Contains("SECRET"));
        rows.Count(r => r.Contains("kept")).ShouldBe(4, "what is no key stays");
        (await sandbox.HubSpot.GetStringAsync("/sandbox/admin/requests")).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_hundred_stand_on_a_page_and_the_log_can_be_forgotten()
    {
        await Forget();
        for (var i = 0; i < 103; i++)
            await sandbox.Get($"/crm/v3/objects/deals/{i}", 404);

        (await Rows("")).Count.ShouldBe(100);
        (await Rows("?page=2")).ShouldBe([
            "HubSpot GET /crm/v3/objects/deals/2 404",
            "HubSpot GET /crm/v3/objects/deals/1 404",
            "HubSpot GET /crm/v3/objects/deals/0 404",
        ]);
        (await Rows("?page=99")).Count.ShouldBe(3, "a page beyond the last is the last");
        using var cleared = await sandbox.HubSpot.PostAsync("/sandbox/requests/clear", null);
        cleared.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await sandbox.HubSpot.GetStringAsync("/sandbox/requests")).ShouldContain("No requests yet");
    }

    private Task Forget() => sandbox.Call(HttpMethod.Delete, "/sandbox/admin/requests", null, 200);

    private async Task<List<string>> Rows(string query)
    {
        var html = await sandbox.HubSpot.GetStringAsync("/sandbox/requests" + query);
        return
        [
            .. Row()
                .Matches(html)
                .Select(m => WebUtility.HtmlDecode($"{m.Groups["protocol"].Value} {m.Groups["request"].Value} {m.Groups["status"].Value}")),
        ];
    }

    [GeneratedRegex(
        "<td>(?<protocol>HubSpot|Salesforce)</td>\\s*<td><code>(?<request>[^<]*)</code></td>\\s*<td class=\"num\"><span[^>]*>(?<status>[0-9]+)</span>"
    )]
    private static partial Regex Row();
}
