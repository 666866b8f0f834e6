using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Teams.Intake;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>An admin connects the vendor's own bot, people link their accounts, and over HTTP only Teams is heard.</summary>
public sealed class TeamsPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Settings = "/w/corvane/settings/teams";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_keeps_the_keys_takes_the_manifest_and_ends_it()
    {
        await using var teams = await Teams();
        using var admin = await web.Staff();
        (await admin.Open(Settings)).Words.ShouldContain("/hooks/corvane/teams");
        var unfit = await admin.Submit(
            Settings,
            ("ClientId", "my bot"),
            ("Tenant", "corvane"),
            ("Secret", ""),
            ("Origin", "https://evil.example")
        );
        unfit.Status.ShouldBe(422);
        foreach (var words in (string[])["client) id from Entra", "tenant) id from Entra", "client secret from Entra", "Leave it empty"])
            unfit.Words.ShouldContain(words);

        var refused = await Keys(admin, teams, "not the secret");
        refused.Status.ShouldBe(409);
        refused.Words.ShouldContain("copy its value, not its id");
        (await admin.Open(Settings)).Words.ShouldContain("Microsoft refuses us");

        (await Keys(admin, teams)).Status.ShouldBe(303);
        var connected = await admin.Open(Settings);
        connected.Words.ShouldContain("Connected");
        connected.Text.ShouldNotContain(TeamsStandIn.Secret);
        var manifest = JsonNode.Parse((await admin.Get(Settings + "/manifest")).Text)!;
        manifest["manifestVersion"]!.GetValue<string>().ShouldBe("1.16");
        var bot = manifest["bots"]![0]!;
        bot["botId"]!.GetValue<string>().ShouldBe(TeamsStandIn.AppId);
        bot["scopes"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["personal", "team", "groupChat"]);
        var commands = bot["commandLists"]![0]!["commands"]!.AsArray().Select(c => c!["title"]!.GetValue<string>());
        commands.ShouldBe(["register", "deals", "link", "help"]);

        (await admin.Submit(connected, ("_handler", "disconnect"))).Status.ShouldBe(303);
        (await admin.Open(Settings)).Words.ShouldContain("Disconnected");
    }

    [Fact]
    public async Task Over_HTTP_everything_that_is_not_from_Teams_gets_one_answer()
    {
        await using var teams = await Teams();
        using var admin = await web.Staff();
        (await Keys(admin, teams)).Status.ShouldBe(303);
        using var guest = web.Guest();
        var activity = teams.Alone(teams.User("Somebody"), "help");
        var good = teams.Sent(activity);
        var answers = new List<(int, string)>();
        foreach (
            var (path, raw) in new[]
            {
                ("/hooks/corvane/teams", good with { Token = "" }),
                ("/hooks/corvane/teams", teams.Sent(activity, new() { Algorithm = "HS256" })),
                ("/hooks/corvane/teams", good with { Body = "{}"u8.ToArray() }),
                // Another workspace, which has no bot at all.
                ("/hooks/halden/teams", good),
                ("/hooks/corvane/teams", good with { Body = new byte[(1 << 20) + 1] }),
            }
        )
            answers.Add(await Send(guest, path, raw));
        answers.Distinct().ShouldHaveSingleItem().ShouldBe((401, "Not from Teams."));
        (await Send(guest, "/hooks/corvane/teams", good)).ShouldBe((200, "{}"));
    }

    [Fact]
    public async Task Whoever_signs_in_says_that_a_Teams_account_is_theirs_once()
    {
        await using var teams = await Teams();
        using var admin = await web.Staff();
        (await Keys(admin, teams)).Status.ShouldBe(303);
        var user = teams.User("Maren’s phone");
        (await web.Services.GetRequiredService<TakeTeams>().Run(web.Corvane.Id, teams.Sent(teams.Alone(user, "link")), Ct)).ShouldBeNull();
        await web.Work();
        var told = teams.Said.Last(s => s.Conversation == TeamsStandIn.Direct(user)).Everything;
        var link = new Uri(System.Text.RegularExpressions.Regex.Match(told, "http://\\S+/teams/link/\\S+").Value).PathAndQuery;

        using var guest = web.Guest();
        (await guest.Get(link)).Location!.ShouldContain("sign-in");
        var page = await admin.Open(link);
        page.Words.ShouldContain("Maren’s phone");
        (await admin.Submit(page, ("_handler", "link"))).Words.ShouldContain("Linked");
        (await admin.Get(link)).Status.ShouldBe(404);

        await using var scope = web.House.As(web.Corvane);
        var member = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<TeamsMember>()
            .SingleAsync(m => m.AadId == user.AadId, Ct);
        var maren = await scope.ServiceProvider.GetRequiredService<AccessApi>().Member("maren.voss@corvane.example", Ct);
        member.Person.ShouldBe(maren!.Person.Id);
        (await admin.Open("/w/corvane/me/notifications")).Text.ShouldContain("Teams and here");
    }

    [Fact]
    public async Task Only_who_looks_after_it_opens_the_page_and_the_manifest()
    {
        using var manager = await web.Staff(StaffRole.PartnerManager, "pm@corvane.example", "Pia Mann");
        (await manager.Get(Settings)).Status.ShouldBe(403);
        (await manager.Get(Settings + "/manifest")).Status.ShouldBe(403);
    }

    private async Task<TeamsStandIn> Teams()
    {
        var teams = new TeamsStandIn(web.Clock);
        await teams.Start();
        return teams;
    }

    private static Task<WebPage> Keys(WebVisitor admin, TeamsStandIn teams, string secret = TeamsStandIn.Secret) =>
        admin.Submit(
            Settings,
            ("ClientId", TeamsStandIn.AppId),
            ("Tenant", TeamsStandIn.Tenant),
            ("Secret", secret),
            ("Origin", teams.Origin)
        );

    private static async Task<(int, string)> Send(WebVisitor visitor, string path, RawTeams raw)
    {
        using var body = new ByteArrayContent(raw.Body);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        var answer = await visitor.Send(HttpMethod.Post, path, body, ("Authorization", "Bearer " + raw.Token));
        return (answer.Status, answer.Text);
    }
}
