using Entente.Access;
using Entente.Platform.Values;
using Entente.Portal.Views;
using Entente.Registrations.List;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Queues of registrations: whose they are, narrowed, kept under a name, read beside the record.</summary>
public sealed class QueuesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task Mine_are_the_claims_of_the_partners_that_i_manage()
    {
        var (story, other) = (await RegistrationStory.In(web.House), await RegistrationStory.In(web.House));
        var (mine, theirs) = (await story.Submitted(story.Ines, "Hollin Mill"), await other.Submitted(other.Ines, "Inver Mill"));

        (await Numbers(story, ListView.Mine)).ShouldSatisfyAllConditions(n => n.ShouldContain(mine), n => n.ShouldNotContain(theirs));
        (await Numbers(story, ListView.Waiting)).ShouldSatisfyAllConditions(n => n.ShouldContain(mine), n => n.ShouldContain(theirs));
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_narrow_the_list()
    {
        var story = await RegistrationStory.In(web.House);
        var (one, two) = (await story.Submitted(story.Ines, "Jarrow Optics"), await story.Submitted(story.Jonah, "Jarrow Pumps"));

        (await Numbers(story, ListView.All, new(Text: "jarrow"))).ShouldBe([one, two], ignoreOrder: true);
        (await Numbers(story, ListView.All, new(Text: one.ToLowerInvariant()))).ShouldBe([one]);
        (await Numbers(story, ListView.All, new(Text: "jarrow", Partner: story.Vantora))).ShouldBe([two]);
        (await Numbers(story, ListView.All, new(Text: "jarrow", Kind: RegistrationKind.Lead))).ShouldBeEmpty();
        (await Numbers(story, ListView.All, new(Text: "jarrow", Late: true))).ShouldBeEmpty();
        (await Numbers(story, ListView.All, new(Text: "%"))).ShouldBeEmpty("a sign is a sign");

        var staff = await web.Staff(StaffRole.PartnerManager, $"q{one}@corvane.example");
        var page = await staff.Open($"/w/corvane/registrations?view=all&q=jarrow&partner={story.Vantora.Short()}");
        page.Document.QuerySelectorAll("main tbody tr").ShouldHaveSingleItem().TextContent.ShouldContain("Jarrow Pumps");
        (await staff.Open("/w/corvane/registrations?view=nonsense&partner=x&kind=9&late=maybe&page=-4")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_record_stands_beside_the_list_and_a_plain_link_leads_to_it()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Kelso Rails");
        var staff = await web.Staff(StaffRole.PartnerManager, $"s{number}@corvane.example");

        var list = await staff.Open("/w/corvane/registrations?view=waiting&q=kelso");
        list.Document.QuerySelectorAll($"main a.no-desk[href='/w/corvane/registrations/{number}']").ShouldHaveSingleItem();
        var beside = list.Document.QuerySelectorAll("main a.only-desk").ShouldHaveSingleItem().GetAttribute("href")!;
        list.Document.QuerySelectorAll(".desk-record").ShouldBeEmpty();

        var page = await staff.Open(beside);
        var record = page.Document.QuerySelectorAll(".desk-record").ShouldHaveSingleItem();
        record.TextContent.ShouldContain("Trace quality issues");
        record.QuerySelector($"a[href='/w/corvane/registrations/{number}']").ShouldNotBeNull();
        page.Document.QuerySelectorAll("main tr[aria-current=true]").ShouldHaveSingleItem();
        (await staff.Open("/w/corvane/registrations?view=waiting&open=DR-9999999"))
            .Document.QuerySelectorAll(".desk-record")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_view_is_kept_shared_ordered_opened_first_and_removed()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Lamber Tools");
        var mine = await web.Staff(StaffRole.PartnerManager, $"v{number}@corvane.example");
        var colleague = await web.Staff(StaffRole.RevOps, $"w{number}@corvane.example");
        var address = "/w/corvane/registrations?view=all&q=lamber";

        (await mine.Submit(address, ("SavedView.Name", ""), ("SavedView.Shared", "true"))).Status.ShouldBe(422);
        (await mine.Submit(address, ("SavedView.Name", "Lambers"), ("SavedView.Shared", "true"))).Status.ShouldBe(303);
        (
            await mine.Submit("/w/corvane/registrations?view=asked", ("SavedView.Name", "Asked"), ("SavedView.First", "true"))
        ).Status.ShouldBe(303);

        Chips(await mine.Open(address)).ShouldBe(["Lambers", "Asked"]);
        Chips(await colleague.Open(address)).ShouldHaveSingleItem().ShouldStartWith("Lambers");
        var opened = await mine.Get("/w/corvane/registrations");
        (opened.Status, opened.Location).ShouldBe((303, "/w/corvane/registrations?view=asked"));
        (await colleague.Open("/w/corvane/registrations")).Status.ShouldBe(200);

        await Change(mine, address, "up", "Asked");
        Chips(await mine.Open(address)).ShouldBe(["Asked", "Lambers"]);
        await Change(mine, address, "keep", "Lambers");
        Chips(await colleague.Open(address)).ShouldBeEmpty();
        await Change(mine, address, "notfirst", "Asked");
        (await mine.Open("/w/corvane/registrations")).Status.ShouldBe(200);
        await Change(mine, address, "remove", "Asked");
        Chips(await mine.Open(address)).ShouldBe(["Lambers"]);
    }

    [Fact]
    public async Task Nobody_changes_the_views_of_others()
    {
        var (story, other) = (await RegistrationStory.In(web.House), await RegistrationStory.In(web.House));
        (await Keep(story, "Theirs", shared: true)).Problem.ShouldBeNull();
        (await Keep(story, "theirs", shared: true)).Problem.ShouldBeNull();
        var kept = (await Views(other)).Single(v => v.Name == "Theirs");
        kept.Mine.ShouldBeFalse();

        var refused = await web.House.Act<SavedViews, Result>(other.Maren, v => v.Change("another list", kept.Id, SavedViewAct.Remove, Ct));

        refused.Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await Views(story)).Single(v => v.Name == "Theirs").Mine.ShouldBeTrue();
        (await Views(story, story.Ines)).ShouldBeEmpty("partners keep none");
        (await Keep(story, new string('x', 61), shared: false)).Problem!.Fields!.Keys.ShouldBe(["name"]);
    }

    private static List<string> Chips(WebPage page) =>
        [
            .. page
                .Document.QuerySelectorAll("main a.chip")
                .Where(a => a.GetAttribute("href")!.StartsWith("/w/corvane/registrations?", StringComparison.Ordinal))
                .Select(a => a.TextContent.Trim()),
        ];

    private static async Task Change(WebVisitor who, string address, string act, string name)
    {
        var page = await who.Open(address);
        var button = page
            .Document.QuerySelectorAll("button[name='SavedView.Act']")
            .Single(b =>
                b.GetAttribute("value")!.StartsWith(act + ":", StringComparison.Ordinal)
                && b.TextContent.EndsWith(name, StringComparison.Ordinal)
            );
        (await who.Submit(page, ("SavedView.Act", button.GetAttribute("value")!))).Status.ShouldBe(303);
    }

    private Task<Result> Keep(RegistrationStory story, string name, bool shared) =>
        web.House.Act<SavedViews, Result>(story.Maren, v => v.Keep("another list", name, "view=all", shared, false, Ct));

    private Task<IReadOnlyList<SavedViewLink>> Views(RegistrationStory story, Entente.Platform.Tenancy.Actor? who = null) =>
        web.House.Act<SavedViews, IReadOnlyList<SavedViewLink>>(who ?? story.Maren, v => v.Of("another list", Ct));

    private Task<List<string>> Numbers(RegistrationStory story, ListView view, ListFilter? filter = null) =>
        web.House.Act<RegistrationList, List<string>>(
            story.Maren,
            async l => [.. (await l.Load(view, 1, Ct, 500, filter: filter)).Rows.Select(r => r.Number)]
        );
}
