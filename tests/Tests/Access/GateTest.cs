using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Default deny: who may reach what, and what everybody else reads instead.</summary>
public sealed class GateTest(WebHouse web) : IClassFixture<WebHouse>
{
    // The toy room's: proves that what says nothing is closed.
    private const string Silent = "/w/{slug}/toys/silent";

    [Fact]
    public void Every_page_and_endpoint_says_who_may_ask()
    {
        var silent = web
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            // The framework's own; they stay closed, see below.
            .Where(e =>
                !e.RoutePattern.RawText!.Contains("_framework", StringComparison.Ordinal) && e.RoutePattern.RawText != "{**path:file}"
            )
            .Where(e => e.Metadata.GetMetadata<IAccessRule>() is null && e.RoutePattern.RawText != Silent)
            .Select(e => e.RoutePattern.RawText)
            .Distinct();
        silent.ShouldBeEmpty(string.Join(' ', silent));
    }

    [Fact]
    public void Staff_pages_lie_under_a_workspace_and_name_a_permission_that_exists()
    {
        foreach (var page in Pages())
        {
            var route = page.RoutePattern.RawText!;
            switch (page.Metadata.GetMetadata<IAccessRule>())
            {
                case StaffAttribute staff:
                    route.ShouldStartWith("/w/{Slug}", Case.Insensitive);
                    if (staff.Permission is { } permission)
                        Permissions.All.ShouldContain(permission, route);
                    break;
                case PartnerSideAttribute:
                    route.ShouldStartWith("/w/{Slug}/portal", Case.Insensitive);
                    break;
                case ByLinkAttribute:
                    (
                        route.StartsWith("/r/", StringComparison.Ordinal)
                        || route.StartsWith("/s/", StringComparison.Ordinal)
                        || route.StartsWith("/in/", StringComparison.Ordinal)
                        || route.StartsWith("/c/", StringComparison.Ordinal)
                        || route.StartsWith("/l/", StringComparison.Ordinal)
                    ).ShouldBeTrue(route);
                    break;
            }
        }
    }

