using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Registrations.Share;
using Entente.Tests.Privacy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// What is kept of a share, where an address is asked for, and what is left of it later.
public sealed partial class ShareTest
{
    [Fact]
    public async Task When_it_was_opened_is_kept_and_who_only_asks_ahead_has_not()
    {
        var (story, number) = await Deal("Looked Mills");
        var address = await Given(story.Ines, number);
        async Task<ShareRow> Row() => (await Rows(story.Ines, number)).Single();
        using var guest = web.Guest();
        (await guest.Get(address, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503);
        (await guest.Send(HttpMethod.Head, address, null)).Status.ShouldBe(200);
        (await Row()).Times.ShouldBe(0);

        web.Clock.Set(ShareOpening.SlotOf(web.Clock.Now) + ShareOpening.SameLook);
        var first = web.Clock.Now;
        await guest.Open(address);
        web.Clock.Advance(ShareOpening.SameLook - TimeSpan.FromSeconds(1));
        await guest.Open(address);
        (await Row()).Openings.ShouldBe([(first, null)], "looks within ten minutes count once");
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        await guest.Open(address);
        (await Row()).Openings.Select(o => o.At).ShouldBe([web.Clock.Now, first]);
    }

    [Fact]
    public async Task Giving_one_out_and_taking_it_back_stand_in_the_audit_with_who_did_it()
    {
        var (story, number) = await Deal("Audited Mills");
        await Given(story.Ines, number);
        var id = (await Rows(story.Ines, number)).Single().Id;
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await TakeBack(story.Maren, number, id)).Problem.ShouldBeNull();
        web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await TakeBack(story.Maren, number, id)).Problem.ShouldBeNull();

