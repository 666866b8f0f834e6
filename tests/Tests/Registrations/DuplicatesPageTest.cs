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
    }
}
