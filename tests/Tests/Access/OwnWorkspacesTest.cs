using Entente.Access;
using Entente.Platform.Data;
using Entente.Tests.Access.Factors;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>One sign-in, several workspaces: the front page leads to each that the session opens, and names no other.</summary>
public sealed class OwnWorkspacesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task Whoever_belongs_to_two_vendors_goes_from_one_to_the_other_without_signing_in_again()
    {
        using var maren = await web.Staff(email: "both@corvane.example");
        await using (var scope = web.House.As(web.Other))
            await Elsewhere.Join(scope, "both@corvane.example");

        (await maren.Open("/w/corvane/me"))
            .Document.QuerySelectorAll("main a[href='/']")
            .ShouldHaveSingleItem()
            .TextContent.ShouldBe("Your other workspaces");
        Ways(await maren.Open("/")).ShouldBe(["/w/corvane", "/w/halden"]);
        (await maren.Get("/w/halden/today")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_hears_of_a_workspace_that_is_not_theirs_or_no_longer()
    {
        using var guest = web.Guest();
        Ways(await guest.Open("/")).ShouldBeEmpty();
        Ways(await guest.Get("/", ("Cookie", "entente_session=made-up"))).ShouldBeEmpty();
        using var one = await web.Staff(email: "one@corvane.example");
        Ways(await one.Open("/")).ShouldBe(["/w/corvane"]);

        await using var scope = web.House.As(web.Other);
        await Elsewhere.Join(scope, "one@corvane.example");
        Ways(await one.Open("/")).ShouldBe(["/w/corvane", "/w/halden"]);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var person = (await access.Member("one@corvane.example", default))!.Person.Id;
        await db.Write(
            "update membership set active = false where workspace_id = $1 and person_id = $2",
            default,
            web.Other.Id.Value,
            person.Value
        );

        Ways(await one.Open("/")).ShouldBe(["/w/corvane"]);
    }

    [Fact]
    public async Task A_session_that_opens_one_workspace_alone_leads_to_that_one()
    {
        using var maren = await web.Staff(email: "only@corvane.example");
        await using var scope = web.House.As(web.Other);
        await Elsewhere.Join(scope, "only@corvane.example");
        var person = (await scope.ServiceProvider.GetRequiredService<AccessApi>().Member("only@corvane.example", default))!.Person.Id;
        Ways(await maren.Open("/")).Count.ShouldBe(2);

        await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Write("update session set only_in = $1 where person_id = $2", default, web.Corvane.Id.Value, person.Value);

        Ways(await maren.Open("/")).ShouldBe(["/w/corvane"]);
    }

    private static IReadOnlyList<string> Ways(WebPage page) =>
        [
            .. page
                .Document.QuerySelectorAll("main a")
                .Select(a => a.GetAttribute("href")!)
                .Where(h => h.StartsWith("/w/", StringComparison.Ordinal)),
        ];
}
