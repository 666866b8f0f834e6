using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Model;
using Entente.Registrations.Portal;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>All registrations of a partner on a page of its own.</summary>
public sealed class OwnDealsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Deals = "/w/corvane/portal/deals";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_registration_is_reached_fifty_at_a_time_and_the_home_leads_there()
    {
        var story = await RegistrationStory.In(web.House);
        var ines = await web.SignIn(story.InesEmail);
        var first = await story.Submitted(story.Ines, "Very First");
        for (var i = 1; i < 55; i++)
            await story.Submitted(story.Ines, $"Deal number {i}");

        var home = await ines.Open("/w/corvane/portal");
        home.Document.QuerySelector($"main a[href='{Deals}']").ShouldNotBeNull().TextContent.ShouldContain("All deals");
        home.Document.QuerySelectorAll($"nav a[href='{Deals}']").Length.ShouldBeGreaterThan(0, "it stands in the menu");
        var page = await ines.Open(Deals);
        page.Words.ShouldContain("1–50 of 55");
        Numbers(page).Count.ShouldBe(50);
        var next = await ines.Open(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        next.Words.ShouldContain("51–55 of 55");
        Numbers(page).Concat(Numbers(next)).Distinct().Count().ShouldBe(55);
        Numbers(next).ShouldContain(first);
        (await ines.Open(Deals + "?page=99")).Words.ShouldContain(
            "51–55 of 55",
            customMessage: "a page behind the last one is the last one"
        );
    }

    [Fact]
    public async Task They_are_narrowed_by_status_and_by_words_and_the_address_keeps_both()
    {
        var story = await RegistrationStory.In(web.House);
        var approved = await story.Approved(story.Ines, "Narrow Approved");
        var waiting = await story.Submitted(story.Ines, "Narrow Waiting 100%");
        var ines = await web.SignIn(story.InesEmail);

        Numbers(await ines.Open(Deals + "?state=approved")).ShouldBe([approved]);
        Numbers(await ines.Open(Deals + "?q=narrow")).ShouldBe([waiting, approved]);
        Numbers(await ines.Open(Deals + "?q=100%25")).ShouldBe([waiting]);
        Numbers(await ines.Open($"{Deals}?q={approved.ToLowerInvariant()}")).ShouldBe([approved]);
        var none = await ines.Open(Deals + "?q=narrow&state=lost");
        none.Words.ShouldContain("None like that");
        none.Document.QuerySelector("input[name=q]")!.GetAttribute("value").ShouldBe("narrow");
        none.Document.QuerySelector("select[name=state] option[selected]")!.GetAttribute("value").ShouldBe("lost");
        Numbers(await ines.Open(Deals + "?state=nonsense&page=-3")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_decision_that_can_still_be_undone_is_found_by_no_status_and_moves_nothing()
    {
        var story = await RegistrationStory.In(web.House);
        var older = await story.Submitted(story.Ines, "Told Older");
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        var number = await story.Submitted(story.Ines, "Not Told Yet");
        (await story.Decide(number)).Problem.ShouldBeNull();

        (await Found(story.Ines, RegistrationState.Approved)).ShouldBeEmpty();
        (await Found(story.Ines, RegistrationState.InReview)).ShouldBe([number, older]);
        story.LetStand();
        (await Found(story.Ines, RegistrationState.Approved)).ShouldBe([number]);
        (await Found(story.Ines, RegistrationState.InReview)).ShouldBe([older]);
    }

    [Fact]
    public async Task Nobody_sees_another_partners_and_who_is_restricted_sees_what_is_theirs_and_who_only_looks_sees_all()
    {
        var story = await RegistrationStory.In(web.House);
        var number = await story.Submitted(story.Ines, "Of Kestrel");
        await story.Submitted(story.Jonah, "Of Vantora");
        using var viewer = await web.PartnerPerson(story.Kestrel, PartnerRole.Viewer, $"v{number}@kestrelquay.example", "Vi Ewer");
        var person = await web.AddPartnerPerson(story.Kestrel, PartnerRole.Seller, $"r{number}@kestrelquay.example", "Rita Own");
        var rita = await Restricted(person, story.Kestrel);

        Numbers(await viewer.Open(Deals)).ShouldBe([number]);
        (await viewer.Open(Deals + "?q=vantora")).Words.ShouldContain("None like that");
        (await Found(rita, null)).ShouldBeEmpty();
        var own = await story.Submitted(rita, "Of Rita");
        (await Found(rita, null)).ShouldBe([own]);
        using var staff = await web.Staff(StaffRole.Owner, $"s{number}@corvane.example");
        (await staff.Get(Deals)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_the_safelist_hides_is_neither_shown_nor_found()
    {
        var story = await RegistrationStory.In(web.House, web.Other);
        var number = await story.Submitted(story.Ines, "Hidden Foundry");
        (await Shown(story.Ines, "foundry")).Deals.Single().Title.ShouldBe("Hidden Foundry");

        await Hide("company", "amount");

        var all = await Shown(story.Ines, null);
        (all.Deals.Single().Title, all.Deals.Single().Amount, all.ByCompany).ShouldBe((number, null, false));
        (await Shown(story.Ines, "foundry")).Total.ShouldBe(0, "asking for a name would tell it");
        (await Shown(story.Ines, number)).Total.ShouldBe(1);
    }

    private static List<string> Numbers(WebPage page) =>
        [.. page.Document.QuerySelectorAll("main tbody th .sub:not(.only-narrow)").Select(n => n.TextContent.Trim())];

    private Task<OwnDealsShown> Shown(Actor who, string? text) =>
        web.House.Act<OwnDeals, OwnDealsShown>(who, o => o.Page(null, text, 1, web.Clock.Now, Ct));

    private async Task<List<string>> Found(Actor who, RegistrationState? state) =>
        [
            .. (await web.House.Act<OwnDeals, OwnDealsShown>(who, o => o.Page(state, null, 1, web.Clock.Now, Ct))).Deals.Select(d =>
                d.Number
            ),
        ];

    private async Task<Actor> Restricted(PersonId person, PartnerId partner)
    {
        await using var scope = web.House.As(web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        await access.Restrict(person, true, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (await access.PartnerActor(person, partner, Channel.Web, Ct))!;
    }

    private async Task Hide(params string[] names)
    {
        var owner = new Actor(web.Other.Id, ActorKind.Staff, Channel.Web, Name: "Owner", Permissions: Permissions.Of(StaffRole.Owner));
        var words = names.Select(n => new FieldWord(SafeObjects.Registration, n, new(), Visibility.Hidden)).ToList();
        (await web.House.Act<ChangeSafelist, Result<int>>(owner, async c => await c.Say(words, await Draft(), Ct))).Problem.ShouldBeNull();
        (
            await web.House.Act<PublishSafelist, Result<int>>(owner, async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();
    }

    private async Task<int?> Draft()
    {
        await using var scope = web.House.As(web.Other);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<SafelistDraft>()
            .Select(d => (int?)d.Version)
            .SingleOrDefaultAsync(Ct);
    }
}
