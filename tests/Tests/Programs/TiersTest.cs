using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Values;
using Entente.Programs;
using Entente.Programs.Rules;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Programs;

public sealed class TiersTest(House house) : TierTestBase(house), IClassFixture<House>
{
    private readonly House house = house;

    [Fact]
    public async Task What_is_won_counts_after_its_quarter_and_a_rise_waits_for_a_person()
    {
        house.Clock.Set(Start);
        var partner = await Made("Rising", PartnerType.Msp);
        await house.Publish(TierStory.Plan(PartnerType.Msp));
        await house.Won(partner, "rise-1", 60_000_00);
        await house.Work();

        var before = await Progress(partner, System);
        (before.Criteria[0].Value, before.Criteria[0].Coming).ShouldBe(("€0", "€60,000"), "the event has brought the card up to date");
        (await Tier(partner)).ShouldBe(PartnerTier.Registered);

        house.Clock.Set(Start.AddMonths(3));
        await house.Night();
        var proposal = (await Progress(partner, System)).Proposal.ShouldNotBeNull();
        (proposal.To, proposal.Numbers).ShouldBe((PartnerTier.Select, proposal.Numbers));
        proposal.Numbers.ShouldBe(["Revenue won: €60,000 of €50,000", "Deals won: 1 of 1"]);
        (await Tier(partner)).ShouldBe(PartnerTier.Registered, "somebody has to decide");

        var edda = house.Staff(Ids.New<PersonId>(house.Clock.Now));
        (await Decide(edda, partner, PartnerTier.Select, true, "")).Problem!.Code.ShouldBe("tier.no_reason");
        (await Decide(edda, partner, PartnerTier.Elite, true, "well done")).Problem!.Code.ShouldBe("tier.no_proposal");
        (
            await Decide(edda with { Permissions = Permissions.Of(StaffRole.Sales) }, partner, PartnerTier.Select, true, "well done")
        ).Problem!.Code.ShouldBe("tier.may_not_place");
        (await Decide(edda, partner, PartnerTier.Select, true, "Well done")).Ok.ShouldBeTrue();

        (await Tier(partner)).ShouldBe(PartnerTier.Select);
        var placed = (await house.Ask(house.Corvane, p => p.Placements(partner, Ct))).Single();
        (placed.Reason, placed.By).ShouldBe(("Well done", edda.Person));
        (await house.Act<Entitlements, TierBenefits>(System, e => e.Of(partner, Ct))).Margin.ShouldBe(new Percent(15));
        (await Mails()).ShouldContain(s => s.Contains("You are Select now", StringComparison.Ordinal));
        (await Decide(edda, partner, PartnerTier.Select, true, "again")).Problem!.Code.ShouldBe("tier.no_proposal");
    }

    [Fact]
    public async Task A_card_follows_what_is_mended_of_a_won_deal_in_the_CRM()
    {
        house.Clock.Set(Start);
        var partner = await Made("Mended", PartnerType.Distributor);
        await house.Publish(TierStory.Plan(PartnerType.Distributor));
        var deal = await house.Won(partner, "mended-1", 60_000_00);
        var connection = (await house.Ask(house.Corvane, p => p.Get(deal, Ct)))!.Connection;
        await house.Work();
        (await Coming()).ShouldBe("€60,000");
        var won = house.Deal("mended-1", "Deal mended-1") with
        {
            Stage = DealStory.Won,
            CloseDate = DateOnly.FromDateTime(Start.UtcDateTime),
        };

        await Mend(won with { Amount = new Money(42_000_00, "EUR") }, minutes: 2);
        (await Coming()).ShouldBe("€42,000");
        await Mend(won with { Amount = new Money(42_000_00, "EUR"), CloseDate = new DateOnly(2025, 12, 30) }, minutes: 3);
        (await Progress(partner, System)).Criteria[0].Value.ShouldBe("€42,000", "it closed in the quarter before, which is over");
        await Mend(house.Deal("mended-1", "Deal mended-1") with { Amount = new Money(42_000_00, "EUR") }, minutes: 4);
        var open = (await Progress(partner, System)).Criteria[0];
        (open.Value, open.Coming ?? "€0").ShouldBe(("€0", "€0"), "it is open again");

        async Task<string?> Coming() => (await Progress(partner, System)).Criteria[0].Coming;

        async Task Mend(DealRecord record, int minutes)
        {
            await house.Apply(house.Corvane, connection, record with { ModifiedAt = house.Clock.Now.AddMinutes(minutes) });
            await house.Work();
        }
    }

    [Fact]
    public async Task A_rise_that_was_declined_waits_for_the_next_quarter()
    {
        house.Clock.Set(Start);
        var partner = await Made("Declined", PartnerType.Agency);
        await house.Publish(TierStory.Plan(PartnerType.Agency));
        await house.Won(partner, "declined-1", 60_000_00);
        house.Clock.Set(Start.AddMonths(3));
        await house.Night();
        (await Decide(System, partner, PartnerTier.Select, false, "Payment is late")).Ok.ShouldBeTrue();

        house.Clock.Set(Start.AddMonths(3).AddDays(20));
        await Measure(partner);
        (await Progress(partner, System)).Proposal.ShouldBeNull();
        house.Clock.Set(Start.AddMonths(6));
        await house.Night();
        (await Progress(partner, System)).Proposal!.To.ShouldBe(PartnerTier.Select);
    }

