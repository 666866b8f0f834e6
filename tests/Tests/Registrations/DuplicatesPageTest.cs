using Entente.Access;
using Entente.Crm.Duplicates;
using Entente.Crm.Verdicts;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>The queue of duplicates and the page of one, in the browser.</summary>
public sealed class DuplicatesPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => RegistrationStory.Ct;

    private DuplicateStory Story => new(web.Services, web.Corvane, web.Clock);

    [Fact]
    public async Task The_pages_show_both_sides_and_take_the_decision_without_script()
    {
        var (a, b) = await Story.Pair("Galbrook Timber");
        var id = (await Story.One("Galbrook Timber")).Id;
        var staff = await web.Staff(StaffRole.PartnerManager, "galbrook@corvane.example");

        var list = await staff.Open("/w/corvane/duplicates?view=open&q=galbrook");
        var link = list.Document.QuerySelectorAll("main table a").ShouldHaveSingleItem().GetAttribute("href")!;
        link.ShouldStartWith($"/w/corvane/duplicates/{id.Value:N}?");
        var page = await staff.Open(link);
        page.Words.ShouldContain("Same core name");
        page.Document.QuerySelectorAll("main [data-key=S], main [data-key=D], main [data-key=L]").Length.ShouldBe(3);

        var refused = await staff.Submit(page, ("Input.Act", "same"), ("Input.Why", new string('x', 501)), ("Input.Accounts", $"{a}"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Tick two accounts at least.");

        var fields = new[] { ("Input.Act", "different"), ("Input.Why", "Two yards") };
        (await staff.Submit(page, fields)).Status.ShouldBeOneOf(200, 302, 303);
        await Story.Whole();
        (await Story.List("Galbrook", DuplicateView.Open)).ShouldBeEmpty();
        (await staff.Get(link)).Words.ShouldContain("do not stand together any more");
        var marks = await Story.Ask(db => VerdictSql.Around(db, [CompanyMark.Of(a)], Ct));
        marks.Of(CompanyMark.Of(a), CompanyMark.Of(b)).ShouldNotBeNull().Why.ShouldBe("Two yards");

        // What was said is not final: it is listed, and taken back there.
        var said = await staff.Open("/w/corvane/duplicates/said");
        said.Words.ShouldContain("Two yards");
        said.Words.ShouldContain("Different companies");
        var back = said.Document.QuerySelectorAll("button[name=Taken]").ShouldHaveSingleItem().GetAttribute("value")!;
        using (var sales = await web.Staff(StaffRole.Sales, "galbrook.sales@corvane.example", "Sal Sales"))
            (await sales.Open("/w/corvane/duplicates/said")).Document.QuerySelector("button[name=Taken]").ShouldBeNull();
        (await staff.Submit(said, ("Taken", back))).Status.ShouldBe(303);
        (await staff.Submit(said, ("Taken", back))).Words.ShouldContain("Nobody says that any more");
        await Story.Whole();
        (await Story.List("Galbrook", DuplicateView.Open)).ShouldHaveSingleItem();
    }
}
