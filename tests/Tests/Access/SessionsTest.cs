using Entente.Access;
using Entente.Access.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>A session lives as long as it is used, and ends when somebody says so.</summary>
public sealed class SessionsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Today = "/w/corvane/today";

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_its_token_is_kept_nowhere()
    {
        using var maren = await web.Staff(email: "cookie@corvane.example");
        var cookie = maren.Cookies.GetAllCookies().Single(c => c.Name == "entente_session");
        cookie.HttpOnly.ShouldBeTrue();

        await using var scope = web.House.As(web.Corvane);
        var kept = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Session>().Select(s => s.TokenHash).ToListAsync();
        kept.ShouldNotContain(h => System.Text.Encoding.UTF8.GetString(h).Contains(cookie.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Use_keeps_it_alive_and_two_weeks_without_end_it()
    {
        using var maren = await web.Staff(email: "sliding@corvane.example");
        for (var i = 0; i < 3; i++)
        {
            web.Clock.Advance(TimeSpan.FromDays(13));
            await maren.Open(Today);
        }
        web.Clock.Advance(TimeSpan.FromDays(15));
        (await maren.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Signing_out_ends_it_for_whoever_kept_the_cookie()
    {
        using var maren = await web.Staff(email: "out@corvane.example");
        var kept = maren.Cookies.GetAllCookies().Single(c => c.Name == "entente_session").Value;
        var me = await maren.Open("/w/corvane/me");
        var out_ = await maren.Submit(me, ("_handler", "out"));
        out_.Location.ShouldBe("/w/corvane/sign-in");

        using var thief = web.Guest();
        (await thief.Get(Today, ("Cookie", "entente_session=" + kept))).Status.ShouldBe(303);
        (await Acts("person.signed_out")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_person_ends_their_other_session_and_nobody_else_s()
    {
        using var laptop = await web.Staff(email: "two@corvane.example");
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = await web.SignIn("two@corvane.example");
        using var other = await web.Staff(email: "three@corvane.example");

        var me = await laptop.Open("/w/corvane/me");
        var sessions = me
            .Document.QuerySelectorAll("button[name=Session]")
            .Select(b => b.GetAttribute("value")!)
            .Where(v => v is not ("all" or "others"))
            .ToList();
        sessions.Count.ShouldBe(2);
        var phones = me
            .Document.QuerySelectorAll("li")
            .Single(l =>
                l.QuerySelector("button[name=Session]") is not null && !l.TextContent.Contains("this browser", StringComparison.Ordinal)
            );
        (await laptop.Submit(me, ("_handler", "end"), ("Session", phones.QuerySelector("button")!.GetAttribute("value")!))).Status.ShouldBe(
            303
        );
        (await phone.Get(Today)).Status.ShouldBe(303);
        (await laptop.Get(Today)).Status.ShouldBe(200);

        var theirs = (await other.Open("/w/corvane/me")).Document.QuerySelector("button[name=Session]")!.GetAttribute("value")!;
        await laptop.Submit(await laptop.Open("/w/corvane/me"), ("_handler", "end"), ("Session", theirs));
        (await other.Get(Today)).Status.ShouldBe(200);

        await laptop.Submit(await laptop.Open("/w/corvane/me"), ("_handler", "end"), ("Session", "all"));
        (await laptop.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task All_the_others_end_at_once_and_the_list_says_how_and_from_where_each_began()
    {
        using var laptop = await web.Staff(email: "others@corvane.example");
        using var phone = await web.SignIn("others@corvane.example");
        using var tablet = await web.SignIn("others@corvane.example");
        var me = await laptop.Open("/w/corvane/me");
        me.Words.ShouldContain("by mailed link, from this machine");
        (await laptop.Submit(me, ("_handler", "end"), ("Session", "others"))).Status.ShouldBe(303);
        (await laptop.Get(Today)).Status.ShouldBe(200);
        (await phone.Get(Today)).Status.ShouldBe(303);
        (await tablet.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Who_is_suspended_is_out_with_the_next_request_and_a_role_taken_away_is_gone_at_once()
    {
        using var sales = await web.Staff(StaffRole.Auditor, "suspended@corvane.example", "Suspended");
        (await sales.Get("/w/corvane/audit")).Status.ShouldBe(200);

        var person = await web.AddStaff(StaffRole.Sales, "suspended@corvane.example", "Suspended");
        (await sales.Get("/w/corvane/audit")).Status.ShouldBe(403);

        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(person);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        (await sales.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_session_of_one_workspace_is_a_stranger_in_another()
    {
        using var maren = await web.Staff(email: "stranger@corvane.example");
        (await maren.Get("/w/halden/today")).Location.ShouldStartWith("/w/halden/sign-in");
    }

    [Fact]
    public async Task One_person_signs_in_once_for_all_their_workspaces()
    {
        using var maren = await web.Staff(email: "both@corvane.example");
        await using (var scope = web.House.As(web.Other))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff("Both@Corvane.example", "Both", StaffRole.Finance);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        (await maren.Get("/w/halden/today")).Status.ShouldBe(200);
        (await maren.Get("/w/halden/audit")).Status.ShouldBe(403);
    }

    private async Task<int> Acts(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new(Action: action), 0, 1, default)).Total;
    }
}
