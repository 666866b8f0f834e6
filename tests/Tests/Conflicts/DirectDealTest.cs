using Entente.Access;
using Entente.Conflicts;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.Conduct;
using Entente.Registrations.Guard;
using Entente.Registrations.Rules;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>A direct deal on a protected account is asked for a reason, once. Each test has a house of its own.</summary>
public sealed class DirectDealTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_deal_opened_under_a_protection_is_asked_about_once_however_often_the_watch_looks()
    {
        var story = await ConflictStory.In(house);
        var (number, _) = await Guarded(story, "Asked Once");
        await story.Sweep();
        await story.Sweep();

        var question = (await Questions()).ShouldHaveSingleItem();

        question.RegistrationId.ShouldBe(await story.Id(number));
        question.DueAt.ShouldBe(question.AskedAt.AddHours(24), "Tuesday to Wednesday");
        (question.State, question.Reason).ShouldBe((DirectDealState.Open, (DirectReason?)null));
    }

    [Fact]
    public async Task A_deal_that_was_there_before_the_protection_is_not_asked_about()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("There Before");
        await story.Deal(connection, account, "earlier");
        house.Clock.Advance(TimeSpan.FromDays(1));
        var number = await story.Claims.Submitted(story.Claims.Ines, "There Before");
        (await story.Claims.Approve(number, accept: true)).Problem.ShouldBeNull();
        await story.Sweep();
        (await story.Of("There Before")).ShouldNotBeNull("it is a conflict all the same");

        (await Questions()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_reason_stands_and_shows_on_the_claim_and_the_case_and_nowhere_for_the_partner()
    {
        var story = await ConflictStory.In(house);
        var (number, deal) = await Guarded(story, "Answered Once");

        (await Answer(story.Claims.Maren, deal, "CustomerAsked", "Their buyer insists.")).Problem.ShouldBeNull();
        var second = await Answer(story.Claims.Maren, deal, "Mistake", null);

        second.Problem!.Code.ShouldBe("direct_deal.answered");
        await using var scope = house.As(story.Claims.Maren);
        var card = (
            await scope.ServiceProvider.GetRequiredService<DirectDealGuard>().About([await story.Id(number)], Ct)
        ).ShouldHaveSingleItem();
        (card.Reason, card.Words, card.AnsweredBy).ShouldBe(
            ("The customer asked to buy from us directly", "Their buyer insists.", "Maren Voss")
        );
        var shown = await scope
            .ServiceProvider.GetRequiredService<global::Entente.Conflicts.Show.CaseQuery>()
            .Load((await story.Of("Answered Once"))!.Number, Ct);
        shown!.Direct.ShouldHaveSingleItem().ShouldBe(card);
        (await Answer(story.Claims.Ines, deal, "CustomerAsked", null)).Problem!.Code.ShouldBe("direct_deal.not_found");
    }

    [Fact]
    public async Task A_reason_that_is_none_and_words_that_are_missing_are_refused_beside_their_field()
    {
        var story = await ConflictStory.In(house);
        var (_, deal) = await Guarded(story, "Badly Answered");

        (await Answer(story.Claims.Maren, deal, "Because", null)).Problem!.Fields!.Keys.ShouldBe(["reason"]);
        (await Answer(story.Claims.Maren, deal, "Other", "  ")).Problem!.Fields!.Keys.ShouldBe(["words"]);
        (await Answer(story.Claims.Maren, deal, "Mistake", new string('x', DirectDeals.LongestWords + 1))).Problem!.Fields!.Keys.ShouldBe([
            "words",
        ]);
        (await Answer(story.Claims.Maren, Ids.New<OpportunityId>(house.Clock.Now), "Mistake", null)).Problem!.Code.ShouldBe(
            "direct_deal.not_found"
        );
        var finance = story.Claims.Maren with { Permissions = Permissions.Of(StaffRole.Finance) };
        (await Answer(finance, deal, "Mistake", null)).Problem!.Code.ShouldBe("direct_deal.may_not");
        (await Questions()).ShouldHaveSingleItem().State.ShouldBe(DirectDealState.Open);
    }

    [Fact]
    public async Task An_unanswered_question_stands_on_Today_and_goes_to_the_partners_manager_when_it_is_late()
    {
        var story = await ConflictStory.In(house);
        await Guarded(story, "Never Answered");
        (await Mails(story)).Count.ShouldBe(1, "the deal's owner is nobody here, so the manager is asked");

        var today = await Today(story.Claims.Maren);
        today!.Total.ShouldBe(1);
        today.Rows[0].Sub!.ShouldContain("Never Answered");
        house.Clock.Advance(TimeSpan.FromDays(1.5));
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.Work();

        var mails = await Mails(story);
        mails.Count.ShouldBe(2, "once when it is asked, once when it is late");
        mails[1].ShouldBe("Nobody has said why “Direct guarded” goes direct");
        (await Conduct(story.Claims.Maren)).Direct!.Unanswered.ShouldBe(1);
        (await Conduct(story.Claims.Ines)).Direct.ShouldBeNull("of one deal partners are told nothing");
    }

    [Fact]
    public async Task A_deal_that_is_closed_or_given_to_the_partner_needs_no_reason_any_more()
    {
        var story = await ConflictStory.In(house);
        var (_, deal) = await Guarded(story, "Given Back");
        var card = (await house.Ask(story.Claims.Maren, p => p.Get(deal, Ct)))!;
        await house.Link(
            house.Corvane,
            new(card.Connection, card.CrmId, card.Name, card.Account, null, story.Claims.Kestrel, Motion: "reseller")
        );

        (await Today(story.Claims.Maren)).ShouldBeNull();
        (await Answer(story.Claims.Maren, deal, "Mistake", null)).Problem!.Code.ShouldBe("direct_deal.over");
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.Work();

        (await Questions()).ShouldHaveSingleItem().State.ShouldBe(DirectDealState.Lapsed);
        (await Mails(story)).Count.ShouldBe(1, "nobody is reminded");
        (await Conduct(story.Claims.Maren)).Direct!.Lapsed.ShouldBe(1);
    }

    [Fact]
    public async Task Another_workspace_knows_nothing_of_the_question()
    {
        var story = await ConflictStory.In(house);
        var (number, deal) = await Guarded(story, "Only Here");
        var stranger = new Actor(
            house.Other.Id,
            ActorKind.Staff,
            Channel.Web,
            story.Claims.Maren.Person,
            Permissions: story.Claims.Maren.Permissions
        );

        (await Answer(stranger, deal, "Mistake", null)).Problem!.Code.ShouldBe("direct_deal.not_found");
        await using var scope = house.As(stranger);
        (await scope.ServiceProvider.GetRequiredService<DirectDealGuard>().About([await story.Id(number)], Ct)).ShouldBeEmpty();
    }

    // Kestrel is protected, a rep of the vendor opens a deal a day later, and the watch has looked.
    private async Task<(string Number, OpportunityId Deal)> Guarded(ConflictStory story, string company)
    {
        var (connection, account) = await story.Known(company);
        var number = await story.Claims.Approved(story.Claims.Ines, company);
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(1));
        await story.Deal(connection, account, "guarded");
        await story.Sweep();
        var deal = (await house.Ask(story.Claims.Maren, p => p.ByCrmId(connection, "guarded", Ct)))!;
        return (number, deal.Id);
    }

    private Task<Result> Answer(Actor who, OpportunityId deal, string? reason, string? words) =>
        house.Act<AnswerDirectDeal, Result>(who, u => u.Run(new(deal, reason, words), Ct));

    private async Task<IReadOnlyList<DirectDealQuestion>> Questions()
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<DirectDealQuestion>().AsNoTracking().ToListAsync(Ct);
    }

    private async Task<IReadOnlyList<string>> Mails(ConflictStory story) =>
        [
            .. (await story.Mails(story.Claims.Maren))
                .Select(m => m.Subject)
                .Where(s => s.Contains("go direct", StringComparison.Ordinal) || s.Contains("goes direct", StringComparison.Ordinal)),
        ];

    private async Task<TodaySection?> Today(Actor who)
    {
        await using var scope = house.As(who);
        foreach (var item in scope.ServiceProvider.GetServices<ITodayItem>())
            if (await item.Section(house.Clock.Now, Ct) is { Id: "direct-deals" } section)
                return section;
        return null;
    }

    private async Task<ConductView> Conduct(Actor who)
    {
        await using var scope = house.As(who);
        return await scope.ServiceProvider.GetRequiredService<ConductQuery>().Load(Ct);
    }
}
