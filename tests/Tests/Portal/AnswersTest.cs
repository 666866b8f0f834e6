using Entente.Host;
using Entente.Tests.Support;

namespace Entente.Tests.Portal;

/// <summary>What the house says when something fails, and while it is starting.</summary>
public sealed class AnswersTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_failure_is_said_without_its_inside_as_a_page_or_as_a_problem()
    {
        using var maren = await web.Staff();
        var page = await maren.Get("/w/corvane/toys/boom");
        (page.Status, page.Heading).ShouldBe((500, "Something failed on our side"));
        page.Words.ShouldContain("Support finds it by");
        page.Text.ShouldNotContain("the secret reason");
        page.Document.QuerySelector("nav.sidebar").ShouldNotBeNull("the frame stays");

        var problem = await maren.Get("/w/corvane/toys/boom", ("Accept", "application/json"));
        problem.Status.ShouldBe(500);
        problem.Headers["Content-Type"].ShouldContain("application/problem+json");
        problem.Text.ShouldNotContain("the secret reason");
    }

    [Fact]
    public async Task What_was_done_is_said_once_on_the_next_page()
    {
        using var maren = await web.Staff();
        var redirect = await maren.Get("/w/corvane/toys/said");
        (redirect.Status, redirect.Location).ShouldBe((303, "/w/corvane/today"));
        (await maren.Open("/w/corvane/today"))
            .Document.QuerySelector(".toast")!
            .TextContent.ShouldBe("Painted; “Kestrel & Quay” has been told.");
        (await maren.Open("/w/corvane/today")).Document.QuerySelector(".toast").ShouldBeNull();
    }

    [Fact]
    public async Task Until_the_database_is_ready_only_life_is_told_and_other_requests_wait()
    {
        var folder = Directory.CreateTempSubdirectory("entente-web-").FullName;
        var options = new HostOptions("http://127.0.0.1:0", folder, null, Role.Web)
        {
            ReadyDatabase = web.House.AppConnection,
            Clock = web.Clock,
        };
        await using var readiness = new Readiness(options, null, TestCluster.Modules);
        await using var app = EntenteApp.Build(options, readiness, TestCluster.Modules);
        await app.StartAsync();
        using var early = new WebVisitor(new(app.Urls.First()));

        (await early.Get("/health/live")).Text.ShouldBe("alive");
        var waiting = early.Get("/w/corvane/sign-in");
        await Task.Delay(200);
        waiting.IsCompleted.ShouldBeFalse();

        await readiness.Prepare(default);
        await readiness.Open(app.Services, default);
        (await waiting).Status.ShouldBe(200);
        (await early.Get("/health/ready")).Text.ShouldBe("ready");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_database_that_never_comes_up_is_said_at_once_when_it_is_known()
    {
        var folder = Directory.CreateTempSubdirectory("entente-web-").FullName;
        var options = new HostOptions("http://127.0.0.1:0", folder, null, Role.Web)
        {
            ReadyDatabase = "Host=/nowhere;Timeout=1",
            Clock = web.Clock,
        };
        await using var readiness = new Readiness(options, null, TestCluster.Modules);
        await using var app = EntenteApp.Build(options, readiness, TestCluster.Modules);
        await app.StartAsync();
        await readiness.Prepare(default);
        await Should.ThrowAsync<Exception>(() => readiness.Open(app.Services, default));

        using var visitor = new WebVisitor(new(app.Urls.First()));
        var answer = await visitor.Get("/");
        (answer.Status, answer.Headers["Retry-After"]).ShouldBe((503, "5"));
        Directory.Delete(folder, recursive: true);
    }
}
