using Entente.Access;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Limits of a policy, from the editor to what partners read. In a house of its own: what it publishes stays.</summary>
public sealed class PolicyLimitsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/w/corvane/settings/policy";

    [Fact]
    public async Task Proof_places_and_evidence_are_set_for_some_registrations_refused_where_they_contradict_and_read_by_partners()
    {
        var story = await RegistrationStory.In(web.House);
        var staff = await web.Staff(StaffRole.RevOps, "limits@corvane.example");
        await staff.Submit(Root + "/draft", ("_handler", "begin"));
        async Task<WebPage> Put(string name, params (string, string)[] fields) =>
            await staff.Submit(await staff.Open(Root + "/draft/rule"), [("Input.Name", name), ("Input.Products", "Limited"), .. fields]);

        (await Put("Wrong", ("Input.PlacesEach", "none"))).Document.QuerySelector("#input-placeseach-error").ShouldNotBeNull();
        (await Put("Wrong", ("Input.EvidenceTakes", "5"))).Document.QuerySelector("#input-evidencedays-error").ShouldNotBeNull();
        var all = await Put(
            "Limited",
            ("Input.Proof", "2"),
            ("Input.PlacesEach", "30"),
            ("Input.PlacesInAll", "20"),
            ("Input.Beyond", "refuse"),
            ("Input.EvidenceDays", "30"),
            ("Input.EvidenceTakes", "10")
        );
        all.Status.ShouldBe(303, all.Text);
        var draft = await staff.Open(Root + "/draft");
        draft.Words.ShouldContain("No partner can hold 30 where all together may hold 20");
        (await staff.Submit(draft, ("_handler", "publish"))).Status.ShouldBe(422);
        var rule = await staff.Open(Root + "/draft/rule?name=Limited");
        rule.Document.QuerySelector("[name='Input.EvidenceTakes']")!.GetAttribute("value").ShouldBe("10");
        (await staff.Submit(rule, ("Input.PlacesEach", "5"))).Status.ShouldBe(303);
        var published = await staff.Submit(await staff.Open(Root + "/draft"), ("_handler", "publish"));
        published.Status.ShouldBe(303, published.Text);

        const string sentence =
            "Registrations for the product “Limited”: needs 2 files as proof; ends 10 days sooner after every 30 days without evidence; "
            + "at most 5 protected at once for each partner and 20 in all, beyond that none is approved.";
        (await staff.Open(Root + "/history")).Words.ShouldContain(sentence);
        (await web.Guest().Open(await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register) + "/rules")).Words.ShouldContain(
            sentence
        );
    }
}
