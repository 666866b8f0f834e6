using Entente.Access;
using Entente.Engagement.Rules;
using Entente.Engagement.Write;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Engagement;

public sealed class AimedNewsTest(House house) : IClassFixture<House>
{
    private readonly NewsStory story = new(house);
    private static readonly IReadOnlyDictionary<string, string> Read = new Dictionary<string, string>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_announcement_reaches_a_segment_with_the_reason_and_newcomers_of_it_later()
    {
        var (partner, _) = await story.Partner(region: "Aimed North");
        await story.Partner(region: "Aimed South");
        var segment = await Segment("Northerners", new(false, [new(SegmentFacet.Region, ["Aimed North"])]));

        var id = await story.Out(NewsStory.Sheet(new AudienceRule(Facet.Segment, [segment.Short()])));
        var got = await story.Recipients(id);
        got.Select(r => r.PartnerId).ShouldBe([partner]);
        got[0].Why.ShouldBe("Northerners: in, because region is Aimed North.");
        (await story.View(id)).For.ShouldBe("In Northerners");

        var (late, _) = await story.Partner(region: "Aimed North");
        await story.Watch();
        (await story.Recipients(id)).Select(r => r.PartnerId).ShouldBe([partner, late], ignoreOrder: true);
    }

    [Fact]
    public async Task A_segment_of_people_and_a_condition_beside_it_hold_together()
    {
        var (partner, seller) = await story.Partner(region: "Aimed West");
        var admin = await story.Person(partner, "admin@aimed-west.example", PartnerRole.Admin);
        var segment = await Segment("Admins", new(false, [new(SegmentFacet.Role, ["Admin"])]), SegmentOf.People);

        var id = await story.Out(
            NewsStory.Sheet(new AudienceRule(Facet.Segment, [segment.Short()]), new AudienceRule(Facet.Region, ["Aimed West"]))
        );
        (await story.Recipients(id)).Select(r => r.PersonId).ShouldBe([admin.Person!.Value]);
        seller.Person.ShouldNotBe(admin.Person);
    }

    [Fact]
    public async Task A_segment_that_an_announcement_aims_at_is_not_removed_and_one_that_was_removed_is_not_aimed_at()
    {
        await story.Partner(region: "Aimed East");
        var segment = await Segment("Easterners", new(false, [new(SegmentFacet.Region, ["Aimed East"])]));
        var sheet = NewsStory.Sheet(new AudienceRule(Facet.Segment, [segment.Short()]));
        var draft = await story.Draft(sheet);

        var refused = (await Remove(segment)).Problem.ShouldNotBeNull();
        refused.Code.ShouldBe("segment.used");
        refused.Message.ShouldContain("Easterners is used by the announcement “Prices from June”");
        (await house.Act<WriteAnnouncement, Result>(story.Mila, w => w.Discard(draft, 1, Ct))).Ok.ShouldBeTrue();
        (await Remove(segment)).Ok.ShouldBeTrue();
        var late = await house.Act<WriteAnnouncement, Result<Entente.Engagement.AnnouncementId>>(
            story.Mila,
            w => w.Keep(null, sheet, Read, null, Ct)
        );
        late.Problem!.Code.ShouldBe("announcement.no_segment");
    }

    private Actor Vera =>
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Vera",
            Permissions: Permissions.Of(StaffRole.PartnerManager)
        );

    private async Task<SegmentId> Segment(string name, SegmentRule rule, SegmentOf of = SegmentOf.Partners)
    {
        var kept = await house.Act<WriteSegment, Result<SegmentId>>(Vera, w => w.Keep(null, new(name, "", of, rule), Read, null, Ct));
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }

    private Task<Result> Remove(SegmentId id) => house.Act<WriteSegment, Result>(Vera, w => w.Remove(id, 1, Ct));
}