    [Fact]
    public async Task A_page_without_a_rule_does_not_exist()
    {
        using var maren = await web.Staff();
        (await maren.Get("/_framework/opaque-redirect?url=/w/corvane")).Status.ShouldBe(404);
        (await maren.Get(Silent.Replace("{slug}", "corvane", StringComparison.Ordinal))).Status.ShouldBe(404);
        (await maren.Get("/w/corvane/nowhere")).Heading.ShouldBe("Nothing here");
        (await maren.Get("/nowhere")).Status.ShouldBe(404);
        (await maren.Get("/nowhere.css")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Staff_without_the_permission_are_told_and_partners_find_nothing_there()
    {
        using var sales = await web.Staff(StaffRole.Sales, "sam.sale@corvane.example", "Sam Sale");
        var refused = await sales.Get("/w/corvane/mail");
        refused.Status.ShouldBe(403);
        refused.Words.ShouldContain("Your role does not include it");
        (await sales.Get("/w/corvane/portal")).Status.ShouldBe(403);

        using var ines = await web.PartnerPerson(Ids.New<PartnerId>(web.Clock.Now));
        foreach (var path in (string[])["today", "mail", "audit"])
            (await ines.Get("/w/corvane/" + path)).Status.ShouldBe(404, path);
        (await ines.Open("/w/corvane/portal")).Text.ShouldNotContain("/w/corvane/audit");
    }

    [Fact]
    public async Task What_the_gate_turns_away_is_written_down_without_the_address_itself()
    {
        using var sales = await web.Staff(StaffRole.Sales, "sam.log@corvane.example", "Sam Log");
        using var guest = web.Guest();
        var seen = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Name == "entente.access.refused")
                    to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => seen.Enqueue(string.Join(' ', tags.ToArray().Select(t => t.Value))));
        listener.Start();

        await sales.Get("/w/corvane/mail?search=secret-word");
        await guest.Get("/in/corvane.secret-token");
        await guest.Get("/api/v1/registrations");
        await sales.Open("/w/corvane/today");
        await guest.Get("/w/corvane/sign-in");

        // Other classes' servers measure beside this one.
        var ours = seen.ToList();
        ours.ShouldContain(s => s.StartsWith("403 /w/{Slug}/mail Staff " + web.Corvane.Id.Value));
        ours.ShouldContain(s => s.StartsWith("410 /in/{"), string.Join("; ", ours));
        ours.ShouldContain(s => s.StartsWith("401 /api/v1/registrations Nobody"));
        ours.ShouldNotContain(s => s.Contains("secret"));
        ours.ShouldNotContain(s => s.Contains("/today") || s.Contains("/sign-in"));
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_says_so_instead_of_losing_it()
    {
        using var guest = web.Guest();
        var answer = await guest.Post("/w/corvane/today", ("a", "b"));
        answer.Status.ShouldBe(401);
        answer.Heading.ShouldBe("You are signed out");
    }

    [Fact]
    public async Task A_form_without_its_check_is_refused_with_a_sentence()
    {
        using var guest = web.Guest();
        var answer = await guest.Post("/w/corvane/sign-in", ("_handler", "sign-in"), ("Input.Email", "a@b.example"));
        answer.Status.ShouldBe(400);
        answer.Words.ShouldContain("Nothing was saved");
    }

    [Fact]
    public async Task Who_posts_too_often_is_asked_to_wait_and_may_still_read()
    {
        await using var alone = new OneWebHouse(web.House.AppConnection, web.Clock, publicPostsPerMinute: 3);
        using var guest = new WebVisitor(new(await alone.Start()));
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
            statuses.Add((await guest.Post("/w/corvane/sign-in", ("_handler", "sign-in"))).Status);
        statuses[^1].ShouldBe(429);
        statuses[..^1].ShouldNotContain(429);
        (await guest.Get("/w/corvane/sign-in")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_and_inline_code_and_pages_are_not_kept()
    {
        using var guest = web.Guest();
        foreach (var path in (string[])["/w/corvane/sign-in", "/nowhere", "/w/corvane/brand.css", "/_content/Entente.Ui/entente.css"])
        {
            var answer = await guest.Get(path);
            answer.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'; script-src 'self'", Case.Sensitive, path);
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        }
        var page = await guest.Open("/w/corvane/sign-in");
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.Headers["Speculation-Rules"].ShouldBe("\"/speculation.json\"");
        page.Document.QuerySelectorAll("script:not([src]), style, [style], [onclick]").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_style_sheet_and_the_brand_are_there()
    {
        using var guest = web.Guest();
        var page = await guest.Open("/w/corvane/sign-in");
        foreach (var link in page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]"))
        {
            var asset = await guest.Open(link.GetAttribute("href") ?? link.GetAttribute("src")!);
            asset.Text.ShouldNotBeEmpty(link.OuterHtml);
        }
        (await guest.Open("/w/corvane/brand.css")).Text.ShouldContain("--brand-h: 178");
        (await guest.Open("/speculation.json")).Headers["Content-Type"].ShouldContain("speculationrules");
    }

    [Fact]
    public async Task Link_checkers_get_an_answer_to_head()
    {
        using var guest = web.Guest();
        var head = await guest.Send(HttpMethod.Head, "/w/corvane/sign-in", null);
        (head.Status, head.Text).ShouldBe((200, ""));
        (await guest.Send(HttpMethod.Head, "/nowhere", null)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Head_on_a_link_answers_like_get_and_uses_nothing_up()
    {
        var id = await web.AddStaff(StaffRole.Sales, "head@corvane.example", "Hedda Lund");
        string link;
        await using (var scope = web.House.As(web.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            link = new Uri(await access.IssueLink(LinkKind.SignIn, id, null, null, web.Clock.Now.AddHours(1))).PathAndQuery;
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        using var guest = web.Guest();

        var head = await guest.Send(HttpMethod.Head, link, null);

        (head.Status, head.Text).ShouldBe((200, ""));
        head.Headers["Content-Type"].ShouldStartWith("text/html");
        (await guest.Send(HttpMethod.Head, link + "x", null)).Status.ShouldBe(410);
        (await guest.Get(link, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503, "a browser that asks ahead is still refused");
        (await guest.Submit(link)).Status.ShouldBe(303, "and the link is as good as before");
    }

    [Fact]
    public async Task Programs_get_a_problem_instead_of_a_page()
    {
        using var guest = web.Guest();
        var answer = await guest.Get("/nowhere", ("Accept", "application/json"));
        answer.Headers["Content-Type"].ShouldContain("application/problem+json");
        (await guest.Get("/hooks/nowhere/1", ("Accept", "*/*"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_link_stands_for_its_partner_until_it_is_revoked()
    {
        var partner = Ids.New<PartnerId>(web.Clock.Now);
        var person = await web.AddPartnerPerson(partner, PartnerRole.Seller, "link@kestrelquay.example", "Ines Link");
        string token;
        await using (var scope = web.House.As(web.Corvane))
        {
            var url = await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .IssueLink(LinkKind.Register, person, partner, null, web.Clock.Now.AddDays(30));
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
            token = url[(url.IndexOf('.', url.IndexOf("/r/", StringComparison.Ordinal)) + 1)..];
        }

        var (visit, known) = await ByLink(LinkKind.Register, token);
        visit.Good.ShouldBeTrue();
        (known!.Kind, known.Partner, known.Person, known.Channel).ShouldBe((ActorKind.Partner, partner, person, Channel.Link));
        known.Permissions.ShouldBe(PartnerRights.Of(PartnerRole.Seller), "their role's rights, through a link as through a session");
        (await ByLink(LinkKind.Follow, token)).Visit.State.ShouldBe(LinkState.Unknown);
        new PartnerSideAttribute().Judge(known, visit).ShouldBe(Verdict.NotFound);
        new ByLinkAttribute(LinkKind.Register).Judge(known, visit).ShouldBe(Verdict.Allow);
        new ByLinkAttribute(LinkKind.Follow).Judge(known, visit).ShouldBe(Verdict.LinkGone);

        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(person);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        var (after, nobody) = await ByLink(LinkKind.Register, token);
        (after.State, nobody).ShouldBe((LinkState.Revoked, null));
    }

    private async Task<(LinkVisit Visit, Actor? Known)> ByLink(LinkKind kind, string token)
    {
        await using var scope = web.House.As(Actor.Guest(web.Corvane.Id));
        return await scope.ServiceProvider.GetRequiredService<Identities>().ByLink(kind, token, default);
    }

    private IEnumerable<RouteEndpoint> Pages() =>
        web
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);
}
