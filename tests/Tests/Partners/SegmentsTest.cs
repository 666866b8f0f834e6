using Entente.Access;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

public sealed class SegmentsTest(House house) : IClassFixture<House>
{
    private static readonly IReadOnlyDictionary<string, string> Read = new Dictionary<string, string>();
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Actor Vera => Staff(StaffRole.PartnerManager);

    [Fact]
    public async Task A_drawn_segment_holds_exactly_whom_the_rule_says_one_by_one_and_says_why()
    {
        var region = Name("Region");
        var elite = await Partner(region, PartnerTier.Elite);
        var select = await Partner(region, PartnerTier.Select);
        await Partner("Elsewhere", PartnerTier.Elite);
        var id = await Keep(Drawn([new(SegmentFacet.Region, [region]), new(SegmentFacet.Tier, ["Elite"])]));

        var view = await View(id);
        view.In.Select(o => o.Subject.Partner).ShouldBe([elite]);
        view.In[0].Why.ShouldBe($"In, because region is {region} and tier is Elite.");

        var everybody = await house.Ask(Vera, p => p.All(entering: false, Ct));
        var all = await Answers(Vera, [id]);
        foreach (var partner in everybody)
        {
            var alone = (await Answers(Vera, [id], partner.Id)).Judge(id, partner.Id, null);
            alone.In.ShouldBe(view.In.Any(o => o.Subject.Partner == partner.Id));
            alone.ShouldBe(all.Judge(id, partner.Id, null));
        }
        all.Judge(id, select, null).Why.ShouldContain("tier is Select, not Elite");
    }

    [Fact]
    public async Task A_segment_of_partners_holds_everybody_there_and_one_of_people_those_alone_who_fit()
    {
        var region = Name("Region");
        var partner = await Partner(region);
        var admin = await Person(partner, PartnerRole.Admin);
        var seller = await Person(partner, PartnerRole.Seller);
        var companies = await Keep(Drawn([new(SegmentFacet.Region, [region])]));
        var admins = await Keep(Drawn([new(SegmentFacet.Region, [region]), new(SegmentFacet.Role, ["Admin"])], SegmentOf.People));

        (await View(companies)).ShouldSatisfyAllConditions(v => v.Partners.ShouldBe(1), v => v.People.ShouldBe(2));
        (await View(admins)).In.Select(o => o.Subject.Person).ShouldBe([admin]);
        var answers = await Answers(Vera, [companies, admins]);
        answers.Of(partner, seller).ShouldBe([companies]);
        answers.Of(partner, admin).ShouldBe([companies, admins], ignoreOrder: true);
        answers.Judge(admins, partner, null).In.ShouldBeFalse("a company is in no segment of people");
    }

    [Fact]
    public async Task Somebody_at_the_partner_gets_the_same_answer_as_staff()
    {
        var region = Name("Region");
        var partner = await Partner(region);
        var person = await Person(partner, PartnerRole.Seller);
        var id = await Keep(
            Drawn([
                new(SegmentFacet.Region, [region]),
                new(SegmentFacet.Registered, [], Not: true, Days: 30),
                new(SegmentFacet.Motion, ["reseller"], Not: true),
            ])
        );
        var outside = new Actor(
            house.Corvane.Id,
            ActorKind.Partner,
            Channel.Web,
            person,
            partner,
            "Rea Der",
            PartnerRights.Of(PartnerRole.Seller)
        );

        var answer = (await Answers(outside, [id], partner)).Judge(id, partner, person);
        answer.ShouldBe((await Answers(Vera, [id])).Judge(id, partner, person));
        answer.In.ShouldBeTrue();
    }

