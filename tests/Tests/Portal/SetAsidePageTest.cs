using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Portal;

/// <summary>Work that failed for good can be seen, with why, and be tried again by whoever keeps the systems.</summary>
public sealed class SetAsidePageTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/settings/set-aside";

    [Fact]
    public async Task It_says_what_and_why_and_one_or_all_are_tried_again()
    {
        using var maren = await web.Staff();
        (await maren.Open(Page)).Words.ShouldContain("Nothing waits here");
        var ids = new[] { await SetAside("The relay said <no>."), await SetAside("Nobody answered."), await SetAside("Nobody answered.") };
        (await maren.Open("/w/corvane/settings")).Document.QuerySelector("a.tile[href$=set-aside] .count")!.TextContent.ShouldBe("3");

        var page = await maren.Open(Page);
        page.Words.ShouldContain("The relay said <no>.");
        var one = page
            .Document.QuerySelectorAll("tbody tr")
            .Single(r => r.TextContent.Contains("<no>"))
            .QuerySelector("button[name=Which]")!;
        (await maren.Submit(page, ("_handler", "again"), ("Which", one.GetAttribute("value")!))).Location.ShouldBe(Page);
        (await Waiting(ids)).ShouldBe([ids[0]]);

        (await maren.Submit(await maren.Open(Page), ("_handler", "again"), ("Which", "all"))).Location.ShouldBe(Page);
        (await Waiting(ids)).ShouldBe(ids, ignoreOrder: true);
        (await maren.Submit(page, ("_handler", "again"), ("Which", one.GetAttribute("value")!))).Location.ShouldBe(
            Page,
            "an old page says that it is gone"
        );
        (await maren.Open(Page)).Text.ShouldContain("somebody retried it already");
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        using var sales = await web.Staff(StaffRole.Sales, "sam.aside@corvane.example", "Sam Aside");
        (await sales.Get(Page)).Status.ShouldBe(403);
        using var ines = await web.PartnerPerson(Ids.New<PartnerId>(web.Clock.Now));
        (await ines.Get(Page)).Status.ShouldBe(404);
    }

    private async Task<Guid> SetAside(string cause)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var letter = new DeadLetter
        {
            Id = Guid.CreateVersion7(web.Clock.Now),
            Kind = "job:mail.send",
            Attempts = 8,
            Cause = cause,
            At = web.Clock.Now,
        };
        db.Add(letter);
        await db.SaveChangesAsync();
        return letter.Id;
    }

    private async Task<List<Guid>> Waiting(Guid[] among)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<DueItem>()
            .Where(d => among.Contains(d.Id))
            .Select(d => d.Id)
            .ToListAsync();
    }
}
