using System.Text.Json;
using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>Passkeys: added, asked for, used to sign in; every challenge belongs to one browser and is answered once.</summary>
public sealed class PasskeyTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Today = "/w/corvane/today";
    private const string SignIn = "/w/corvane/sign-in/passkey";
    private const string Prove = "/w/corvane/factor/prove";
    private static int people;
    private readonly string email = $"key{Interlocked.Increment(ref people)}@corvane.example";

    [Fact]
    public async Task A_passkey_is_added_signs_in_by_itself_and_counts_as_both_factors()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator();
        var added = await Add(maren, key, "Work laptop");
        added.Status.ShouldBe(200, added.Text);
        added.Document.QuerySelectorAll("ol.codes code").Length.ShouldBe(10);

        using var later = web.Guest();
        var entered = await Enter(later, key, "?next=%2Fw%2Fcorvane%2Fme");
        entered.Status.ShouldBe(200, entered.Text);
        JsonDocument.Parse(entered.Text).RootElement.GetProperty("to").GetString().ShouldBe("/w/corvane/me");
        (await later.Get(Today)).Status.ShouldBe(200, "nothing more is asked");
        (await later.Get("/w/corvane/settings/keys")).Status.ShouldBe(200, "it is fresh");
        (await later.Open("/w/corvane/me")).Words.ShouldContain("by passkey");
        (await later.Open("/w/corvane/me/factors")).Words.ShouldContain("Work laptop");
        (await later.Open("/w/corvane/me/factors")).Words.ShouldContain("last used");
        (await Audit("person.signed_in")).ShouldContain("passkey");
    }

    [Fact]
    public async Task It_is_the_second_factor_behind_a_mailed_link()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator();
        await Add(maren, key);
        using var later = await web.SignIn(email);
        (await later.Get(Today)).Location!.ShouldStartWith("/w/corvane/factor?next=");
        var options = await Authenticator.Ask(later, Prove + "/ask");
        options.GetProperty("allowCredentials").GetArrayLength().ShouldBe(1);
        options.GetProperty("userVerification").GetString().ShouldBe("required");
        (await Authenticator.PostJson(later, Prove, key.Get(options, web.Url))).Status.ShouldBe(200);
        (await later.Get(Today)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_challenge_of_another_browser_is_no_good()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator();
        await Add(maren, key);
        using var victim = web.Guest();
        using var thief = web.Guest();
        var asked = await Authenticator.Ask(victim, SignIn + "/ask");
        await Authenticator.Ask(thief, SignIn + "/ask");
        var answer = key.Get(asked, web.Url);
        Refused(await Authenticator.PostJson(thief, SignIn, answer)).ShouldBeTrue();
        using var bare = web.Guest();
        Refused(await Authenticator.PostJson(bare, SignIn, answer)).ShouldBeTrue();
        (await Authenticator.PostJson(victim, SignIn, answer)).Status.ShouldBe(200, "in its own browser it is");
    }

    [Fact]
    public async Task A_challenge_is_answered_once_soon_and_for_what_it_was_given()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator();
        await Add(maren, key);
        using var visitor = web.Guest();
        var asked = await Authenticator.Ask(visitor, SignIn + "/ask");
        var cookie = visitor.Cookies.GetAllCookies().Single(c => c.Name == "entente_passkey").Value;
        var answer = key.Get(asked, web.Url);
        (await Authenticator.PostJson(visitor, SignIn, answer)).Status.ShouldBe(200);
        using var replay = web.Guest();
        replay.Cookies.Add(new Uri(web.Url), new System.Net.Cookie("entente_passkey", cookie, "/w/corvane/"));
        Refused(await Authenticator.PostJson(replay, SignIn, answer)).ShouldBeTrue("used");

        asked = await Authenticator.Ask(replay, SignIn + "/ask");
        web.Clock.Advance(TimeSpan.FromMinutes(5.1));
        Refused(await Authenticator.PostJson(replay, SignIn, key.Get(asked, web.Url))).ShouldBeTrue("too late");

        // Given for signing in, used for proving.
        using var linked = await web.SignIn(email);
        asked = await Authenticator.Ask(linked, SignIn + "/ask");
        Refused(await Authenticator.PostJson(linked, Prove, key.Get(asked, web.Url))).ShouldBeTrue("for something else");
        (await linked.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Somebody_else_s_passkey_proves_nothing_for_me()
    {
        using var maren = await web.Staff(email: email);
        using var mine = new Authenticator();
        await Add(maren, mine);
        using var other = await web.Staff(email: "other" + email);
        using var theirs = new Authenticator();
        await Add(other, theirs);
        using var later = await web.SignIn(email);
        var asked = await Authenticator.Ask(later, Prove + "/ask");
        Refused(await Authenticator.PostJson(later, Prove, theirs.Get(asked, web.Url))).ShouldBeTrue();
        (await later.Get(Today)).Status.ShouldBe(303);
        // Nor is it added a second time, to somebody else.
        using var third = await web.Staff(email: "third" + email);
        (await Add(third, theirs)).Status.ShouldBe(409);
    }

    [Fact]
    public async Task What_its_owner_did_not_unlock_what_another_site_asked_and_what_was_copied_lets_nobody_in()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator();
        await Add(maren, key);
        using var visitor = web.Guest();

        key.Unlocked = false;
        Refused(await Enter(visitor, key)).ShouldBeTrue("locked");
        key.Unlocked = true;
        key.Origin = "https://corvane.evil.example";
        Refused(await Enter(visitor, key)).ShouldBeTrue("another site");
        key.Origin = null;
        (await Enter(visitor, key)).Status.ShouldBe(200);
        // A copy made before counts less than the original by now.
        key.Count--;
        Refused(await Enter(visitor, key)).ShouldBeTrue("a copy");
        using var unknown = new Authenticator();
        Refused(await Enter(visitor, unknown)).ShouldBeTrue("unknown");
        foreach (var nonsense in (string[])["", "{}", "null", "[]", "{\"id\":1}", new string('x', 70_000)])
        {
            await Authenticator.Ask(visitor, SignIn + "/ask");
            Refused(await Authenticator.PostJson(visitor, SignIn, nonsense)).ShouldBeTrue(nonsense.Length > 20 ? "long" : nonsense);
        }
    }

    [Fact]
    public async Task An_authenticator_that_is_not_unlocked_is_not_even_added()
    {
        using var maren = await web.Staff(email: email);
        using var key = new Authenticator { Unlocked = false };
        (await Add(maren, key)).Status.ShouldBe(409);
        (await maren.Open("/w/corvane/me/factors")).Words.ShouldContain("No second factor yet");
    }

    [Fact]
    public async Task Who_lost_access_or_has_it_elsewhere_is_not_let_in_and_reads_the_same()
    {
        var id = await web.AddStaff(StaffRole.Sales, email, "Sam Gone");
        using var sam = await web.SignIn(email);
        using var key = new Authenticator();
        await Add(sam, key);
        using var visitor = web.Guest();
        var elsewhere = $"/w/{web.Other.Slug}/sign-in/passkey";
        var there = await Authenticator.Ask(visitor, elsewhere + "/ask");
        var refused = await Authenticator.PostJson(visitor, elsewhere, key.Get(there, web.Url));
        Refused(refused).ShouldBeTrue();
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(id);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        var gone = await Enter(visitor, key);
        (gone.Status, Title(gone)).ShouldBe((refused.Status, Title(refused)));
    }

    [Fact]
    public async Task Only_our_own_script_may_ask()
    {
        using var visitor = web.Guest();
        (await visitor.Post(SignIn + "/ask", ("a", "b"))).Status.ShouldBe(403);
        (await Authenticator.PostJson(visitor, Prove + "/ask", "{}")).Status.ShouldBe(401);
        (await Authenticator.PostJson(visitor, "/w/corvane/factor/passkey/ask", "{}")).Status.ShouldBe(401);
        var asked = await Authenticator.PostJson(visitor, SignIn + "/ask", "{}");
        asked.Headers["Set-Cookie"].ShouldContain("samesite=strict", Case.Insensitive);
        asked.Headers["Set-Cookie"].ShouldContain("httponly", Case.Insensitive);
        JsonDocument.Parse(asked.Text).RootElement.TryGetProperty("allowCredentials", out var allowed).ShouldBeTrue();
        allowed.GetArrayLength().ShouldBe(0, "who is known here does not show");
    }

    private async Task<WebPage> Add(WebVisitor visitor, Authenticator key, string name = "")
    {
        var page = await visitor.Open("/w/corvane/factor/passkey");
        var asked = await Authenticator.Ask(visitor, "/w/corvane/factor/passkey/ask");
        return await visitor.Submit(page, ("Answer", key.Create(asked, web.Url)), ("Name", name));
    }

    private async Task<WebPage> Enter(WebVisitor visitor, Authenticator key, string query = "")
    {
        var asked = await Authenticator.Ask(visitor, SignIn + "/ask");
        return await Authenticator.PostJson(visitor, SignIn + query, key.Get(asked, web.Url));
    }

    private static bool Refused(WebPage answer) =>
        answer.Status == 403 && Title(answer).StartsWith("This passkey did not let you in", StringComparison.Ordinal);

    private static string Title(WebPage answer) => JsonDocument.Parse(answer.Text).RootElement.GetProperty("title").GetString()!;

    private async Task<List<string?>> Audit(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<AuditEntry>().Where(e => e.Action == action).SelectMany(e => e.Values).Select(v => v.After).ToListAsync();
    }
}