    [Fact]
    public async Task A_list_changes_by_hand_alone()
    {
        var (one, two) = (await Partner("Listed"), await Partner("Listed"));
        var id = await Keep(new(Name("Hand"), "", SegmentOf.Partners, null));

        (await Put(id, one.Value, two.Value)).Value.ShouldBe(2);
        (await Put(id, one.Value)).Value.ShouldBe(0, "it is on it already");
        await Partner("Listed");
        (await View(id)).In.Select(o => o.Subject.Partner).ShouldBe([one, two], ignoreOrder: true);

        (await Take(id, one.Value)).Ok.ShouldBeTrue();
        (await Take(id, one.Value)).Problem!.Code.ShouldBe("segment.not_on");
        (await View(id)).In.Select(o => o.Subject.Partner).ShouldBe([two]);
        (await Put(id, Ids.New<PartnerId>(house.Clock.Now).Value)).Problem!.Code.ShouldBe("segment.stranger");
        (await Put(id)).Problem!.Code.ShouldBe("segment.nobody");

        var drawn = await Keep(Drawn([new(SegmentFacet.Region, ["Listed"])]));
        (await Put(drawn, one.Value)).Problem!.Code.ShouldBe("segment.drawn");
        var people = await Keep(new(Name("Hand"), "", SegmentOf.People, null));
        (await Put(people, one.Value)).Problem!.Code.ShouldBe("segment.stranger", "a partner is no person");
    }

    [Fact]
    public async Task Before_it_is_saved_it_is_told_who_would_enter_and_leave()
    {
        var region = Name("Region");
        var elite = await Partner(region, PartnerTier.Elite);
        var select = await Partner(region, PartnerTier.Select);
        var sheet = Drawn([new(SegmentFacet.Region, [region]), new(SegmentFacet.Tier, ["Elite"])]);
        var id = await Keep(sheet);

        var preview = await house.Act<SegmentDesk, SegmentPreview>(
            Vera,
            d =>
                d.Preview(
                    id,
                    sheet with
                    {
                        Rule = new(false, [new(SegmentFacet.Region, [region]), new(SegmentFacet.Tier, ["Select"])]),
                    },
                    Ct
                )
        );
        preview.Enter.Select(o => o.Subject.Partner).ShouldBe([select]);
        preview.Leave.Select(o => o.Subject.Partner).ShouldBe([elite]);
        preview.Leave[0].Why.ShouldContain("tier is Elite, not Select");
        (await View(id)).In.Select(o => o.Subject.Partner).ShouldBe([elite], "nothing was saved");
    }

    [Fact]
    public async Task Each_refusal_says_what_to_do()
    {
        var sheet = Drawn([new(SegmentFacet.Tier, ["Elite"])]);
        var id = await Keep(sheet);

        (await Kept(null, sheet)).Problem!.Code.ShouldBe("segment.named");
        (await Kept(null, sheet with { Name = "" })).Problem!.Fields!.Keys.ShouldBe(["name"]);
        (await Kept(id, sheet with { Note = "Other" }, seen: 7)).Problem!.Code.ShouldBe("segment.changed");
        (await Kept(id, sheet with { Rule = null }, seen: 1)).Problem!.Code.ShouldBe("segment.kind");
        (await Kept(id, sheet with { Of = SegmentOf.People }, seen: 1)).Problem!.Code.ShouldBe("segment.kind");
        (await Kept(Ids.New<SegmentId>(house.Clock.Now), sheet with { Name = Name("X") }, seen: 1)).Problem!.Code.ShouldBe("segment.none");
        (await Kept(null, sheet with { Name = Name("X") }, by: Staff(StaffRole.Marketing))).Problem!.Code.ShouldBe("segment.forbidden");
        (await Kept(null, sheet with { Name = Name("X") }, by: Vera with { Scope = new List<PartnerId>() })).Problem!.Code.ShouldBe(
            "segment.whole"
        );
        (await Remove(id, 7)).Problem!.Code.ShouldBe("segment.changed");
        (await Remove(id, 1)).Ok.ShouldBeTrue();
        (await Remove(id, 1)).Problem!.Code.ShouldBe("segment.none");
        (await Answers(Vera, [id])).Judge(id, await Partner("Any"), null).ShouldBe(new(false, "The segment was removed."));
    }

