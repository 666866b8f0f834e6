using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>Signing in through an OpenID provider, over HTTP.</summary>
public sealed class OidcSignInTest(WebHouse web) : IClassFixture<WebHouse>, IAsyncLifetime
{
    private const string Elsewhere = "ines@kestrelquay.example";
    private const string Maren = "maren.voss@corvane.example";
    private OwnOpenIdProvider idp = null!;
    private WebVisitor admin = null!;

    public async ValueTask InitializeAsync()
    {
        idp = await OwnOpenIdProvider.Start();
        // Only so many links go to one address in half an hour.
        web.Clock.Advance(TimeSpan.FromMinutes(31));
        admin = await web.Staff(StaffRole.Owner, "owner@halden.example", "Olive Halden");
        await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        // A member too: only the provider's domains keep its word about her out.
        await web.AddPartnerPerson(new(new Guid("0198a000-0000-7000-8000-000000000001")), PartnerRole.Seller, Elsewhere, "Ines Calder");
        await Remove();
        (await Add(idp.Issuer)).Status.ShouldBe(303);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await idp.DisposeAsync();
    }

    private Task<WebPage> Add(string issuer) =>
        admin.Submit(
            "/w/corvane/settings/sign-in",
            ("Oidc.Name", "Corvane login"),
            ("Oidc.Domains", "corvane.example"),
            ("Oidc.Issuer", issuer),
            ("Oidc.ClientId", OwnOpenIdProvider.ClientId),
            ("Oidc.ClientSecret", OwnOpenIdProvider.Secret)
        );

    [Fact]
    public async Task Staff_sign_in_through_the_vendors_provider()
    {
        using var visitor = web.Guest();
        (await Back(visitor)).Location.ShouldBe("/w/corvane/today");
        (await visitor.Open("/w/corvane/today")).Heading.ShouldBe("Today");
        (await Audit("person.signed_in")).ShouldContain("Oidc: Corvane login");
    }

