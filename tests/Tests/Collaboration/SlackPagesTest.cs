using System.Net.Http.Headers;
using Entente.Access;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>An admin connects the vendor's own app, people link their accounts, and over HTTP only Slack is heard.</summary>
public sealed class SlackPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Settings = "/w/corvane/settings/slack";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_connects_by_the_manifest_the_keys_and_consent_and_ends_it()
    {
        await using var slack = await Slack();
        using var admin = await web.Staff();
        (await admin.Open(Settings)).Words.ShouldContain("/hooks/corvane/slack/events");
        var unfit = await admin.Submit(Settings, ("ClientId", ""), ("ClientSecret", ""), ("SigningSecret", "kept?"));
        unfit.Status.ShouldBe(422);
        unfit.Text.ShouldNotContain("kept?");

        await Keys(admin, slack);
        var connect = await admin.Open(Settings + "/connect");
        var consent = new Uri(
            connect.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Single(h => h.Contains("/oauth/v2/authorize"))
        );
        consent.GetLeftPart(UriPartial.Authority).ShouldBe(slack.Origin);
        var state = consent.Query.Split("state=")[1];

        // Another session cannot come back with it, nor a second time.
        using var other = await web.Staff(email: "otto@corvane.example", name: "Otto Ende");
        (await other.Get($"{Settings}/callback?state={state}&code=good-code")).Status.ShouldBe(409);
        (await admin.Get($"{Settings}/callback?state={state}&code=good-code")).Location.ShouldBe(Settings);
        (await admin.Get($"{Settings}/callback?state={state}&code=good-code")).Status.ShouldBe(409);
        var connected = await admin.Open(Settings);
        connected.Words.ShouldContain("Connected");
        foreach (var secret in (string[])[SlackStandIn.ClientSecret, SlackStandIn.SigningSecret, SlackStandIn.Token])
            connected.Text.ShouldNotContain(secret);

        (await admin.Submit(connected, ("_handler", "disconnect"))).Status.ShouldBe(303);
        slack.Asked.ShouldContain(a => a.Method == "auth.revoke");
        (await admin.Open(Settings)).Words.ShouldContain("Disconnected");
    }

    [Fact]
    public async Task Over_HTTP_everything_that_is_not_from_Slack_gets_one_answer()
    {
        await using var slack = await Slack();
        using var admin = await web.Staff();
        await Keys(admin, slack);
        using var guest = web.Guest();
        var good = slack.Signed("application/json", """{"type":"url_verification","challenge":"c-1"}""");
        var answers = new List<(int, string)>();
        foreach (
            var (path, raw) in new[]
            {
                ("/hooks/corvane/slack/events", good with { Signature = "v0=" + new string('0', 64) }),
                ("/hooks/corvane/slack/actions", slack.Signed("application/json", "{}", old: TimeSpan.FromMinutes(6))),
                ("/hooks/corvane/slack/commands", good with { Body = "{}"u8.ToArray() }),
                // Another workspace, which has no app at all.
                ("/hooks/halden/slack/events", good),
                ("/hooks/corvane/slack/events", slack.Signed("application/json", new string(' ', (1 << 20) + 1))),
            }
        )
            answers.Add(await Send(guest, path, raw));
        answers.Distinct().ShouldHaveSingleItem().ShouldBe((401, "Not from Slack."));
        (await Send(guest, "/hooks/corvane/slack/events", good)).ShouldBe((200, "c-1"));
        (await guest.Get("/hooks/corvane/slack/events")).Status.ShouldNotBe(200);
    }

    [Fact]
    public async Task Whoever_signs_in_says_that_a_Slack_account_is_theirs_once()
    {
        await using var slack = await Slack();
        using var admin = await web.Staff();
        await Keys(admin, slack);
        var connect = await admin.Open(Settings + "/connect");
        var state = connect
            .Document.QuerySelectorAll("a")
            .Select(a => a.GetAttribute("href")!)
            .Single(h => h.Contains("state="))
            .Split("state=")[1];
        (await admin.Get($"{Settings}/callback?state={state}&code=good-code")).Status.ShouldBe(303);

        // An address that nobody here has.
        var user = slack.User("private@elsewhere.example", "Maren’s phone");
        await web.Services.GetRequiredService<TakeSlack>().Run(web.Corvane.Id, slack.Command("/entente", "me", user, "C0ANY"), Ct);
        await web.Work();
        var told = slack.Said.Last(s => s.Only == user).Everything;
        var link = new Uri(System.Text.RegularExpressions.Regex.Match(told, "http://[^\"]+/slack/link/[^\"]+").Value).PathAndQuery;

        using var guest = web.Guest();
        (await guest.Get(link)).Location!.ShouldContain("sign-in");
        var page = await admin.Open(link);
        page.Words.ShouldContain("Maren’s phone");
        (await admin.Submit(page, ("_handler", "link"))).Words.ShouldContain("Linked");
        (await admin.Get(link)).Status.ShouldBe(404);

        await using var scope = web.House.As(web.Corvane);
        var member = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<SlackMember>().SingleAsync(m => m.UserId == user, Ct);
        var maren = await scope.ServiceProvider.GetRequiredService<AccessApi>().Member("maren.voss@corvane.example", Ct);
        member.Linked.ShouldBe(maren!.Person.Id);
        (await admin.Open("/w/corvane/me/notifications")).Text.ShouldContain("Slack and here");
    }

    [Fact]
    public async Task Only_who_looks_after_it_opens_the_page()
    {
        using var manager = await web.Staff(StaffRole.PartnerManager, "pm@corvane.example", "Pia Mann");
        (await manager.Get(Settings)).Status.ShouldBe(403);
    }

    private async Task<SlackStandIn> Slack()
    {
        var slack = new SlackStandIn(web.Clock);
        await slack.Start();
        return slack;
    }

    private static async Task Keys(WebVisitor admin, SlackStandIn slack)
    {
        var kept = await admin.Submit(
            Settings,
            ("ClientId", SlackStandIn.ClientId),
            ("ClientSecret", SlackStandIn.ClientSecret),
            ("SigningSecret", SlackStandIn.SigningSecret),
            ("Origin", slack.Origin)
        );
        kept.Status.ShouldBe(303, kept.Text);
    }

    private static async Task<(int, string)> Send(WebVisitor visitor, string path, RawSlack raw)
    {
        using var body = new ByteArrayContent(raw.Body);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(raw.ContentType);
        var answer = await visitor.Send(
            HttpMethod.Post,
            path,
            body,
            ("X-Slack-Request-Timestamp", raw.Timestamp!),
            ("X-Slack-Signature", raw.Signature!)
        );
        return (answer.Status, answer.Text);
    }
}
