using Entente.Conflicts.Appeal;
using Entente.Conflicts.Claims;
using Entente.Conflicts.Evidence;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>What a partner may do on its own side: evidence, an appeal, a share of its own. Each test has a house of its own.</summary>
public sealed class PartySideTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await house.InitializeAsync();
        house.Clock.Set(new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Evidence_stands_on_the_own_claim_and_nobody_else_s_and_the_page_is_the_same_with_and_without_a_rival()
    {
        var story = await ConflictStory.In(house);
        var alone = await story.Claims.Submitted(story.Claims.Ines, "Quite Alone");
        var (_, first, _) = await story.Contested("Not Alone");
        var (mine, quiet) = (await story.Id(first), await story.Id(alone));

        (await Add(story.Claims.Ines, mine, "We met their head of data on Friday.")).Problem.ShouldBeNull();
        (await Add(story.Claims.Ines, mine, "We met their head of data on Friday.")).Ok.ShouldBeTrue("sent twice, kept once");
        (await Add(story.Claims.Jonah, mine, "This is ours.")).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await Add(story.Claims.Ines, mine, " \r\n ")).Problem!.Fields!["words"].ShouldStartWith("Write what shows it");
        (await Add(story.Claims.Ines, mine, new string('x', 4001))).Problem!.Fields!["words"].ShouldStartWith("Keep it within 4000");

        var (contested, uncontested) = ((await View(story.Claims.Ines, mine))!, (await View(story.Claims.Ines, quiet))!);
        contested.Evidence.ShouldHaveSingleItem();
        (contested.MayAdd, contested.Letters.Count, contested.AppealUntil, contested.Credit).ShouldBe(
            (uncontested.MayAdd, uncontested.Letters.Count, uncontested.AppealUntil, uncontested.Credit)
        );
        (await View(story.Claims.Jonah, mine)).ShouldBeNull();
    }

    [Fact]
    public async Task A_partner_sees_no_side_signal_letter_or_evidence_of_another()
    {
        var story = await ConflictStory.In(house);
        var (one, first, _) = await story.TakenUp("Kept Apart");
        (await Add(story.Claims.Ines, await story.Id(first), "Our notes.")).Problem.ShouldBeNull();
        (await story.Decide(story.Claims.Maren, one)).Problem.ShouldBeNull();

        await using var scope = house.As(story.Claims.Jonah);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();

        (await db.Set<CaseSide>().ToListAsync(RegistrationStory.Ct)).ShouldHaveSingleItem().PartnerId.ShouldBe(story.Claims.Vantora);
        (await db.Set<CaseLetter>().ToListAsync(RegistrationStory.Ct)).ShouldHaveSingleItem().PartnerId.ShouldBe(story.Claims.Vantora);
        (await db.Set<ClaimEvidence>().ToListAsync(RegistrationStory.Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_appeal_is_answered_by_somebody_else_and_upheld_it_is_decided_anew()
    {
        var story = await ConflictStory.In(house);
        var (one, first, second) = await story.TakenUp("Seen Differently");
        (await Appeal(story.Claims.Jonah, await story.Id(second), "Too soon.")).Problem!.Code.ShouldBe("conflict.nothing_to_appeal");
        (await story.Decide(story.Claims.Maren, one)).Problem.ShouldBeNull();
        (await Appeal(story.Claims.Jonah, await story.Id(second), "We were asked by the customer.")).Problem.ShouldBeNull();
        (await Appeal(story.Claims.Jonah, await story.Id(second), "Once more.")).Problem!.Code.ShouldBe("conflict.appealed_once");
        var appeal = (await story.Of("Seen Differently"))!.Appeals.ShouldHaveSingleItem();
        appeal.DueAt.ShouldBe(house.Clock.Now.AddHours(96), "48 h over a weekend");
        var colleague = await story.Colleague();

        (await Answer(story.Claims.Maren, one.Number, appeal, true, "Right.")).Problem!.Code.ShouldBe("conflict.decided_first");
        (await Answer(colleague, one.Number, appeal, true, $"Stronger than {first}.")).Problem!.Code.ShouldBe("conflict.letter_names");
        var both = await Task.WhenAll(
            Answer(colleague, one.Number, appeal, true, "You showed it."),
            Answer(colleague, one.Number, appeal, true, "You showed it.")
        );
        both.Count(b => b.Ok).ShouldBe(1);

        one = (await story.Of("Seen Differently"))!;
        one.Status.ShouldBe(CaseStatus.Active);
        (
            await story.Decide(colleague, one, Settlement.Reassign, await story.KeyOf(second), rationale: "The customer asked for them.")
        ).Problem.ShouldBeNull();
        one = (await story.Of("Seen Differently"))!;
        (one.DecisionNo, one.Letters.Count, one.Leader).ShouldBe((2, 4, await story.KeyOf(second)));
        (await View(story.Claims.Jonah, await story.Id(second)))!.Letters[0].Verdict.ShouldBe("You lead on Seen Differently.");
    }

    [Fact]
    public async Task Eleven_days_later_there_is_no_appeal()
    {
        var story = await ConflictStory.In(house);
        var (one, _, second) = await story.TakenUp("Too Late Again");
        (await story.Decide(story.Claims.Maren, one)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(11));

        (await Appeal(story.Claims.Jonah, await story.Id(second), "But we were first.")).Problem!.Code.ShouldBe("conflict.appeal_too_late");
    }

    [Fact]
    public async Task Shares_are_equal_until_settled_each_sees_its_own_and_closed_they_stand()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Jointly Sold");
        await story.Deal(connection, account, "joint");
        var deal = await house.Link(house.Corvane, new(connection, "joint", "Joint", account, null, story.Claims.Kestrel));
        await house.Link(house.Corvane, new(connection, "joint", "Joint", account, null, story.Claims.Vantora, DealRole.Services));

        (await Shares(deal))!.Partners.Select(s => Entente.Pipeline.Shares.Plain(s.Split.BasisPoints)).ShouldBe(["50", "50"]);
        (await Propose(story.Claims.Jonah, deal, "Services", "70")).Problem.ShouldBeNull();
        (await Propose(story.Claims.Jonah, deal, "Services", "a lot")).Problem!.Code.ShouldBe("share.unreadable");
        (await Propose(story.Claims.Jonah, deal, "Services", "100.5")).Problem!.Code.ShouldBe("share.out_of_range");
        var seen = (await Shares(deal))!;
        seen.Settled.ShouldBeFalse();
        seen.Partners.Select(s => s.Counts).ShouldBe([5000, 5000]);
        seen.Partners.Single(s => s.Partner == story.Claims.Vantora).Offer!.Share.ShouldBe(new(DealRole.Services, 7000));

        (await Settle(story, deal, "60", "40.01")).Problem!.Code.ShouldBe("share.above_whole");
        (await Settle(story, deal, "60", "40")).Problem.ShouldBeNull();
        (await Shares(deal))!.Partners.Select(s => Entente.Pipeline.Shares.Plain(s.Split.BasisPoints)).ShouldBe(["60", "40"]);
        await using (var scope = house.As(story.Claims.Jonah))
            (await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<PartnerShare>().ToListAsync(RegistrationStory.Ct))
                .ShouldHaveSingleItem()
                .BasisPoints.ShouldBe(4000);

        house.Clock.Advance(TimeSpan.FromDays(1));
        await story.Deal(connection, account, "joint", d => d with { Stage = DealStory.Won });
        await house.Work();
        (await Settle(story, deal, "50", "50")).Problem!.Code.ShouldBe("share.locked");
        (await Propose(story.Claims.Jonah, deal, "Services", "50")).Problem!.Code.ShouldBe("share.locked");
        (await Shares(deal))!.Partners.Select(s => Entente.Pipeline.Shares.Plain(s.Split.BasisPoints)).ShouldBe(["60", "40"]);
    }

    private Task<Result> Add(Actor who, RegistrationId claim, string words) =>
        house.Act<AddEvidence, Result>(who, u => u.Run(claim, words, RegistrationStory.Ct));

    private Task<OwnClaimView?> View(Actor who, RegistrationId claim) =>
        house.Act<OwnClaimQuery, OwnClaimView?>(who, q => q.Load(claim, RegistrationStory.Ct));

    private Task<Result> Appeal(Actor who, RegistrationId claim, string words) =>
        house.Act<AppealCase, Result>(who, u => u.Run(claim, words, RegistrationStory.Ct));

    private Task<Result> Answer(Actor who, string number, CaseAppeal appeal, bool upheld, string words) =>
        house.Act<AnswerConflictAppeal, Result>(who, u => u.Run(number, appeal.Id.Value, upheld, words, RegistrationStory.Ct));

    private Task<CreditView?> Shares(OpportunityId deal) =>
        house.Act<CreditQuery, CreditView?>(Actor.System(house.Corvane.Id), q => q.Load(deal, RegistrationStory.Ct));

    private Task<Result> Propose(Actor who, OpportunityId deal, string role, string share) =>
        house.Act<TalkShares, Result>(who, u => u.Offer(deal, null, new(role, share), null, RegistrationStory.Ct));

    private Task<Result> Settle(ConflictStory story, OpportunityId deal, string kestrel, string vantora) =>
        house.Act<SettleShares, Result>(
            story.Claims.Maren,
            u =>
                u.Run(
                    deal,
                    new Dictionary<PartnerId, ShareInput>
                    {
                        [story.Claims.Kestrel] = new("Sourcing", kestrel),
                        [story.Claims.Vantora] = new("Services", vantora),
                    },
                    RegistrationStory.Ct
                )
        );
}
