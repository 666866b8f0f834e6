using System.Text;
using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Teams.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>Our token goes to Microsoft alone; nobody's words do anything on a card; whatever comes is read without a fall.</summary>
public sealed class TeamsRulesTest
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://smba.trafficmanager.net/amer", true)]
    [InlineData("https://SMBA.trafficmanager.net/teams/", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/emea/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", false)]
    [InlineData("https://evil.example/smba.trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/", false)]
    [InlineData("https://user@smba.trafficmanager.net/emea/", false)]
    [InlineData("https://other.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net/emea/?to=evil", false)]
    [InlineData("//smba.trafficmanager.net/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_Microsofts_own_host_is_sent_a_token(string? address, bool served) =>
        TeamsHosts.Of("").Serves(address).ShouldBe(served);

    [Theory]
    [InlineData("", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://127.0.0.1:5000/path", false)]
    [InlineData("http://me@127.0.0.1:5000", false)]
    [InlineData("nonsense", false)]
    public void Nobody_but_this_machine_stands_in_for_Microsoft(string origin, bool taken) => TeamsHosts.IsOrigin(origin).ShouldBe(taken);

    [Theory]
    [InlineData(200, TeamsFault.None)]
    [InlineData(201, TeamsFault.None)]
    [InlineData(401, TeamsFault.Disconnected)]
    [InlineData(403, TeamsFault.Gone)]
    [InlineData(404, TeamsFault.Gone)]
    [InlineData(412, TeamsFault.Again)]
    [InlineData(429, TeamsFault.Again)]
    [InlineData(502, TeamsFault.Unsure)]
    [InlineData(504, TeamsFault.Unsure)]
    [InlineData(400, TeamsFault.GiveUp)]
    [InlineData(413, TeamsFault.GiveUp)]
    public void What_may_have_been_taken_is_not_asked_again(int status, TeamsFault fault) => TeamsFaults.Of(status).ShouldBe(fault);

    [Theory]
    [InlineData("register lead", TeamsKind.Command, "register", "lead")]
    [InlineData("/Deals DR-1", TeamsKind.Command, "deals", "DR-1")]
    [InlineData("registered already?", TeamsKind.Message, "", "registered already?")]
    public void A_message_that_begins_with_a_command_is_one(string text, TeamsKind kind, string name, string rest)
    {
        var call = Read(Message("a:1", text, "personal"));
        (call.Kind, call.Name, call.Text).ShouldBe((kind, name, rest));
    }

    [Fact]
    public void In_a_thread_no_word_is_a_command_and_nothing_said_to_others_is_to_us()
    {
        var answer = Read(Message("19:c@thread.tacv2;messageid=1", "help us with this", "channel"));
        (answer.Kind, answer.Root, answer.Channel, answer.ToUs).ShouldBe((TeamsKind.Message, "1", "19:c@thread.tacv2", false));
        Read(Message("19:c@thread.tacv2;messageid=2", "help", "channel"))
            .ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(TeamsKind.Message), c => c.Root.ShouldBe("", "it begins the thread itself"));
    }

    [Fact]
    public void What_is_filled_in_comes_back_under_the_names_of_the_form()
    {
        var message = Message("a:1", "", "personal");
        message["value"] = new JsonObject
        {
            ["entente"] = new JsonObject { ["act"] = "register", ["about"] = "deal||" },
            ["company"] = "Harbour",
            ["m.products"] = "A,B",
            ["t.consent"] = "true",
            ["t.other"] = "false",
        };
        var call = Read(message);
        (call.Kind, call.Name).ShouldBe((TeamsKind.Submit, "register"));
        call.Fields.OrderBy(f => f.Key).Select(f => $"{f.Key}={f.Value}").ShouldBe(["company=Harbour", "consent=true", "products=A;B"]);
    }

    [Fact]
    public void The_same_activity_has_the_same_key_and_an_edit_another() =>
        Prop.ForAll(
                (from a in Gen.Choose(1, 50) from b in Gen.Choose(1, 50) select (a, b)).ToArbitrary(),
                g =>
                {
                    var (first, second) = (Message($"a:{g.a}", "x", "personal"), Message($"a:{g.b}", "y", "personal"));
                    var edit = Message($"a:{g.a}", "x", "personal");
                    edit["type"] = "messageUpdate";
                    return (Read(first).Key == Read(second).Key) == (g.a == g.b) && Read(edit).Key != Read(first).Key;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_comes_is_read_without_a_fall() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text =>
                {
                    TeamsReader.Read(Encoding.UTF8.GetBytes(text ?? "")).Key.Length.ShouldBeLessThanOrEqualTo(100);
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobodys_words_are_a_link_or_a_name_on_a_card()
    {
        var card = TeamsNotice
            .Message("[Eve](https://evil.example)", "**Kestrel**", "<at>everyone</at> [press](https://evil.example)", "T", "R")
            .Card;
        // In a text block Teams would look for both.
        card.ToJsonString().ShouldNotContain("\"TextBlock\"");
        card.ToJsonString().ShouldNotContain("entities");
    }

    [Fact]
    public void A_question_of_the_form_is_an_input_with_what_was_written()
    {
        var several = TeamsCards.Input(
            new("products", "Products", null, false, ChatFieldKind.Choices) { Options = [("A", "a"), ("B", "b")] },
            "A;B"
        );
        (several["id"]!.GetValue<string>(), several["value"]!.GetValue<string>()).ShouldBe(("m.products", "A,B"));
        TeamsCards.Input(new("consent", "I may", null, true, ChatFieldKind.Tick))["type"]!.GetValue<string>().ShouldBe("Input.Toggle");
    }

    [Theory]
    [InlineData("19:ba9feb7470794dbeab58e3f72ef20a6e@thread.tacv2", "1700000000000", "2026-03-12T10:00:00.000Z")]
    [InlineData("a:1pL6i0oY3C0K8oAj8", "f:5e2c3b9a-7a7b-4f44-b0f0-111111111111", "")]
    public void What_is_said_has_an_id_that_fits_and_knows_its_channel(string channel, string id, string edited)
    {
        var submission = TeamsSaid.Submission(channel, id, edited);
        submission.Length.ShouldBeLessThanOrEqualTo(64);
        TeamsSaid.In(channel, $"someone:{submission}").ShouldBeTrue();
        TeamsSaid.In(channel + "x", $"someone:{submission}").ShouldBeFalse();
    }

    private static TeamsCall Read(JsonObject activity) => TeamsReader.Read(Encoding.UTF8.GetBytes(activity.ToJsonString()));

    private static JsonObject Message(string conversation, string text, string kind) =>
        new()
        {
            ["type"] = "message",
            ["id"] = "2",
            ["text"] = text,
            ["channelId"] = "msteams",
            ["from"] = new JsonObject { ["id"] = "29:1", ["aadObjectId"] = "aad" },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = kind },
            ["recipient"] = new JsonObject { ["id"] = "28:bot" },
        };
}
