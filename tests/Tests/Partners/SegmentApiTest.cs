using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Access.Keys;
using Entente.Access.People;
using Entente.Access.Roles;
using Entente.Access.Rules;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

public sealed class SegmentApiTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/api/v1/segments";

    private readonly SegmentStory segments = new(web.House);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_list_segments_and_read_one_with_its_members_and_the_reasons()
    {
        var region = SegmentStory.Name("Region");
        var (mine, other) = (await segments.Partner(region), await segments.Partner("Elsewhere"));
        var person = await web.AddPartnerPerson(mine, PartnerRole.Seller, "sam@segment-api.example", "Sam Seller");
        var (north, hand) = (SegmentStory.Name("Api north"), SegmentStory.Name("Api hand"));
        var drawn = await segments.Drawn(north, region);
        await segments.Put(await segments.Hand(hand), other);
        using var api = await Client(await Owner(), ApiScopes.ReadSegments);

        var list = await api.Get(Root);
        list.Status.ShouldBe(200, list.Text);
        var all = JsonNode.Parse(list.Text)!["segments"]!.AsArray();
        var line = all.Single(s => (string?)s!["name"] == north)!;
        ((string?)line["id"], (string?)line["of"], (bool?)line["drawn"]).ShouldBe((drawn.Short(), "partners", true));
        ((string?)line["words"], (int?)line["partners"], (int?)line["people"]).ShouldBe(($"Region {region}", 1, 1));
        ((bool?)all.Single(s => (string?)s!["name"] == hand)!["drawn"]).ShouldBe(false);

        var one = await api.Get($"{Root}/{drawn.Short()}");
        one.Status.ShouldBe(200, one.Text);
        var member = JsonNode.Parse(one.Text)!["members"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)member["partner"], (string?)member["why"]).ShouldBe((mine.Short(), $"In, because region is {region}."));
        member["person"].ShouldBeNull("it is a segment of partners");
        person.ShouldNotBe(default);
        (await api.Get($"{Root}/{Ids.New<SegmentId>(web.Clock.Now).Short()}")).Status.ShouldBe(404);
        (await api.Get($"{Root}/nothing")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_key_without_the_scope_and_one_of_a_partner_get_nothing()
    {
        var region = SegmentStory.Name("Region");
        var partner = await segments.Partner(region);
        var drawn = await segments.Drawn(SegmentStory.Name("Api walls"), region);
        var owner = await Owner();
        using (var other = await Client(owner, ApiScopes.ReadSafelist))
            (await other.Get(Root)).Status.ShouldBe(403, "another scope");
        using (var nobody = new WebVisitor(new(web.Url)))
            (await nobody.Get($"{Root}/{drawn.Short()}")).Status.ShouldBe(401);

        var person = await web.AddPartnerPerson(partner, PartnerRole.Admin, "ada@segment-api.example", "Ada Admin");
        var admin = new Actor(
            web.Corvane.Id,
            ActorKind.Partner,
            Channel.Web,
            person,
            partner,
            "Ada Admin",
            PartnerRights.Of(PartnerRole.Admin)
        );
        (await web.House.Act<ApiKeys, Result<string>>(admin, k => k.Make("sneaky", [ApiScopes.ReadSegments], Ct))).Problem!.Code.ShouldBe(
            "key.invalid"
        );
    }

    [Fact]
    public async Task A_key_answers_no_further_than_its_maker_sees_partners()
    {
        var region = SegmentStory.Name("Region");
        await segments.Partner(region);
        var drawn = await segments.Drawn(SegmentStory.Name("Api maker"), region);
        var owner = await Owner();
        var role = await web.House.Act<RoleDesk, Result<CustomRoleId>>(
            owner,
            d => d.Save(new(null, 0, new("Key makers", [Permissions.ManageKeys], DataScope.Everything)), Ct)
        );
        role.Problem.ShouldBeNull();
        var hired = await web.House.Act<StaffDesk, Result<PersonId>>(
            owner,
            d => d.Add("keys.only@corvane.example", "Kay Keys", role.Value.Value.ToString("N"), Ct)
        );
        hired.Problem.ShouldBeNull();
        using var api = await Client(
            owner with
            {
                Person = hired.Value,
                Permissions = new HashSet<string> { Permissions.ManageKeys },
            },
            ApiScopes.ReadSegments
        );

        foreach (var address in new[] { Root, $"{Root}/{drawn.Short()}" })
        {
            var refused = await api.Get(address);
            refused.Status.ShouldBe(403, address);
            refused.Text.ShouldContain("segment.unread");
            refused.Text.ShouldNotContain("Api maker");
        }
    }

    private async Task<WebVisitor> Client(Actor by, string scope)
    {
        var key = await web.House.Act<ApiKeys, Result<string>>(by, k => k.Make(SegmentStory.Name("key"), [scope], Ct));
        key.Problem.ShouldBeNull();
        var api = new WebVisitor(new(web.Url));
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", key.Value);
        return api;
    }

    private async Task<Actor> Owner() =>
        new(
            web.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            await web.AddStaff(StaffRole.Owner, "owner@corvane.example", "Owner"),
            Name: "Owner",
            Permissions: Permissions.Of(StaffRole.Owner)
        );
}
