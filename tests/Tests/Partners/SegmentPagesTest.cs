using Entente.Access;
using Entente.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Partners;

public sealed class SegmentPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/segments";

    [Fact]
    public async Task It_is_drawn_looked_at_saved_changed_and_removed()
    {
        await web.House.Made(web.Corvane, "Drawn In");
        var maren = await web.Owner();

        (await maren.Submit(List + "/new", ("Input.Name", ""), ("Input.Do", "save"))).Status.ShouldBe(
            StatusCodes.Status422UnprocessableEntity
        );
        var wrong = await maren.Submit(List + "/new", ("Input.Name", "Typed"), ("Input.ActiveDays", "many"), ("Input.Do", "preview"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a number of days");
        var looked = await maren.Submit(List + "/new", ("Input.Name", "Resellers"), ("Input.Type", "Reseller"), ("Input.Do", "preview"));
        looked.Status.ShouldBe(StatusCodes.Status200OK);
        looked.Words.ShouldContain("Drawn In: In, because type is Reseller.");
        var kept = await maren.Submit(List + "/new", ("Input.Name", "Resellers"), ("Input.Type", "Reseller"), ("Input.Do", "save"));
        kept.Status.ShouldBe(303, kept.Words);
        var page = kept.Location!;
        (await maren.Open(page)).Words.ShouldContain("Type Reseller");
        (await maren.Open(List)).Words.ShouldContain("Resellers");

        var changed = await maren.Submit(page + "/edit", ("Input.Not", "Type"), ("Input.Do", "preview"));
        changed.Words.ShouldContain("would leave");
        changed.Words.ShouldContain("type is Reseller, which is left out");
        (await maren.Submit(page + "/edit", ("Input.Note", "For the letter"), ("Input.Do", "save"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("For the letter");
        (await maren.Submit(page, ("_handler", "remove"))).Location.ShouldBe(List);
        (await maren.Get(page)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_list_is_filled_by_name_from_the_partners_list_and_from_a_partners_page()
    {
        var (one, two) = (await web.House.Made(web.Corvane, "Hand One"), await web.House.Made(web.Corvane, "Hand Two"));
        await web.House.Made(web.Corvane, "Hand Three");
        var maren = await web.Owner();
        var page = (await maren.Submit(List + "/new", ("Input.Name", "Beta"), ("Input.Kind", "hand"), ("Input.Do", "save"))).Location!;
        var id = Guid.Parse(page.Split('/')[^1]);

        var unknown = await maren.Submit(page, ("Hand.Members", "Nobody Here"));
        unknown.Status.ShouldBe(422);
        unknown.Words.ShouldContain("We find no partner called “Nobody Here”");
        (await maren.Submit(page, ("Hand.Members", "hand three"))).Status.ShouldBe(303);
        // The boxes stand in the table and belong to the form below it.
        var list = await maren.Open("/w/corvane/partners?q=Hand");
        var form = list.Document.QuerySelector("#to-segment")!;
        list.Document.QuerySelectorAll("input[form=to-segment]").Length.ShouldBe(3);
        var bulk = await maren.Post(
            "/w/corvane/partners?q=Hand",
            [
                .. form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)),
                ("Bulk.Segment", id.ToString()),
                ("Bulk.Partners", one.Value.ToString()),
            ]
        );
        bulk.Status.ShouldBe(303, bulk.Words);
        (await maren.Submit("/w/corvane/partners?q=Hand", ("Bulk.Segment", id.ToString()))).Status.ShouldBe(422, "nobody was ticked");
        var own = PartnerLooks.PartnerHref("corvane", two) + "/segments";
        (await maren.Submit(own, ("Hand.Segment", id.ToString()))).Status.ShouldBe(303);

        var filled = await maren.Open(page);
        foreach (var name in new[] { "Hand One", "Hand Two", "Hand Three" })
            filled.Words.ShouldContain(name);
        (await maren.Open(PartnerLooks.PartnerHref("corvane", two))).Words.ShouldContain("Beta");
        (await maren.Submit(page, ("Hand.Member", two.Value.ToString()))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldNotContain("Hand Two");
    }

    [Fact]
    public async Task Marketing_looks_and_changes_nothing_and_nobody_outside_sees_it()
    {
        var partner = await web.House.Made(web.Corvane, "Outside Looker");
        var maren = await web.Owner();
        var page = (await maren.Submit(List + "/new", ("Input.Name", "Looked at"), ("Input.Kind", "hand"), ("Input.Do", "save"))).Location!;
        var marketing = await web.Staff(StaffRole.Marketing, "mia.segments@corvane.example", "Mia Okafor");
        var outside = await web.PartnerPerson(partner, email: "ines@outside-looker.example");

        (await marketing.Open(page)).Document.QuerySelectorAll("main form").ShouldBeEmpty();
        (await marketing.Get(List + "/new")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await outside.Get(List)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await outside.Get(page)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get(List + "/nonsense")).Status.ShouldBe(404);
    }
}
