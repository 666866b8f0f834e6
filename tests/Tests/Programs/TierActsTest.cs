using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs;
using Entente.Programs.Progress;
using Entente.Programs.Rules;
using Entente.Programs.WhatIf;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Programs;

public sealed class TierActsTest(House house) : TierTestBase(house), IClassFixture<House>
{
    private readonly House house = house;

    [Fact]
    public async Task Evidence_counts_once_somebody_else_has_accepted_it_and_while_it_is_valid()
    {
        house.Clock.Set(Start);
        var partner = await Made("Certified", PartnerType.Affiliate);
        var plan = TierStory.Plan(PartnerType.Affiliate, Promotions.Automatic);
        await house.Publish(
            plan with
            {
                Criteria = [TierStory.Criterion("certified", "Certified people", CriterionKind.People, "", 1, 2)],
            }
        );
        var (maren, edda) = (house.Staff(Ids.New<PersonId>(house.Clock.Now)), house.Staff(Ids.New<PersonId>(house.Clock.Now)));
        (await Hand(maren, partner, new("certified", "", "Engineer", null, null))).Problem!.Code.ShouldBe("tier.no_who");
        (await Hand(maren, partner, new("certified", "Ada Lind", "Engineer", null, new(2026, 1, 2)))).Problem!.Code.ShouldBe("tier.no_day");
        (await Hand(maren, partner, new("certified", "Ada Lind", "Engineer", null, new(2026, 9, 1)))).Ok.ShouldBeTrue();
        await house.Work();
        (await Tier(partner)).ShouldBe(PartnerTier.Registered, "nobody has accepted it");
        var waiting = (await Progress(partner, System)).Evidence.Single().Id;

        (await Judge(maren, partner, waiting)).Problem!.Code.ShouldBe("tier.own_evidence");
        (await Judge(edda, partner, waiting)).Ok.ShouldBeTrue();
        (await Judge(edda, partner, waiting)).Problem!.Code.ShouldBe("tier.no_evidence");
        await house.Work();
        (await Tier(partner)).ShouldBe(PartnerTier.Select, "promotions are automatic here");

        house.Clock.Set(new DateTimeOffset(2026, 9, 2, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        (await Progress(partner, System)).Criteria.Single().Value.ShouldBe("0", "the certificate has run out");
    }

    [Fact]
    public async Task An_appeal_is_answered_with_thresholds_and_dates_by_somebody_who_did_not_decide()
    {
        house.Clock.Set(Start);
        var partner = await Made("Appealing", PartnerType.Services);
        await house.Publish(TierStory.Plan(PartnerType.Services));
        var maren = house.Staff(Ids.New<PersonId>(house.Clock.Now));
        var edda = house.Staff(Ids.New<PersonId>(house.Clock.Now));
        (
            await house.Ask(
                maren,
                p => p.Place(partner, PartnerTier.Registered, PartnerTier.Elite, "try", maren.Person, house.Clock.Now, Ct)
            )
        ).Ok.ShouldBeTrue("only staged: nothing is saved");
        await house.Act<Entente.Partners.Place.ChangeTier, Result>(
            maren,
            u => u.Run(new(partner, PartnerTier.Registered, PartnerTier.Select, "First placement"), Ct)
        );
        var theirs = new Actor(
            house.Corvane.Id,
            ActorKind.Partner,
            Channel.Web,
            Partner: partner,
            Permissions: PartnerRights.Of(PartnerRole.Seller)
        );
        (await Appeal(theirs with { Permissions = PartnerRights.Of(PartnerRole.Viewer) }, "…")).Problem!.Code.ShouldBe(
            "tier.may_not_appeal"
        );
        (await Appeal(theirs, " ")).Problem!.Code.ShouldBe("tier.no_words");
        (await Appeal(theirs, "You missed the Linmere deal")).Ok.ShouldBeTrue();
        (await Appeal(theirs, "Again")).Problem!.Code.ShouldBe("tier.appeal_open");
        var appeal = (await Progress(partner, theirs)).OpenAppeal.ShouldNotBeNull();

        (await Answer(maren, partner, appeal.Id, true)).Problem!.Code.ShouldBe("tier.decided_first");
        (await Answer(edda, partner, appeal.Id, null)).Problem!.Code.ShouldBe("tier.no_answer");
        (await Answer(edda, partner, appeal.Id, true)).Ok.ShouldBeTrue();

        (await Tier(partner)).ShouldBe(PartnerTier.Elite);
        var reply = (await Progress(partner, theirs)).Appeals.Single().Reply!;
        reply.ShouldContain("Counted on 5 January 2026");
        reply.ShouldContain("Revenue won: €0 of €200,000");
    }

    [Fact]
    public async Task Of_another_partner_nothing_can_be_read_shown_or_asked()
    {
        house.Clock.Set(Start);
        var (mine, theirs) = (await Made("Mine", PartnerType.Marketplace), await Made("Theirs", PartnerType.Marketplace));
        await house.Publish(TierStory.Plan(PartnerType.Marketplace));
        await house.Won(theirs, "theirs-1", 60_000_00);
        await house.Work();
        var actor = new Actor(
            house.Corvane.Id,
            ActorKind.Partner,
            Channel.Web,
            Partner: mine,
            Permissions: PartnerRights.Of(PartnerRole.Admin)
        );

        (await house.Act<ProgressQuery, ProgressView?>(actor, q => q.Load(theirs, Ct))).ShouldBeNull();
        (await house.Act<Entitlements, TierBenefits>(actor, e => e.Of(theirs, Ct))).ShouldBe(new());
        (await Hand(actor, theirs, new("revenue", "", "x", null, null))).Problem!.Code.ShouldBe("tier.no_partner");
        (
            await house.Act<Entente.Programs.Overview.OverviewQuery, IReadOnlyList<Entente.Programs.Overview.OverviewRow>>(
                actor,
                q => q.Load(Ct)
            )
        ).ShouldAllBe(r => r.Partner == mine);
        (await house.Act<ProgressQuery, ProgressView?>(Actor.System(house.Other.Id), q => q.Load(mine, Ct))).ShouldBeNull();
        var own = await Progress(mine, actor);
        own.Criteria.SelectMany(c => c.Records).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_replay_says_what_an_independent_sum_says()
    {
        house.Clock.Set(Start);
        var partners = new List<PartnerId>();
        for (var i = 0; i < 4; i++)
            partners.Add(await Made($"Replayed {i}", PartnerType.Distributor));
        for (var i = 0; i < 8; i++)
        {
            house.Clock.Set(Start.AddMonths(i));
            await house.Won(partners[i % 3], $"replay-{i}", (i + 1) * 10_000_00, i == 5 ? "USD" : "EUR");
        }
        house.Clock.Set(new DateTimeOffset(2026, 10, 6, 9, 0, 0, TimeSpan.Zero));
        var plan = TierStory.Plan(PartnerType.Distributor) with
        {
            Criteria =
            [
                TierStory.Criterion("revenue", "Revenue", CriterionKind.Sum, "deal.won", 40_000_00, 130_000_00) with
                {
                    Currency = "EUR",
                },
            ],
        };

        var report = (await house.Act<ReplayPlan, ReplayReport?>(System, r => r.Run(plan, Ct))).ShouldNotBeNull();

        // Straight from the table, without any of the room's code.
        var sums = await house.Read(db =>
            db.Database.SqlQuery<Sum>(
                    $"""
                    select p.partner_id as partner, sum(o.amount_minor)::bigint as minor
                      from opportunity_partner p join opportunity o on o.workspace_id = p.workspace_id and o.id = p.opportunity_id
                     where o.closed_at >= '2025-10-01' and o.closed_at < '2026-10-01' and o.currency = 'EUR'
                     group by 1
                    """
                )
                .ToDictionaryAsync(s => s.Partner, s => s.Minor, Ct)
        );
        report.Partners.Count.ShouldBe(4);
        foreach (var p in report.Partners)
        {
            var sum = sums.GetValueOrDefault(p.Partner.Value);
            p.Reviews[^1]
                .Earned.ShouldBe(
                    sum >= 130_000_00 ? PartnerTier.Elite
                    : sum >= 40_000_00 ? PartnerTier.Select
                    : PartnerTier.Registered
                );
        }
        report.Partners.Select(p => p.Would).Distinct().Count().ShouldBeGreaterThan(1);
        (await house.Ask(house.Corvane, p => p.Placements(partners[0], Ct))).ShouldBeEmpty("a replay places nobody");
    }

    [Fact]
    public async Task A_plan_that_nobody_can_measure_is_refused_and_two_who_edit_one_draft_do_not_overwrite_each_other()
    {
        var plan = TierStory.Plan(PartnerType.Integration);
        var mute = TierStory.Criterion("mood", "Mood", CriterionKind.Count, "weather.sunny", 1, 2);
        var refused = await house.Publish(plan with { Criteria = [mute] });
        refused.Problem!.Code.ShouldBe("tier.plan_invalid");
        refused.Problem!.Fields!["criteria[0].fact"].ShouldContain("Nothing in Entente measures this");
        var crm = await house.Publish(plan with { Criteria = [TierStory.Criterion("csat", "CSAT", CriterionKind.CrmField, "csat", 1, 2)] });
        crm.Problem!.Fields!["criteria[0].fact"].ShouldContain("No CRM is connected");
        (await house.Publish(plan)).Value.ShouldBe(1);

        async Task<Result> Keep(int? seen) =>
            await house.Act<Entente.Programs.Plans.ChangePlan, Result>(
                System,
                u => u.Keep(plan, new Dictionary<string, string>(StringComparer.Ordinal), seen, Ct)
            );
        (await Keep(null)).Ok.ShouldBeTrue();
        (await Keep(null)).Problem!.Code.ShouldBe("tier.draft_changed");
        (
            await house.Act<Entente.Programs.Plans.ChangePlan, Result<int>>(
                house.Staff(default) with
                {
                    Permissions = Permissions.Of(StaffRole.PartnerManager),
                },
                u => u.Publish(PartnerType.Integration, 1, "", Ct)
            )
        ).Problem!.Code.ShouldBe("tier.may_not_plan");
    }

    private sealed record Sum(Guid Partner, long Minor);
}
