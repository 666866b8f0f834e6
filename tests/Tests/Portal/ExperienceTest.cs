using Entente.Access;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Portal;

public sealed class ExperienceTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/settings/portal";
    private const string Home = "/w/corvane/portal";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_layout_is_drafted_looked_at_published_for_its_segment_and_removed()
    {
        var (north, south) = (await Partner("North Layout", "Laid North"), await Partner("South Layout", "Laid South"));
        var segment = await Segment("Laid out", "Laid North");
        var ines = await web.PartnerPerson(north, email: "ines@north-layout.example");
        var sol = await web.PartnerPerson(south, email: "sol@south-layout.example");
        var maren = await web.Owner();
        var before = Tabs(await ines.Open(Home));
        before.ShouldContain("/w/corvane/portal/deals");

        (await maren.Submit(Page + "/new", ("Input.Name", ""))).Status.ShouldBe(422);
        var kept = await maren.Submit(
            Page + "/new",
            ("Input.Name", "North"),
            ("Input.Segment", segment.Value.ToString()),
            ("Input.Sections[0].Title", "Hello North"),
            ("Input.Sections[0].Text", "<b>Look</b> at [the list](https://corvane.example/list)")
        );
        kept.Status.ShouldBe(303, kept.Words);
        var page = kept.Location!;
        (await ines.Open(Home)).Words.ShouldNotContain("Hello North", customMessage: "a draft is nobody's");

        var deals = await Index(maren, page, "portal/deals");
        var own = await Index(maren, page, "");
        var changed = await maren.Submit(
            page,
            ("Input.Name", "North"),
            ($"Input.Tabs[{deals}].Place", "Hidden"),
            ($"Input.Tabs[{own}].Title", "Resources"),
            ($"Input.Tabs[{own}].At", "2")
        );
        changed.Status.ShouldBe(303, changed.Words);
        (await maren.Submit(page, ("Out.Do", "publish"))).Status.ShouldBe(303);

        var laid = await ines.Open(Home);
        laid.Words.ShouldContain("Hello North");
        laid.Words.ShouldContain("<b>Look</b> at the list");
        Tabs(laid).ShouldNotContain("/w/corvane/portal/deals");
        Tabs(laid).ShouldContain("/w/corvane/portal/tab/resources");
        (await ines.Get("/w/corvane/portal/deals")).Status.ShouldBe(200, "hiding is layout, not permission");
        (await ines.Open("/w/corvane/portal/tab/resources")).Heading.ShouldBe("Resources");
        (await ines.Get("/w/corvane/portal/tab/other")).Status.ShouldBe(404);
        (await sol.Open(Home)).Words.ShouldNotContain("Hello North");
        (await sol.Get("/w/corvane/portal/tab/resources")).Status.ShouldBe(404, "it is not for them");
        (await Refused(segment)).ShouldContain("the portal’s layout “North”");

        (await maren.Submit(page, ("Out.Do", "remove"))).Status.ShouldBe(303);
        Tabs(await ines.Open(Home)).ShouldBe(before, "without a layout everything is as it was");
    }

    [Fact]
    public async Task Staff_look_at_a_draft_as_any_partner_and_only_there()
    {
        var partner = await Partner("Draft Layout", "Laid Draft");
        var segment = await Segment("Nobody in it", "Nowhere");
        var ines = await web.PartnerPerson(partner, email: "ines@draft-layout.example");
        var maren = await web.Owner();
        var page = (
            await maren.Submit(
                Page + "/new",
                ("Input.Name", "Drafted"),
                ("Input.Segment", segment.Value.ToString()),
                ("Input.Sections[0].Title", "Only drafted")
            )
        ).Location!;

        (await maren.Submit(page, ("_handler", "preview"))).Location.ShouldBe("/w/corvane/view-as");
        (await maren.Submit("/w/corvane/view-as", ("Who", $"r:{partner.Short()}:{PartnerRole.Seller}"))).Status.ShouldBe(303);
        (await maren.Open(Home)).Words.ShouldContain("Only drafted");
        (await ines.Open(Home)).Words.ShouldNotContain("Only drafted");
    }

    [Fact]
    public async Task Whoever_may_not_change_how_the_portal_looks_does_not_lay_it_out()
    {
        var marketing = await web.Staff(StaffRole.Finance, "fin.layout@corvane.example", "Fin");
        (await marketing.Get(Page)).Status.ShouldBe(403);
        (await marketing.Get(Page + "/new")).Status.ShouldBe(403);
    }

    private static List<string> Tabs(WebPage page) =>
        [.. page.Document.QuerySelectorAll(".portal-bar nav a").Select(a => a.GetAttribute("href")!)];

    private static async Task<int> Index(WebVisitor who, string page, string path)
    {
        var fields = (await who.Open(page)).Document.QuerySelectorAll("input[name^='Input.Tabs'][name$='Path']").ToList();
        return fields.FindIndex(f => (f.GetAttribute("value") ?? "") == path);
    }

    private async Task<PartnerId> Partner(string name, string region) =>
        (
            await web.House.Create(
                web.Corvane,
                new(
                    name,
                    PartnerType.Reseller,
                    PartnerTier.Select,
                    PartnerStatus.Active,
                    [name.Replace(' ', '-').ToLowerInvariant() + ".example"],
                    region
                )
            )
        ).Value;

    private Actor Vera =>
        new(
            web.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(web.Clock.Now),
            Name: "Vera",
            Permissions: Permissions.Of(StaffRole.PartnerManager)
        );

    private async Task<SegmentId> Segment(string name, string region)
    {
        var kept = await web.House.Act<WriteSegment, Result<SegmentId>>(
            Vera,
            w =>
                w.Keep(
                    null,
                    new(name, "", SegmentOf.Partners, new(false, [new(SegmentFacet.Region, [region])])),
                    new Dictionary<string, string>(),
                    null,
                    Ct
                )
        );
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }

    private async Task<string> Refused(SegmentId segment) =>
        (await web.House.Act<WriteSegment, Result>(Vera, w => w.Remove(segment, 1, Ct))).Problem.ShouldNotBeNull().Message;
}
