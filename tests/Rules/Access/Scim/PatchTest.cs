using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Access.Scim;
using Entente.Access.Scim.Patch;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access.Scim;

/// <summary>PATCH as the standard has it, and as Entra ID and Okta really send it.</summary>
public sealed class PatchTest
{
    private const string Ines = """
        {"userName":"ines@kestrelquay.example","displayName":"Ines Calder","active":true,"name":{"givenName":"Ines","familyName":"Calder"},
         "emails":[{"value":"ines@kestrelquay.example","type":"work","primary":true}]}
        """;

    [Theory]
    [InlineData("""{"op":"replace","path":"displayName","value":"I Calder"}""", "displayName", "\"I Calder\"")]
    // Entra ID: capitals, truth as a word.
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""", "active", "\"False\"")]
    // Okta: no path, an object.
    [InlineData("""{"op":"replace","value":{"active":false}}""", "active", "false")]
    [InlineData("""{"op":"Add","path":"emails[type eq \"work\"].value","value":"i@x.example"}""", "emails[0].value", "\"i@x.example\"")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"other\"].value","value":"o@x.example"}""", "emails[1].type", "\"other\"")]
    [InlineData(
        """{"op":"Add","value":{"name.givenName":"Inés","emails[type eq \"work\"].value":"n@x.example"}}""",
        "name.givenName",
        "\"Inés\""
    )]
    [InlineData(
        """{"op":"Add","value":{"name.givenName":"Inés","emails[type eq \"work\"].value":"n@x.example"}}""",
        "emails[0].value",
        "\"n@x.example\""
    )]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Head"}""", "title", "\"Head\"")]
    [InlineData("""{"op":"replace","path":"name","value":{"familyName":"Voss"}}""", "name.givenName", "\"Ines\"")]
    [InlineData("""{"op":"remove","path":"name.givenName"}""", "name.givenName", null)]
    [InlineData("""{"op":"remove","path":"title"}""", "title", null)]
    [InlineData("""{"OP":"add","PATH":"DISPLAYNAME","VALUE":"Shout"}""", "displayName", "\"Shout\"")]
    // What the standard has and we do not keep does no harm.
    [InlineData(
        """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"X"}""",
        "displayName",
        "\"Ines Calder\""
    )]
    [InlineData("""{"op":"replace","value":{"id":"77","phoneNumbers":[{"value":"1"}],"unheardOf":1,"title":"T"}}""", "title", "\"T\"")]
    public void It_does_what_is_asked(string operation, string at, string? then) =>
        At(Apply(Ines, operation, ResourceShape.User).Value, at)?.ToJsonString(Plain).ShouldBe(then ?? "null");

    [Theory]
    [InlineData("""{"op":"move","path":"title"}""", "scim.invalidSyntax")]
    [InlineData("""{"op":"replace","path":"emails[type","value":"x"}""", "scim.invalidPath")]
    [InlineData("""{"op":"replace","path":"unheardOf","value":"x"}""", "scim.invalidPath")]
    [InlineData("""{"op":"replace","path":"name.unheardOf","value":"x"}""", "scim.invalidPath")]
    [InlineData("""{"op":"replace","path":"id","value":"x"}""", "scim.mutability")]
    [InlineData("""{"op":"add","path":"groups","value":[]}""", "scim.mutability")]
    [InlineData("""{"op":"remove"}""", "scim.noTarget")]
    [InlineData("""{"op":"replace","path":"emails[value co \"nobody\"].type","value":"x"}""", "scim.noTarget")]
    [InlineData("""{"op":"replace","value":"x"}""", "scim.invalidValue")]
    [InlineData("""7""", "scim.invalidSyntax")]
    public void What_cannot_be_done_is_refused_by_its_name(string operation, string code) =>
        Apply(Ines, operation, ResourceShape.User).Problem.ShouldNotBeNull().Code.ShouldBe(code);

    [Fact]
    public void Members_come_and_go_one_by_one_in_each_of_the_spellings()
    {
        var group = """{"displayName":"Sellers","members":[{"value":"a"},{"value":"b"},{"value":"c"}]}""";

        Members("""{"op":"remove","path":"members[value eq \"b\"]"}""").ShouldBe("a c");
        // Entra ID: the members to remove stand in the value; all the others stay.
        Members("""{"op":"Remove","path":"members","value":[{"value":"a"},{"value":"nobody"}]}""").ShouldBe("b c");
        Members("""{"op":"add","path":"members","value":[{"value":"c"},{"value":"d"}]}""").ShouldBe("a b c d");
        Members("""{"op":"replace","path":"members","value":[{"value":"d"}]}""").ShouldBe("d");
        Members("""{"op":"remove","path":"members"}""").ShouldBe("");
        // Okta: a name without a path, with the id beside it.
        Apply(group, """{"op":"replace","value":{"id":"g1","displayName":"Closers"}}""", ResourceShape.Group).Value["displayName"]!
            .GetValue<string>()
            .ShouldBe("Closers");

        string Members(string operation) =>
            string.Join(
                ' ',
                ((JsonArray)Apply(group, operation, ResourceShape.Group).Value["members"]!).Select(m => m!["value"]!.GetValue<string>())
            );
    }

    [Fact]
    public void Either_all_operations_are_done_or_none()
    {
        var present = (JsonObject)JsonNode.Parse(Ines)!;
        var body = JsonNode.Parse(
            """{"Operations":[{"op":"replace","path":"title","value":"T"},{"op":"replace","path":"id","value":"x"}]}"""
        )!;
        ResourcePatch.Apply(present, (JsonObject)body, ResourceShape.User).Ok.ShouldBeFalse();
        present.ToJsonString().ShouldBe(JsonNode.Parse(Ines)!.ToJsonString());
    }

    [Fact]
    public void Whatever_the_paths_and_values_it_answers_and_nothing_is_in_the_result_that_we_do_not_keep()
    {
        var parts = Gen.Elements(
            "emails",
            "name",
            "id",
            "title",
            "active",
            "[type eq \"work\"]",
            ".value",
            ".givenName",
            "urn:x:",
            "]",
            "members",
            ""
        );
        var values = Gen.Elements(
            "null",
            "1",
            "true",
            "\"x\"",
            "[]",
            "{}",
            "[1,\"a\",{}]",
            "{\"value\":null}",
            "[[{}]]",
            "{\"givenName\":{\"a\":1}}"
        );
        var operations =
            from op in Gen.Elements("add", "Replace", "remove")
            from one in parts
            from two in parts
            from value in values
            select $$"""{"op":"{{op}}","path":{{System.Text.Json.JsonSerializer.Serialize(one + two)}},"value":{{value}}}""";
        Prop.ForAll(
                operations.ToArbitrary(),
                operation =>
                {
                    var done = Apply(Ines, operation, ResourceShape.User);
                    if (done.Ok)
                        UserInput.Read(ResourceShape.User.Tidy(done.Value));
                    return !done.Ok || done.Value.All(p => ResourceShape.User.Kept(p.Key) == p.Key);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"userName":"ines@kestrelquay.example","active":"False"}""", "ines@kestrelquay.example", false)]
    [InlineData(
        """{"userName":"ines","emails":[{"value":"a@home.example","type":"home"},{"value":"b@work.example","type":"WORK"}]}""",
        "b@work.example",
        true
    )]
    [InlineData("""{"userName":"ines","emails":["only@x.example"]}""", "only@x.example", true)]
    [InlineData("""{"userName":"ines"}""", null, true)]
    [InlineData("""{"userName":"a@b.example","active":"perhaps"}""", null, true)]
    [InlineData("""{"emails":[{"value":"a@b.example"}]}""", null, true)]
    public void The_work_address_is_the_one_to_sign_in_with(string user, string? email, bool active)
    {
        var read = UserInput.Read(ResourceShape.User.Tidy((JsonObject)JsonNode.Parse(user)!));
        (read.Ok ? read.Value.Email : null).ShouldBe(email);
        if (read.Ok)
            read.Value.Active.ShouldBe(active);
    }

    [Fact]
    public void Of_several_groups_the_role_counts_that_may_do_most_whatever_their_order_and_none_makes_an_owner()
    {
        GroupRoles.Offered(MemberSide.Staff).ShouldNotContain(r => r.Staff == StaffRole.Owner);
        var all = GroupRoles.Offered(MemberSide.Staff);
        Prop.ForAll(
                Gen.Elements(all.ToArray()).ListOf().Select(l => l.ToList()).ToArbitrary(),
                given =>
                {
                    var role = GroupRoles.Of(MemberSide.Staff, given, all[^1]);
                    var turned = GroupRoles.Of(MemberSide.Staff, [.. Enumerable.Reverse(given)], all[^1]);
                    return role == turned && (given.Count == 0 ? role == all[^1] : given.Contains(role));
                }
            )
            .QuickCheckThrowOnFailure();
        GroupRoles.Of(MemberSide.Staff, [all[^1], all[0]], all[^1]).Staff.ShouldBe(StaffRole.Admin);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static Platform.Values.Result<JsonObject> Apply(string resource, string operation, ResourceShape shape) =>
        ResourcePatch.Apply(
            (JsonObject)JsonNode.Parse(resource)!,
            (JsonObject)JsonNode.Parse($$"""{"Operations":[{{operation}}]}""")!,
            shape
        );

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
            node = int.TryParse(part, out var index) ? node?[index] : node?[part];
        return node;
    }
}