    [Fact]
    public async Task A_rise_that_is_no_longer_earned_when_somebody_approves_it_is_not_given()
    {
        house.Clock.Set(Start);
        var partner = await Made("Corrected", PartnerType.Referral);
        await house.Publish(TierStory.Plan(PartnerType.Referral));
        await house.Won(partner, "corrected-1", 60_000_00);
        house.Clock.Set(Start.AddMonths(3));
        await house.Night();
        (await Progress(partner, System)).Proposal!.To.ShouldBe(PartnerTier.Select);

        await house.Read(db =>
            db.Database.ExecuteSqlAsync($"update opportunity set amount_minor = 10000 where name = 'Deal corrected-1'", Ct)
        );
        (await Decide(System, partner, PartnerTier.Select, true, "Well done")).Problem!.Code.ShouldBe("tier.not_earned");
        (await Tier(partner)).ShouldBe(PartnerTier.Registered);
    }

    [Fact]
    public async Task Nobody_falls_before_a_quarter_ends_and_a_near_miss_gets_a_quarter_with_a_plan()
    {
        house.Clock.Set(Start);
        var near = await Made("Near miss", PartnerType.Isv, PartnerTier.Select);
        var far = await Made("Far miss", PartnerType.Isv, PartnerTier.Select);
        house.Clock.Set(new DateTimeOffset(2025, 12, 20, 9, 0, 0, TimeSpan.Zero));
        var plan = TierStory.Plan(PartnerType.Isv);
        // Published before the quarter began; only the revenue, so that near can be near.
        await house.Publish(plan with { Criteria = [plan.Criteria[0]] });
        await house.Won(near, "near-1", 45_000_00);
        house.Clock.Set(new DateTimeOffset(2026, 3, 31, 20, 0, 0, TimeSpan.Zero));
        await Measure(near);
        await Measure(far);
        (await Tier(far)).ShouldBe(PartnerTier.Select, "the quarter is not over");

        house.Clock.Set(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        (await Tier(far)).ShouldBe(PartnerTier.Registered);
        (await Tier(near)).ShouldBe(PartnerTier.Select);
        var grace = await Progress(near, System);
        grace.GraceUntil.ShouldBe(new DateOnly(2026, 6, 30));
        (await Steer(s => s.Plan(near, "Two renewals close in May", Ct))).Ok.ShouldBeTrue();
        (await Steer(s => s.Plan(far, "…", Ct))).Problem!.Code.ShouldBe("tier.no_grace");

        house.Clock.Set(new DateTimeOffset(2026, 5, 15, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        (await Tier(near)).ShouldBe(PartnerTier.Select);
        house.Clock.Set(new DateTimeOffset(2026, 7, 1, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        await house.Night();
        (await Tier(near)).ShouldBe(PartnerTier.Registered);
        (await house.Ask(house.Corvane, p => p.Placements(near, Ct))).Single().Reason.ShouldContain("30 June 2026");
        (await house.Ask(house.Corvane, p => p.Placements(near, Ct))).Single().By.ShouldBeNull("the plan placed it");
    }

    [Fact]
    public async Task A_hold_keeps_and_an_exception_lets_off_until_its_day()
    {
        house.Clock.Set(new DateTimeOffset(2025, 12, 20, 9, 0, 0, TimeSpan.Zero));
        var held = await Made("Held", PartnerType.Oem, PartnerTier.Elite);
        var excepted = await Made("Excepted", PartnerType.Oem, PartnerTier.Select);
        var plan = TierStory.Plan(PartnerType.Oem);
        await house.Publish(plan with { Criteria = [plan.Criteria[0]] });
        (await Steer(s => s.Hold(held, new(2026, 6, 1), "A merger runs", Ct))).Ok.ShouldBeTrue();
        (await Steer(s => s.Except(excepted, "revenue", new(2026, 6, 1), "A new region", Ct))).Ok.ShouldBeTrue();
        (await Steer(s => s.Except(excepted, "weather", new(2026, 6, 1), "…", Ct))).Problem!.Code.ShouldBe("tier.no_criterion");
        (await Steer(s => s.Hold(held, new(2025, 12, 20), "…", Ct))).Problem!.Code.ShouldBe("tier.no_day");

        house.Clock.Set(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        (await Tier(held), await Tier(excepted)).ShouldBe((PartnerTier.Elite, PartnerTier.Select));
        house.Clock.Set(new DateTimeOffset(2026, 7, 1, 2, 0, 0, TimeSpan.Zero));
        await house.Night();
        (await Tier(held), await Tier(excepted)).ShouldBe((PartnerTier.Registered, PartnerTier.Registered));
    }
}
