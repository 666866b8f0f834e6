using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Tests.Sandbox.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Pages;

/// <summary>The app's place beside a record: what the CRM asks the app, what its page shows of the answer, which scripts it lets run.</summary>
public sealed class PanelCardTest : IAsyncLifetime
{
    private readonly RunningSandbox sandbox = new();
    private readonly ConcurrentQueue<(HttpRequest Request, string Body)> asked = new();
    private WebApplication app = null!;
    private string answer =
        """{"title":"Vantor","url":"http://app.example/panel?launch=1","lines":[{"label":"Partner","value":"Northwind"}]}""";
    private int status = 200;
    private string deal = "";

    private string Launch => app.Urls.Single() + "/launch";

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            asked.Enqueue((http.Request, $"{http.Request.Headers.Accept}|{http.Request.QueryString}|{await reader.ReadToEndAsync()}"));
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(answer);
        });
        await app.StartAsync();
        deal = await sandbox.Create("deals", new { dealname = "Vantor", dealstage = "qualifiedtobuy" });
        foreach (var protocol in (string[])["hubSpot", "salesforce"])
            await sandbox.Call(HttpMethod.Put, "/sandbox/admin/panel", new { protocol, launchUrl = Launch }, 204);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Who_came_last_looks_at_a_deal_that_nobody_owns_and_one_address_is_one_user()
    {
        for (var twice = 0; twice < 2; twice++)
            await sandbox.Post(
                "/sandbox/admin/owners",
                new
                {
                    email = "Story.Person@corvane.example",
                    firstName = "Story",
                    lastName = "Person",
                },
                200
            );
        sandbox.Store.Owners.Count(o => o.Email == "story.person@corvane.example").ShouldBe(1);
        var page = await sandbox.HubSpot.GetStringAsync($"/deals/{deal}");
        page.ShouldContain(" selected>Story Person<");
    }

    [Fact]
    public async Task In_HubSpot_a_card_asks_by_a_signed_request_and_its_page_runs_its_own_script_only()
    {
        using var page = await sandbox.HubSpot.GetAsync($"/deals/{deal}");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain($"data-card=\"/deals/{deal}/card?as=");
        html.ShouldContain("<script type=\"module\" src=\"/app-card.js\"></script>");
        html.ShouldContain("<noscript>");
        html.ShouldNotContain($"src=\"/deals/{deal}/panel");
        page.Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldContain($"script-src 'self'; connect-src 'self'; frame-src 'self' {app.Urls.Single()}");

        (await Card(sandbox.HubSpot, 200))["lines"]![0]!["value"]!.GetValue<string>().ShouldBe("Northwind");
        asked.ShouldHaveSingleItem().Body.ShouldContain($"\"objectId\":\"{deal}\"");
        asked.Single().Body.ShouldContain("&userEmail=");

        (status, answer) = (401, """{"title":"Not here","detail":"Ask an admin."}""");
        (await Card(sandbox.HubSpot, 422))["detail"]!.GetValue<string>().ShouldBe("Not here. Ask an admin.");
        answer = "<html>";
        (await Card(sandbox.HubSpot, 422))["detail"]!.GetValue<string>().ShouldBe("The app does not answer.");
    }

    [Fact]
    public async Task In_Salesforce_the_element_for_apps_gets_an_address_for_a_signed_request_and_Canvas_stands_in_for_it()
    {
        (await sandbox.Salesforce.GetStringAsync($"/deals/{deal}")).ShouldContain(
            "<script type=\"module\" src=\"/ui-embedding.js\"></script>"
        );
        (await Card(sandbox.Salesforce, 200))["url"]!.GetValue<string>().ShouldStartWith("http://app.example/panel");
        asked.ShouldHaveSingleItem().Body.ShouldStartWith("application/json||signed_request=");

        using var features = await sandbox.Salesforce.PutAsJsonAsync("/sandbox/admin/salesforce/features", new { uiEmbedding = false });
        features.EnsureSuccessStatusCode();
        var without = await sandbox.Salesforce.GetStringAsync($"/deals/{deal}");
        without.ShouldNotContain("ui-embedding.js");
        without.ShouldContain($"src=\"/deals/{deal}/panel?as=");
        (await sandbox.Salesforce.GetStringAsync($"/deals/{deal}/panel")).ShouldContain("name=\"signed_request\"");
    }

    [Fact]
    public async Task The_scripts_are_given_out_as_scripts()
    {
        foreach (var path in (string[])["/app-card.js", "/ui-embedding.js"])
        {
            using var script = await sandbox.HubSpot.GetAsync(path);
            script.StatusCode.ShouldBe(HttpStatusCode.OK);
            script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        }
    }

    private async Task<JsonNode> Card(HttpClient client, int expected)
    {
        using var told = await client.GetAsync($"/deals/{deal}/card");
        ((int)told.StatusCode).ShouldBe(expected);
        return JsonNode.Parse(await told.Content.ReadAsStringAsync())!;
    }
}
