using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Entente.Portal.Setup;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Portal;

/// <summary>The first run of an empty installation.</summary>
public sealed class SetUpTest(TestCluster cluster)
{
    [Fact]
    public async Task The_first_visitor_creates_the_workspace_owns_it_and_goes_on_to_connect_the_crm()
    {
        var database = await cluster.Clone();
        await using (var web = new OneWebHouse(cluster.Cluster.ConnectionString(Roles.App, database), new TestClock()))
        {
            using var first = new WebVisitor(new(await web.Start()));
            (await first.Get("/")).Location.ShouldBe("/setup");
            (await first.Open("/setup")).Words.ShouldContain("Whoever started it finds the setup link where it runs");
            (await first.Open("/setup?key=guessed")).Document.QuerySelectorAll("main form").ShouldBeEmpty();
            var page = await first.Open(web.App.Services.GetRequiredService<SetUp>().Path);

            var refused = await first.Submit(
                page,
                ("Input.Company", "Corvane"),
                ("Input.Name", ""),
                ("Input.Email", "no address"),
                ("Input.Slug", "Not A Slug")
            );
            refused.Status.ShouldBe(422);
            refused.Document.QuerySelector("#input-email-error")!.TextContent.ShouldContain("Give an e-mail address");
            refused.Document.QuerySelector("#input-name-error")!.TextContent.ShouldContain("Give a name");
            refused.Document.QuerySelector("#input-slug-error")!.TextContent.ShouldContain("lower-case letters");
            var nameless = await first.Submit(page, ("Input.Company", ""), ("Input.Name", "Maren"), ("Input.Email", "m@corvane.example"));
            nameless.Document.QuerySelector("#input-company-error")!.TextContent.ShouldContain("Give the company's name");
            nameless.Document.QuerySelector("#input-slug-error").ShouldBeNull("it is made of the company's name");
            refused.Document.QuerySelector("#input-company")!.GetAttribute("value").ShouldBe("Corvane");

            // The form alone is not enough: the key is asked for again when it is sent.
            var keyless = await first.Send(
                HttpMethod.Post,
                "/setup",
                new FormUrlEncodedContent(WebPage.ValuesOf(page.FormFor([("Input.Company", "")])))
            );
            keyless.Status.ShouldNotBe(303);

            // Two tabs, one press each: there is one workspace afterwards.
            var filled = new[]
            {
                ("Input.Company", "Corvane GmbH"),
                ("Input.Name", "Maren Voss"),
                ("Input.Email", "maren.voss@corvane.example"),
            };
            var both = await Task.WhenAll(first.Submit(page, filled), first.Submit(page, filled));
            both.Count(p => p.Location == "/w/corvane-gmbh/settings/crm").ShouldBe(1);
            (await web.App.Services.GetRequiredService<Workspaces>().All(default)).Count.ShouldBe(1);

            (await first.Open("/w/corvane-gmbh/today")).Heading.ShouldBe("Today");
            using var second = new WebVisitor(new(web.App.Urls.First()));
            (await second.Get("/setup")).Location.ShouldBe("/");
            (await second.Get("/")).Location.ShouldBe("/w/corvane-gmbh");
            (await second.Get("/w/corvane-gmbh")).Location.ShouldBe("/w/corvane-gmbh/sign-in");
        }
        await cluster.Drop(database);
    }
}