        await using var scope = web.House.As(web.Corvane);
        var acts = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Where(a => a.SubjectKind == "claim_share" && a.SubjectId == id)
            .OrderBy(a => a.At)
            .Select(a => new { a.Action, a.Person })
            .ToListAsync(Ct);
        acts.Select(a => (a.Action, a.Person))
            .ShouldBe([("claim_share.created", story.Ines.Person), ("claim_share.changed", story.Maren.Person)]);
    }

    [Fact]
    public async Task Where_an_address_is_asked_for_only_its_mailbox_opens_it_and_a_scanner_opens_nothing()
    {
        var (story, number) = await Deal("Proven Mills");
        var address = await Given(story.Ines, number, For("Their lawyer", email: " Law@Proven.example"));
        var (to, other) = ("law@proven.example", "else@proven.example");
        async Task<ShareRow> Row() => (await Rows(story.Ines, number)).Single();
        using var guest = web.Guest();
        var asking = await guest.Open(address);
        asking.Text.ShouldNotContain("Proven Mills");

        var wrong = await guest.Submit(address, ("_handler", "ask"), ("Email", other));
        var right = await guest.Submit(address, ("_handler", "ask"), ("Email", to));
        (wrong.Status, wrong.Location, wrong.Text).ShouldBe((303, right.Location, right.Text), "the same whatever was typed");
        (await guest.Open(right.Location!)).Words.ShouldContain("Look into your mailbox");
        await guest.Submit(address, ("_handler", "ask"), ("Email", to));
        (await Mails(other), await Mails(to)).ShouldBe((0, 1), "one an hour");

        var mailed = await Mailed(to);
        using var scanner = web.Guest();
        var seen = await scanner.Open(mailed);
        (seen.Text.Contains("Proven Mills", StringComparison.Ordinal), (await Row()).Times).ShouldBe(
            (false, 0),
            "opening it changes nothing"
        );
        (await guest.Submit(seen.Path[..^4] + "AAAA", ("_handler", "ask"))).Status.ShouldBe(303, "a made-up proof is asked anew");
        (await Row()).Times.ShouldBe(0);

        var button = await guest.Open(mailed);
        (await guest.Submit(button, ("_handler", "open"))).Location.ShouldBe(address);
        (await guest.Open(address)).Words.ShouldContain("Proven Mills");
        (await Row()).Openings.Select(o => o.Email).ShouldBe([to]);
        (await guest.Submit(asking, ("_handler", "ask"), ("Email", to))).Status.ShouldBe(303, "an old page is understood");
        (await guest.Submit(button, ("_handler", "open"))).Status.ShouldBe(303, "and a second press");
        (await scanner.Open(address)).Text.ShouldNotContain("Proven Mills", customMessage: "proven in another browser");
        web.Clock.Advance(ShareProof.Lasts);
        (await guest.Open(address)).Text.ShouldNotContain("Proven Mills", customMessage: "the proof holds for a day");
        (await guest.Open(mailed)).Words.ShouldContain("That mail is too old");
    }

    [Fact]
    public async Task A_proof_of_one_share_opens_no_other_and_ends_with_its_link()
    {
        var (story, number) = await Deal("Crossed Mills");
        const string to = "both@crossed.example";
        var (one, two) = (
            await Given(story.Ines, number, For("One", email: to)),
            await Given(story.Ines, number, For("Two", email: "third@crossed.example"))
        );
        using var guest = web.Guest();
        (await guest.Submit(one, ("_handler", "ask"), ("Email", to))).Status.ShouldBe(303);
        var proof = (await Mailed(to)).Split('?')[^1];
        (await guest.Open($"{two}?{proof}")).Words.ShouldContain("That mail is too old");
        (await guest.Submit($"{one}?{proof}", ("_handler", "open"))).Status.ShouldBe(303);
        (await Status($"{two}?{proof}")).ShouldBe(200);
        (await guest.Open(two)).Text.ShouldNotContain("Crossed Mills");

        (await TakeBack(story.Ines, number, (await Rows(story.Ines, number)).Single(r => r.ForWhom == "One").Id)).Problem.ShouldBeNull();
        (await guest.Get(one)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Who_is_erased_leaves_no_address_behind_and_no_door_open()
    {
        var (story, number) = await Deal("Erased Mills");
        const string to = "una@erased.example";
        var address = await Given(story.Ines, number, For($"Una ({to})", email: to));
        var privacy = new PrivacyStory(web.House);
        await privacy.Erased(await privacy.Owner(), to);

        var row = (await Rows(story.Ines, number)).Single();
        row.ForWhom.ShouldNotContain(to);
        row.Email.ShouldNotBeNull("without an address it would open to everybody").ShouldNotBe(to);
        using var guest = web.Guest();
        var page = await guest.Open(address);
        page.Text.ShouldNotContain("Erased Mills");
        foreach (var typed in new[] { to, row.Email })
            (await guest.Submit(page, ("_handler", "ask"), ("Email", typed))).Status.ShouldBe(303);
        (await Mails(to)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_over_for_long_is_forgotten_where_the_workspace_says_so()
    {
        var (story, number) = await Deal("Forgotten Mills");
        using var guest = web.Guest();
        await guest.Open(await Given(story.Ines, number, For("Old", days: 1)));
        web.Clock.Advance(TimeSpan.FromDays(2));
        var day = web.Clock.Now;
        await guest.Open(await Given(story.Ines, number, For("New", days: 90)));
        await using var scope = web.House.As(web.Corvane);
        var kinds = scope.ServiceProvider.GetServices<IRetention>().SelectMany(r => r.Kinds).ToList();
        foreach (var kind in kinds.Where(k => k.Key.StartsWith("claims.share", StringComparison.Ordinal)))
        {
            var rows = scope.ServiceProvider.GetRequiredService<RetentionRows>();
            (await rows.Look(kind, day, Ct)).Count.ShouldBePositive(kind.Key);
            (await rows.Forget(kind, day, Ct)).ShouldBePositive(kind.Key);
        }

        var left = (await Rows(story.Ines, number)).Single();
        (left.ForWhom, left.Times).ShouldBe(("New", 1));
    }

    [Fact]
    public async Task Addresses_are_not_guessed_by_the_thousand()
    {
        var (story, number) = await Deal("Guessed Mills");
        var address = await Given(story.Ines, number, For("Their lawyer", email: "law@guessed.example"));
        await using var strict = new OneWebHouse(web.House.AppConnection, web.Clock, dataFolder: web.House.Folder, publicPostsPerMinute: 3);
        using var guest = new WebVisitor(new(await strict.Start()));
        var page = await guest.Open(address);
        for (var guess = 0; guess < 3; guess++)
            (await guest.Submit(page, ("_handler", "ask"), ("Email", $"l{guess}@guessed.example"))).Status.ShouldBe(303);
        (await guest.Submit(page, ("_handler", "ask"), ("Email", "law@guessed.example"))).Status.ShouldBe(429);
        (await Mails("law@guessed.example")).ShouldBe(0);
    }
}
