using Entente.Access;
using Entente.Access.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>An authenticator app and recovery codes: set up, asked for, used once, removed.</summary>
public sealed class AppTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Today = "/w/corvane/today";
    private static int people;
    private readonly string email = $"app{Interlocked.Increment(ref people)}@corvane.example";

    [Fact]
    public async Task A_secret_counts_only_once_a_code_confirms_it()
    {
        using var maren = await web.Staff(email: email);
        var page = await maren.Open("/w/corvane/factor/app");
        page.Document.QuerySelector("svg.qr-code path")!.GetAttribute("d")!.Length.ShouldBeGreaterThan(1000);
        page.Document.QuerySelectorAll("[style]").ShouldBeEmpty();
        var wrong = await maren.Submit(page, ("Code", "000000"));
        (wrong.Status, wrong.Document.QuerySelector("#code-error")!.TextContent).ShouldSatisfyAllConditions(
            w => w.Item1.ShouldBe(422),
            w => w.Item2.ShouldContain("That is not the code")
        );
        wrong
            .Document.QuerySelector("[name=Offer]")!
            .GetAttribute("value")
            .ShouldBe(page.Document.QuerySelector("[name=Offer]")!.GetAttribute("value"), "the key that was scanned stays the key");
        (await Credentials()).ShouldBeEmpty();
        using var again = await web.SignIn(email);
        (await again.Get(Today)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task From_then_on_a_link_alone_opens_nothing()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        (await maren.Get(Today)).Status.ShouldBe(200, "who set it up has shown it");
        phone.Codes.Count.ShouldBe(10);

        web.Clock.Advance(TimeSpan.FromMinutes(2));
        using var thief = await web.SignIn(email);
        var led = await thief.Get(Today);
        (led.Status, led.Location).ShouldBe((303, "/w/corvane/factor?next=%2Fw%2Fcorvane%2Ftoday"));
        foreach (
            var path in (string[])
                ["me", "me/factors", "factor/app", "factor/passkey", "factor/set-up", "audit/export.jsonl", "settings/sign-in"]
        )
            (await thief.Get("/w/corvane/" + path)).Location!.ShouldStartWith("/w/corvane/factor?next=", Case.Sensitive, path);
        (await thief.Open("/w/corvane/sign-in")).Words.ShouldContain("One more step");
        (await thief.Post(Today, ("a", "b"))).Status.ShouldBe(401);

        var step = await thief.Open(led.Location!);
        step.Text.ShouldNotContain("/w/corvane/audit", Case.Sensitive, "the frame shows nothing of a member");
        (await thief.Submit(step, ("Code", "123456"))).Status.ShouldBe(422);
        (await thief.Submit(step, ("Code", ""))).Document.QuerySelector("#code-error")!.TextContent.ShouldContain("Type the six digits");
        var entered = await thief.Submit(step, ("Code", phone.Code(web.Clock.Now)));
        entered.Location.ShouldBe(Today);
        (await thief.Get(Today)).Status.ShouldBe(200);
        (await Acts("factor.used")).ShouldBeGreaterThan(0);
        (await Acts("factor.refused")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_code_is_good_once_and_one_step_around_now()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        // The code that confirmed the app is used up as well.
        using var first = await web.SignIn(email);
        (await first.Submit("/w/corvane/factor", ("Code", phone.Code(web.Clock.Now)))).Status.ShouldBe(422);
        web.Clock.Advance(TimeSpan.FromMinutes(2));
        (await first.Submit("/w/corvane/factor", ("Code", phone.Code(web.Clock.Now.AddSeconds(-60))))).Status.ShouldBe(
            422,
            "two steps late"
        );
        (await first.Submit("/w/corvane/factor", ("Code", phone.Code(web.Clock.Now.AddSeconds(60))))).Status.ShouldBe(
            422,
            "two steps early"
        );
        var code = phone.Code(web.Clock.Now.AddSeconds(-30));
        (await first.Submit("/w/corvane/factor", ("Code", code))).Status.ShouldBe(303, "one step late");
        using var second = await web.SignIn(email);
        (await second.Submit("/w/corvane/factor", ("Code", code))).Status.ShouldBe(422, "used");
        (await second.Get(Today)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task The_same_code_sent_twice_at_once_lets_one_in()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var one = await web.SignIn(email);
        using var two = await web.SignIn(email);
        var (a, b) = (await one.Open("/w/corvane/factor"), await two.Open("/w/corvane/factor"));
        var code = phone.Code(web.Clock.Now);
        var both = await Task.WhenAll(one.Submit(a, ("Code", code)), two.Submit(b, ("Code", code)));
        both.Select(p => p.Status).Order().ShouldBe([303, 422]);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_new_ones_replace_the_old()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        using var lost = await web.SignIn(email);
        (await lost.Submit("/w/corvane/factor", ("Code", phone.Codes[0].ToUpperInvariant()))).Status.ShouldBe(303);
        (await lost.Open("/w/corvane/me")).Words.ShouldContain("9 recovery codes left");
        await web.Work();
        (await Mails("A recovery code was used")).ShouldBe(1);
        using var again = await web.SignIn(email);
        (await again.Submit("/w/corvane/factor", ("Code", phone.Codes[0]))).Status.ShouldBe(422);

        var made = await lost.Submit("/w/corvane/me/factors", ("_handler", "codes"));
        var fresh = made.Document.QuerySelectorAll("ol.codes code").Select(c => c.TextContent).ToList();
        fresh.Count.ShouldBe(10);
        (await again.Submit("/w/corvane/factor", ("Code", phone.Codes[1]))).Status.ShouldBe(422);
        (await again.Submit("/w/corvane/factor", ("Code", fresh[1]))).Status.ShouldBe(303);
        (await Acts("factor.codes_made")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Neither_secret_nor_codes_stand_in_the_database_or_the_audit_in_clear()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        var kept = (await Credentials()).Select(c => c.Secret).ToList();
        kept.Count.ShouldBe(11);
        foreach (var secret in (string[])[Convert.ToBase64String(phone.Secret), Convert.ToHexString(phone.Secret), .. phone.Codes])
            kept.Any(k => k.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
        await using var scope = web.House.As(web.Corvane);
        var told = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<AuditValue>().Select(v => v.After).ToListAsync();
        told.Any(v => v != null && v.Contains(phone.Codes[0][..9], StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
    }

    [Fact]
    public async Task Removing_a_factor_asks_for_a_factor_and_takes_the_codes_along()
    {
        using var maren = await web.Staff(email: email);
        var phone = await Phone.SetUp(web, maren);
        web.Clock.Advance(TimeSpan.FromMinutes(16));
        (await maren.Get("/w/corvane/me/factors")).Location.ShouldBe("/w/corvane/factor?next=%2Fw%2Fcorvane%2Fme%2Ffactors");
        (await maren.Submit("/w/corvane/factor?next=/w/corvane/me/factors", ("Code", phone.Code(web.Clock.Now)))).Location.ShouldBe(
            "/w/corvane/me/factors"
        );
        var page = await maren.Open("/w/corvane/me/factors");
        var handler = page
            .Document.QuerySelectorAll("input[name=_handler]")
            .Select(i => i.GetAttribute("value")!)
            .Single(v => v.StartsWith("remove-", StringComparison.Ordinal));
        (await maren.Submit(page, ("_handler", handler))).Status.ShouldBe(303);
        (await Credentials()).ShouldBeEmpty();
        await web.Work();
        (await Mails("was removed from your sign-in")).ShouldBe(1);
        using var free = await web.SignIn(email);
        (await free.Get(Today)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_factor_is_named_by_its_owner_and_never_by_somebody_else()
    {
        using var maren = await web.Staff(email: email);
        await Phone.SetUp(web, maren);
        using var other = await web.Staff(email: "other" + email);
        await Phone.SetUp(web, other);
        var page = await maren.Open("/w/corvane/me/factors");
        var handler = page
            .Document.QuerySelectorAll("input[name=_handler]")
            .Select(i => i.GetAttribute("value")!)
            .First(v => v.StartsWith("rename-", StringComparison.Ordinal));
        (await maren.Submit(page, ("_handler", handler), ("Name", "My phone"))).Status.ShouldBe(303);
        (await maren.Open("/w/corvane/me")).Words.ShouldContain("My phone");
        (await maren.Submit(page, ("_handler", handler), ("Name", " "))).Status.ShouldBe(422);

        // Somebody else's form, sent with one's own token: there is no such handler for them.
        var theirs = (await other.Open("/w/corvane/me/factors"))
            .Document.QuerySelectorAll("input[name=_handler]")
            .Select(i => i.GetAttribute("value")!)
            .First(v => v.StartsWith("remove-", StringComparison.Ordinal));
        var token = WebPage.ValuesOf(page.FormFor([("_handler", handler)])).Single(v => v.Key == "__RequestVerificationToken").Value;
        (await maren.Post("/w/corvane/me/factors", ("_handler", theirs), ("__RequestVerificationToken", token))).Status.ShouldBe(400);
        using var still = await web.SignIn("other" + email);
        (await still.Get(Today)).Status.ShouldBe(303);
    }

    private async Task<List<Credential>> Credentials()
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<Credential>()
            .Join(db.Set<Person>().Where(p => p.Email == email), c => c.PersonId, p => p.Id, (c, p) => c)
            .ToListAsync();
    }

    private async Task<int> Acts(string action)
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<AuditEntry>().CountAsync(e => e.Action == action);
    }

    private async Task<int> Mails(string subject)
    {
        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<MailBox>().List(email, 0, 100, default);
        return rows.Count(r => r.Subject.Contains(subject, StringComparison.Ordinal));
    }
}