    public static TheoryData<string, string> Wrongs =>
        new()
        {
            { "nonce", "\"another\"" },
            { "aud", "\"another\"" },
            { "aud", "[\"entente\",\"another\"]" },
            { "azp", "\"another\"" },
            { "iss", "\"https://another.example\"" },
            { "exp", "1" },
            { "iat", "99999999999" },
            { "at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"" },
            { "email_verified", "false" },
            { "email", $"\"{Elsewhere}\"" },
            { "email", "\"nobody@corvane.example\"" },
            { "sub", "\"\"" },
        };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_token_that_is_not_for_this_sign_in_opens_nothing(string claim, string value)
    {
        using var visitor = web.Guest();
        (await Back(visitor, c => c[claim] = JsonNode.Parse(value))).Status.ShouldBe(403);
        (await visitor.Get("/w/corvane/today")).Status.ShouldBe(303);
        (await Audit("sso.refused")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_account_that_was_given_somebodys_address_is_not_that_person_until_an_admin_says_so()
    {
        using var maren = web.Guest();
        (await Back(maren)).Status.ShouldBe(303);
        using var newcomer = web.Guest();
        (await Back(newcomer, c => c["sub"] = "u-2")).Status.ShouldBe(403);
        (await Audit("sso.refused")).ShouldContain(w => w.Contains("another account before"));

        var page = await admin.Open("/w/corvane/settings/sign-in/people?search=maren");
        var form = page.Document.QuerySelector("input[name=Reason]")!.Closest("form")!.QuerySelector("input[name=_handler]")!;
        (await admin.Submit(page, ("_handler", form.GetAttribute("value")!), ("Reason", "A new account, shown on a call"))).Status.ShouldBe(
            303
        );

        (await Back(newcomer, c => c["sub"] = "u-2")).Location.ShouldBe("/w/corvane/today");
        using var old = web.Guest();
        (await Back(old)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Who_has_signed_in_once_is_known_by_their_account_whatever_address_it_has_now()
    {
        using var before = web.Guest();
        (await Back(before)).Status.ShouldBe(303);
        foreach (var address in (string[])["maren.married@corvane.example", Elsewhere])
        {
            using var after = web.Guest();
            (await Back(after, c => c["email"] = address)).Location.ShouldBe("/w/corvane/today", address);
            (await after.Open("/w/corvane/me")).Text.ShouldContain("Maren Voss");
        }
    }

    [Fact]
    public async Task An_account_whose_person_has_left_is_free_for_the_one_the_address_names_now()
    {
        var left = await web.AddStaff(StaffRole.Sales, "leaver@corvane.example", "Lena Leaver");
        using var before = web.Guest();
        (await Back(before, c => (c["sub"], c["email"]) = ("u-9", "leaver@corvane.example"))).Status.ShouldBe(303);
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(left);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        using var gone = web.Guest();
        (await Back(gone, c => (c["sub"], c["email"]) = ("u-9", "leaver@corvane.example"))).Status.ShouldBe(403);

        await web.AddStaff(StaffRole.Sales, "lena.now@corvane.example", "Lena Now");
        using var back = web.Guest();
        (await Back(back, c => (c["sub"], c["email"]) = ("u-9", "lena.now@corvane.example"))).Status.ShouldBe(303);
        (await back.Open("/w/corvane/me")).Text.ShouldContain("Lena Now");
    }

    [Fact]
    public async Task When_the_provider_lets_nobody_in_the_door_at_the_console_still_opens()
    {
        using var maren = web.Guest();
        (await Back(maren)).Status.ShouldBe(303);
        var page = await admin.Open("/w/corvane/settings/sign-in");
        var enforce = page.Document.QuerySelector("button[name=Enforce]")!.GetAttribute("value")!;
        (await admin.Submit(page, ("_handler", "change"), ("Enforce", enforce))).Status.ShouldBe(303);
        string door;
        await using (var scope = web.House.As(web.Corvane))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            var person = (await access.Member(Maren))!.Person.Id;
            door = new Uri(await access.IssueConsoleLink(person, web.Clock.Now.AddDays(1))).PathAndQuery;
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }

        using var inside = web.Guest();
        (await inside.Submit(door, [])).Location.ShouldBe("/w/corvane/today");
        (await inside.Open("/w/corvane/today")).Heading.ShouldBe("Today");

        // Its own workspace's: what another one asks for at its own door stands.
        await using (var scope = web.House.As(web.Other))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(Maren, "Maren Voss", StaffRole.Sales);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        (await inside.Get("/w/halden/today")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_sign_in_that_is_under_way_does_not_outlive_its_provider()
    {
        using var maren = web.Guest();
        idp.Meanwhile = Remove;

        (await Back(maren)).Status.ShouldBe(403);

        (await maren.Get("/w/corvane/today")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Who_came_in_by_a_provider_is_out_when_it_is_removed()
    {
        using var maren = web.Guest();
        (await Back(maren)).Status.ShouldBe(303);
        (await maren.Open("/w/corvane/today")).Heading.ShouldBe("Today");

        await Remove();

        (await maren.Get("/w/corvane/today")).Status.ShouldBe(303);
        (await admin.Get("/w/corvane/today")).Status.ShouldBe(200, "who came in by mail stays");
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_fetched_but_not_for_every_name()
    {
        using var first = web.Guest();
        (await Back(first)).Status.ShouldBe(303);
        idp.Rotate("k2");
        // Just asked: the provider is left in peace for a minute, and then the new key is found.
        using var early = web.Guest();
        (await Back(early)).Status.ShouldBe(403);
        var asked = idp.KeysAsked;
        web.Clock.Advance(TimeSpan.FromMinutes(2));
        using var later = web.Guest();
        (await Back(later)).Status.ShouldBe(303);
        idp.KeysAsked.ShouldBe(asked + 1);
    }

    [Fact]
    public async Task Another_browser_or_a_second_time_gets_nothing()
    {
        using var visitor = web.Guest();
        var back = idp.SignIn(await SsoVisit.Going(visitor, Maren), Maren, web.Clock.Now);
        using var other = web.Guest();
        (await other.Get(back)).Status.ShouldBe(403);
        (await visitor.Get(back)).Status.ShouldBe(303);
        (await visitor.Get(back)).Status.ShouldBe(403);
        (await visitor.Get("/w/corvane/oidc/callback?error=access_denied&state=x")).Status.ShouldBe(403);
        // A provider that names itself as somebody else (mix-up).
        using var mixed = web.Guest();
        var there = idp.SignIn(await SsoVisit.Going(mixed, Maren), Maren, web.Clock.Now);
        (await mixed.Get(there + "&iss=https%3A%2F%2Fanother.example")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_as_itself_is_not_set_up()
    {
        await using var liar = await OwnOpenIdProvider.Start();
        liar.CallsItself = "https://accounts.example";
        var refused = await Add(liar.Issuer);
        refused.Status.ShouldBe(422);
        refused.Document.QuerySelector("#oidc-issuer-error")!.TextContent.ShouldContain("another issuer");
        foreach (
            var address in (string[])["http://10.0.0.1", "https://169.254.169.254", "ftp://x", "https://user:pw@idp.example", "nothing"]
        )
            (await Add(address)).Status.ShouldBe(422, address);
    }

    private async Task Remove()
    {
        var page = await admin.Open("/w/corvane/settings/sign-in");
        if (page.Document.QuerySelector("button[name=Remove]") is { } button)
            await admin.Submit(page, ("_handler", "change"), ("Remove", button.GetAttribute("value")!));
    }

    private async Task<WebPage> Back(WebVisitor visitor, Action<JsonObject>? change = null) =>
        await visitor.Get(idp.SignIn(await SsoVisit.Going(visitor, Maren), Maren, web.Clock.Now, change));

    private async Task<List<string>> Audit(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<AuditEntry>().Where(e => e.Action == action).SelectMany(e => e.Values).Select(v => v.After ?? "").ToListAsync();
    }
}