    [Fact]
    public async Task Staff_with_a_scope_are_shown_their_partners_alone_and_another_workspace_nothing()
    {
        var region = Name("Region");
        var (mine, theirs) = (await Partner(region), await Partner(region));
        var id = await Keep(Drawn([new(SegmentFacet.Region, [region])]));
        var narrow = Vera with { Scope = new List<PartnerId> { mine } };
        var list = await Keep(new(Name("Hand"), "", SegmentOf.Partners, null));

        (await View(id, narrow)).In.Select(o => o.Subject.Partner).ShouldBe([mine]);
        (await house.Act<HandList, Result<int>>(narrow, h => h.Put(list, [mine.Value], Ct))).Value.ShouldBe(1);
        (await house.Act<HandList, Result<int>>(narrow, h => h.Put(list, [theirs.Value], Ct))).Problem!.Code.ShouldBe("segment.stranger");
        var other = new Actor(
            house.Other.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Una",
            Permissions: Permissions.Of(StaffRole.Owner)
        );
        (await house.Act<SegmentDesk, SegmentView?>(other, d => d.Load(id, Ct))).ShouldBeNull();
    }

    [Fact]
    public async Task What_it_was_before_stands_in_the_audit()
    {
        var sheet = Drawn([new(SegmentFacet.Tier, ["Elite"])]);
        var id = await Keep(sheet);
        (await Kept(id, sheet with { Rule = new(true, [new(SegmentFacet.Tier, ["Select"])]) }, seen: 1)).Ok.ShouldBeTrue();

        await using var scope = house.As(house.Corvane);
        var kept = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Read(
                "select before, after from audit_value where before is not null and after like $1",
                r => (Before: r.GetString(0), After: r.GetString(1)),
                Ct,
                "%Select%"
            );
        kept.ShouldContain(v => v.Before.Contains("Elite") && v.After.Contains("Select"));
    }

    private static string Name(string of) => $"{of} {Interlocked.Increment(ref made)}";

    private static SegmentSheet Drawn(IReadOnlyList<SegmentCondition> conditions, SegmentOf of = SegmentOf.Partners) =>
        new(Name("Drawn"), "", of, new(false, conditions));

    private Actor Staff(StaffRole role) =>
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Vera",
            Permissions: Permissions.Of(role)
        );

    private async Task<PartnerId> Partner(string region, PartnerTier tier = PartnerTier.Select)
    {
        var name = Name("Segmented");
        var domain = name.Replace(' ', '-').ToLowerInvariant() + ".example";
        return (await house.Create(house.Corvane, new(name, PartnerType.Reseller, tier, PartnerStatus.Active, [domain], region))).Value;
    }

    private async Task<PersonId> Person(PartnerId partner, PartnerRole role)
    {
        await using var scope = house.As(house.Corvane);
        var name = Name("Rea Der");
        var person = (
            await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .AddPartnerPerson(partner, name.Replace(' ', '-') + "@segmented.example", name, role, Ct)
        ).Value;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return person;
    }

    private Task<Result<SegmentId>> Kept(SegmentId? id, SegmentSheet sheet, int? seen = null, Actor? by = null) =>
        house.Act<WriteSegment, Result<SegmentId>>(by ?? Vera, w => w.Keep(id, sheet, Read, seen, Ct));

    private async Task<SegmentId> Keep(SegmentSheet sheet)
    {
        var kept = await Kept(null, sheet);
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }

    private Task<Result> Remove(SegmentId id, int seen) => house.Act<WriteSegment, Result>(Vera, w => w.Remove(id, seen, Ct));

    private Task<Result<int>> Put(SegmentId id, params Guid[] members) =>
        house.Act<HandList, Result<int>>(Vera, h => h.Put(id, members, Ct));

    private Task<Result> Take(SegmentId id, Guid member) => house.Act<HandList, Result>(Vera, h => h.Take(id, member, Ct));

    private async Task<SegmentView> View(SegmentId id, Actor? by = null) =>
        (await house.Act<SegmentDesk, SegmentView?>(by ?? Vera, d => d.Load(id, Ct))).ShouldNotBeNull();

    private Task<SegmentAnswers> Answers(Actor by, IReadOnlyCollection<SegmentId> ids, PartnerId? only = null) =>
        house.Act<SegmentsApi, SegmentAnswers>(by, s => s.Answers(ids, only, Ct));
}
