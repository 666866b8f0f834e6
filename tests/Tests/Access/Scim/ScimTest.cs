using Entente.Access;
using Entente.Access.Http;
using Entente.Access.Scim;
using Entente.Platform.Audit;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Scim;

/// <summary>A directory keeps people by SCIM 2.0: what it may ask, how it is answered, whom it reaches.</summary>
public sealed partial class ScimTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static int mails;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_is_made_read_replaced_patched_and_deleted()
    {
        using var entra = await Staff();
        var mail = Mail("ada");

        var sent = await entra.Post(
            "Users",
            $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{mail.ToUpperInvariant()}}","externalId":"X-1",
             "name":{"givenName":"Ada","familyName":"Lorne"},"emails":[{"primary":true,"type":"work","value":"{{mail}}"}],"active":true,
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"} }
            """
        );
        sent.Status.ShouldBe(201, sent.Text);
        sent.Type.ShouldBe("application/scim+json");
        var id = (string)sent.Json["id"]!;
        sent.Location.ShouldEndWith($"/w/corvane/scim/v2/Users/{id}");
        ((string?)sent.Json["meta"]!["version"], (string?)sent.Json["name"]!["familyName"]).ShouldBe((sent.ETag, "Lorne"));
        (await Member(mail))!.Person.Name.ShouldBe("Ada Lorne");
        (await Member(mail))!.StaffRole.ShouldBe(StaffRole.Marketing, "the least there is to give");

        (await entra.Post("Users", $$"""{"userName":"{{mail}}"}""")).Fault.ShouldBe((409, "uniqueness"));
        var replaced = await entra.Put(
            $"Users/{id}",
            $$"""{"userName":"{{mail}}","displayName":"Ada L.","title":"Head","active":"True"}"""
        );
        (replaced.Status, (string?)replaced.Json["title"], replaced.Json["name"]).ShouldBe((200, "Head", null), replaced.Text);
        var patched = await entra.Patch($"Users/{id}", """{"op":"Replace","value":{"title":"Chief","name.givenName":"Ada"}}""");
        ((string?)patched.Json["title"], (string?)patched.Json["name"]!["givenName"]).ShouldBe(("Chief", "Ada"));

        (await entra.Delete($"Users/{id}")).Status.ShouldBe(204);
        (await entra.Get($"Users/{id}")).Status.ShouldBe(404);
        (await entra.Delete($"Users/{id}")).Status.ShouldBe(404);
        ((int?)(await entra.Get($"Users?filter=userName%20eq%20%22{mail}%22")).Json["totalResults"]).ShouldBe(0);
        (await entra.Post("Users", $$"""{"userName":"{{mail}}"}""")).Status.ShouldBe(201, "whom it deleted may come again");
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_paged_and_cut_to_what_is_wanted()
    {
        using var okta = await Staff();
        var mark = $"z{Interlocked.Increment(ref mails)}pg";
        foreach (var name in new[] { "Cleo", "Anna", "Bram" })
            await okta.User($"{name.ToLowerInvariant()}@{mark}.example", $"{name} {mark}");
        var of =
            $"Users?filter={Uri.EscapeDataString($"emails[type eq \"work\" and value ew \"{mark}.EXAMPLE\"] and not (displayName sw \"x\")")}";

        var first = (await okta.Get(of + "&sortBy=displayName&count=2")).Json;
        var second = (await okta.Get(of + "&sortBy=displayName&startIndex=3&count=2")).Json;
        string.Join(' ', Names(first).Concat(Names(second))).ShouldBe($"Anna {mark} Bram {mark} Cleo {mark}");
        ((int)first["totalResults"]!, (int)second["startIndex"]!, (int)second["itemsPerPage"]!).ShouldBe((3, 3, 1));
        Names((await okta.Get(of + "&sortBy=userName&sortOrder=descending&count=1")).Json).ShouldBe([$"Cleo {mark}"]);
        ((int)(await okta.Get(of + "&count=0")).Json["totalResults"]!).ShouldBe(3);

        var cut = (await okta.Get(of + "&attributes=userName,emails.value&count=1")).Json["Resources"]![0]!.AsObject();
        cut.Select(p => p.Key).ShouldBe(["schemas", "id", "userName", "emails"], ignoreOrder: true);
        cut["emails"]![0]!.AsObject().Select(p => p.Key).ShouldBe(["value"]);
        (await okta.Get(of + "&excludedAttributes=emails,meta&count=1")).Json["Resources"]![0]!
            .AsObject()
            .ShouldNotContain(p => p.Key == "emails");
        var search = await okta.Post("Users/.search", $$"""{"filter":"displayName co \"{{mark}}\"","count":1}""");
        ((int)search.Json["totalResults"]!, search.Json["Resources"]!.AsArray().Count).ShouldBe((3, 1));

        (await okta.Get("Users?filter=userName%20like%20%22x%22")).Fault.ShouldBe((400, "invalidFilter"));
        (await okta.Get("Users?filter=password%20eq%20%22x%22")).Fault.ShouldBe((400, "invalidFilter"));
        (await okta.Get("Users?sortBy=password")).Fault.ShouldBe((400, "invalidPath"));
        (await okta.Get($"Users?filter={Uri.EscapeDataString("displayName eq \"'; drop table person; --\"")}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_condition_that_no_longer_holds_changes_nothing()
    {
        using var entra = await Staff();
        var id = await entra.User(Mail("cond"));
        var before = (await entra.Get($"Users/{id}")).ETag!;
        (await entra.Get($"Users/{id}", headers: ("If-None-Match", before))).Status.ShouldBe(304);

        var changed = await entra.Patch($"Users/{id}", """{"op":"replace","path":"title","value":"One"}""", ("If-Match", before));
        (changed.Status, changed.ETag == before).ShouldBe((200, false));
        (await entra.Patch($"Users/{id}", """{"op":"replace","path":"title","value":"Two"}""", ("If-Match", before))).Status.ShouldBe(412);
        (await entra.Put($"Users/{id}", """{"userName":"x@y.example"}""", ("If-Match", before))).Status.ShouldBe(412);
        (await entra.Delete($"Users/{id}", ("If-Match", before))).Status.ShouldBe(412);
        ((string?)(await entra.Get($"Users/{id}")).Json["title"]).ShouldBe("One");
        (await entra.Delete($"Users/{id}", ("If-Match", changed.ETag!))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Groups_give_roles_by_the_mapping_on_the_page_and_take_them_back()
    {
        var owner = await web.AddStaff(StaffRole.Owner, Mail("owner"), "O");
        using var entra = await Directory.OfStaff(web, owner);
        var (mail, other) = (Mail("finn"), Mail("gwen"));
        var (finn, gwen) = (await entra.User(mail), await entra.User(other));
        var name = $"Finance {mail}";
        var group = await entra.Post("Groups", $$"""{"displayName":"{{name}}","members":[{"value":"{{finn}}"}]}""");
        group.Status.ShouldBe(201, group.Text);
        var at = $"Groups/{(string)group.Json["id"]!}";
        (await Member(mail))!.StaffRole.ShouldBe(StaffRole.Marketing, "a group says nothing until it is given a role");
        (await entra.Post("Groups", $$"""{"displayName":"{{name}}"}""")).Fault.ShouldBe((409, "uniqueness"));

        await Map(owner, Guid.Parse((string)group.Json["id"]!), nameof(StaffRole.Finance));
        (await Member(mail))!.StaffRole.ShouldBe(StaffRole.Finance);
        (await entra.Patch(at, $$"""{"op":"Add","path":"members","value":[{"value":"{{gwen}}"}]}""")).Status.ShouldBe(200);
        (await Member(other))!.StaffRole.ShouldBe(StaffRole.Finance);
        ((string?)(await entra.Get($"Users/{gwen}")).Json["groups"]![0]!["display"]).ShouldBe(name);
        (await entra.Get("Groups?excludedAttributes=members")).Json["Resources"]!.AsArray().ShouldAllBe(g => g!["members"] == null);
        ((int)(await entra.Get($"Groups?filter={Uri.EscapeDataString($"members.value eq \"{gwen}\"")}")).Json["totalResults"]!).ShouldBe(1);

        (await entra.Patch(at, $$"""{"op":"Remove","path":"members[value eq \"{{gwen}}\"]"}""")).Status.ShouldBe(200);
        ((await Member(other))!.StaffRole, (await Member(mail))!.StaffRole).ShouldBe((StaffRole.Marketing, StaffRole.Finance));
        (
            await entra.Patch(at, """{"op":"add","path":"members","value":[{"value":"00000000-0000-0000-0000-000000000001"}]}""")
        ).Fault.ShouldBe((400, "invalidValue"));
        (await entra.Delete(at)).Status.ShouldBe(204);
        (await Member(mail))!.StaffRole.ShouldBe(StaffRole.Marketing);
        (await Mapped(owner, Guid.CreateVersion7(DateTimeOffset.UnixEpoch), nameof(StaffRole.Owner))).Problem.ShouldNotBeNull(
            "nobody becomes an owner by a group"
        );
    }

    [Fact]
    public async Task Many_changes_in_one_request_name_each_other_and_stop_after_so_many_faults()
    {
        using var okta = await Staff();
        var (one, two) = (Mail("bulk"), Mail("bulk"));
        var sent = await okta.Post(
            "Bulk",
            $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
              {"method":"POST","path":"/Groups","bulkId":"g","data":{"displayName":"Team {{one}}","members":[{"value":"bulkId:u"}]} },
              {"method":"POST","path":"/Users","bulkId":"u","data":{"userName":"{{one}}"} },
              {"method":"PATCH","path":"/Users/bulkId:u","data":{"Operations":[{"op":"add","path":"title","value":"T"}]} },
              {"method":"POST","path":"/Users","bulkId":"again","data":{"userName":"{{one}}"} },
              {"method":"POST","path":"/Groups","bulkId":"h","data":{"displayName":"H {{one}}","members":[{"value":"bulkId:nobody"}]} }
            ]}
            """
        );
        sent.Status.ShouldBe(200, sent.Text);
        var done = sent.Json["Operations"]!.AsArray().ToDictionary(o => (string?)o!["bulkId"] ?? "patch", o => (string)o!["status"]!);
        (done["u"], done["g"], done["patch"], done["again"], done["h"]).ShouldBe(("201", "201", "200", "409", "409"));
        var user = await okta.Get($"Users/{await okta.Find(one)}");
        ((string?)user.Json["title"], (string?)user.Json["groups"]![0]!["display"]).ShouldBe(("T", $"Team {one}"));

        var stopped = await okta.Post(
            "Bulk",
            $$"""
            {"failOnErrors":1,"Operations":[{"method":"POST","path":"/Users","bulkId":"a","data":{"userName":"no address"} },
              {"method":"POST","path":"/Users","bulkId":"b","data":{"userName":"{{two}}"} }]}
            """
        );
        ((string?)stopped.Json["Operations"]![0]!["response"]!["scimType"], stopped.Json["Operations"]!.AsArray().Count).ShouldBe(
            ("invalidValue", 1)
        );
        (await Member(two)).ShouldBeNull();
        var flood = string.Join(',', Enumerable.Repeat("""{"method":"DELETE","path":"/Users/x"}""", ScimBulk.Most + 1));
        (await okta.Post("Bulk", $$"""{"Operations":[{{flood}}]}""")).Status.ShouldBe(413);
    }

    [Fact]
    public async Task It_says_what_it_can_and_answers_nonsense_in_its_own_language()
    {
        using var entra = await Staff();
        var config = (await entra.Get("ServiceProviderConfig")).Json;
        ((bool)config["patch"]!["supported"]!, (bool)config["etag"]!["supported"]!, (int)config["bulk"]!["maxOperations"]!).ShouldBe(
            (true, true, ScimBulk.Most)
        );
        ((int)(await entra.Get("ResourceTypes")).Json["totalResults"]!).ShouldBe(2);
        ((string?)(await entra.Get("ResourceTypes/User")).Json["endpoint"]).ShouldBe("/Users");
        ((string?)(await entra.Get("Schemas/urn:ietf:params:scim:schemas:core:2.0:Group")).Json["name"]).ShouldBe("Group");

        foreach (
            var path in new[]
            {
                "",
                "Nothing/here",
                "Users/not-an-id",
                "Schemas/none",
                $"Groups/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}",
            }
        )
        {
            var none = await entra.Get(path);
            (none.Status, none.Type, (string?)none.Json["status"]).ShouldBe((404, "application/scim+json", "404"), path);
        }
        foreach (var body in new[] { "", "[]", "{", "{\"a\":1,\"a\":2}", new string('[', 200) })
            (await entra.Post("Users", body)).Fault.ShouldBe((400, "invalidSyntax"), body);
        (await entra.Post("Users", "{\"userName\":\"" + new string('x', ScimAnswers.LongestBody) + "\"}")).Status.ShouldBe(413);
    }

    [Fact]
    public async Task What_it_does_stands_in_the_audit_with_its_channel_and_on_the_page_with_its_last_fault()
    {
        var owner = await web.AddStaff(StaffRole.Owner, Mail("owner"), "O");
        using var entra = await Directory.OfStaff(web, owner);
        var mail = Mail("told");
        await entra.User(mail);
        // Later than every fault of other tests.
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        (await entra.Post("Users", $$"""{"userName":"{{mail}}"}""")).Status.ShouldBe(409);

        var sheet = await web.House.Act<DirectoryDesk, DirectorySheetView>(Directory.OwnerActor(owner, web.Corvane), d => d.Show(Ct));
        sheet.LastFault!.Value.What.ShouldStartWith("POST /Users: 409 ");
        sheet.LastCall.ShouldBe(web.Clock.Now);
        sheet.Tokens[0].Name.ShouldBe("Entra ID");
        await using var scope = web.House.As(web.Corvane);
        var entries = await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new(Action: "directory_user.created"), 0, 50, Ct);
        entries.Rows.ShouldContain(e => e.Channel == Channel.Scim);
    }

    private async Task<Directory> Staff() => await Directory.OfStaff(web, await web.AddStaff(StaffRole.Owner, Mail("owner"), "O"));

    private static string Mail(string who) => $"{who}{Interlocked.Increment(ref mails)}@corvane.example";

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonNode list) =>
        list["Resources"]!.AsArray().Select(r => (string)r!["displayName"]!);

    private async Task<MemberCard?> Member(string email, WorkspaceCard? where = null)
    {
        await using var scope = web.House.As(where ?? web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct);
    }

    private Task<Result> Mapped(PersonId owner, Guid group, string role) =>
        web.House.Act<DirectoryDesk, Result>(
            Directory.OwnerActor(owner, web.Corvane),
            d => d.Give(new Dictionary<Guid, string> { [group] = role }, nameof(StaffRole.Marketing), Ct)
        );

    private async Task Map(PersonId owner, Guid group, string role) => (await Mapped(owner, group, role)).Problem.ShouldBeNull();
}
