using Entente.Access;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

/// <summary>Who gets which credit for a deal: gathered, talked about, settled, locked at close, corrected by two.</summary>
public sealed class CreditTest(WebHouse web) : CreditStory(web), IClassFixture<WebHouse>
{
    [Fact]
    public async Task Touches_are_gathered_once_and_every_partner_s_share_explains_itself()
    {
        var of = await Joint("c-1");

        await House.Work();
        await Gather(of.Deal);
        await Gather(of.Deal);

        var seen = await See(of.Deal);
        seen.Touches.Count.ShouldBe(2, "however often they are gathered");
        seen.Partners.Select(p => (p.Counts, p.Sourced, p.Influenced)).ShouldBe([(5000, true, false), (5000, false, true)]);
        seen.Partners[0].Money.ShouldBe(new Money(30_750_00, "EUR"));
        seen.Partners[0].Why.ShouldContain("was given a part in this deal on");
        (await Rows(of.Deal)).Select(r => r.Points).Sum().ShouldBe(Shares.Whole);
    }

    [Fact]
    public async Task Both_sides_talk_until_they_agree_and_nothing_offered_goes_above_the_whole()
    {
        var of = await Joint("c-2");

        (await Offer(of.First, of.Deal, null, "70")).Problem.ShouldBeNull();
        (await Answer(of.First, of.Deal, null, true)).Problem!.Code.ShouldBe("share.no_offer", "nobody answers their own offer");
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Offer(Maren, of.Deal, of.One, "60")).Problem.ShouldBeNull();
        (await Offer(Maren, of.Deal, of.Two, "40.01")).Problem!.Code.ShouldBe("share.above_whole", "60 is offered to the other");
        (await Offer(Maren, of.Deal, of.Two, "40")).Problem.ShouldBeNull();
        (await Answer(of.Second, of.Deal, null, false)).Problem.ShouldBeNull();
        (await Answer(of.First, of.Deal, null, true)).Problem.ShouldBeNull();
        await House.Work();

        var half = await See(of.Deal);
        half.Settled.ShouldBeFalse("one of two has agreed");
        half.Partners.Select(p => p.Counts).ShouldBe([6000, 4000], "the other has what is left");
        half.Partners.Single(p => p.Partner == of.One).Offers.Select(o => o.Outcome).ShouldBe([OfferEnd.Agreed, OfferEnd.Countered]);
        half.Partners.Single(p => p.Partner == of.Two).Offers.Single().Outcome.ShouldBe(OfferEnd.Declined);

        (await Offer(of.Second, of.Deal, null, "41")).Problem.ShouldBeNull();
        (await Answer(Maren, of.Deal, of.Two, true)).Problem!.Code.ShouldBe("share.above_whole");
        (await Offer(of.Second, of.Deal, null, "25")).Problem.ShouldBeNull();
        (await Answer(Maren, of.Deal, of.Two, true)).Problem.ShouldBeNull();
        await House.Work();
        var whole = await See(of.Deal);
        (whole.Settled, whole.Vendor).ShouldBe((true, 1500));
        (await Offer(Staff("pipeline.read"), of.Deal, of.Two, "10")).Problem!.Code.ShouldBe("credit.may_not");
        var stranger = await House.Made(Web.Corvane, "Nobody Here");
        (await Offer(PartnerStory.Partner(Web.Corvane, stranger), of.Deal, null, "10")).Problem!.Code.ShouldBe("share.none");
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_in_time_binds_nobody_any_more()
    {
        var of = await Joint("c-late");
        (await Offer(Maren, of.Deal, of.One, "90")).Problem.ShouldBeNull();
        (await Offer(Maren, of.Deal, of.Two, "20")).Problem!.Code.ShouldBe("share.above_whole");
        var by = (await Own(of.First, of.Deal))!.Offer!.AnswerBy;

        House.Clock.Set(by.AddMinutes(1));
        (await Answer(of.First, of.Deal, null, true)).Problem!.Code.ShouldBe("share.lapsed", "late, even before it was cleared away");
        await House.Work();

        var own = (await Own(of.First, of.Deal))!;
        (own.Offer, own.Earlier.Single().Outcome).ShouldBe((null, OfferEnd.Lapsed));
        (await Offer(Maren, of.Deal, of.Two, "20")).Problem.ShouldBeNull("the other's offer keeps nothing back");
    }

    [Fact]
    public async Task A_partner_sees_its_own_share_and_offers_and_of_the_others_nothing()
    {
        var of = await Joint("c-3");
        (await Offer(of.Second, of.Deal, null, "30")).Problem.ShouldBeNull();
        (await Own(of.First, of.Deal))!.Settled.ShouldBeNull("equal shares would say how many others there are");
        (await Settle(of, "70", "20")).Problem.ShouldBeNull();
        await House.Work();

        var first = (await Own(of.First, of.Deal))!;
        (first.Settled, first.Others, first.Offer, first.Earlier.Count).ShouldBe(("Sourcing, 70 %", null, null, 0));
        first.Why!.ShouldStartWith("You were given a part in this deal on");
        (await Own(of.Second, of.Deal))!.Settled.ShouldBe("Services, 20 %");
        var stranger = await House.Made(Web.Corvane, "Not In It");
        (await Own(PartnerStory.Partner(Web.Corvane, stranger), of.Deal)).ShouldBeNull();
        await using var scope = House.As(of.First);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<PartnerShare>().Where(s => s.OpportunityId == of.Deal).ToListAsync(Ct))
            .ShouldHaveSingleItem()
            .PartnerId.ShouldBe(of.One);
        (await db.Set<PartnerCredit>().Where(s => s.OpportunityId == of.Deal).ToListAsync(Ct))
            .ShouldHaveSingleItem()
            .PartnerId.ShouldBe(of.One);
        (await db.Set<CreditTouch>().Where(s => s.OpportunityId == of.Deal).ToListAsync(Ct))
            .ShouldHaveSingleItem()
            .PartnerId.ShouldBe(of.One);
        (await db.Set<ShareOffer>().Where(s => s.OpportunityId == of.Deal).ToListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Closed_it_is_locked_and_only_two_people_correct_it()
    {
        var of = await Joint("c-4");
        (await Settle(of, "60", "40")).Problem.ShouldBeNull();
        (await Correct(Maren, of, "50", "50", "Too soon")).Problem!.Code.ShouldBe("credit.open");
        await Close(of, DealStory.Won);

        (await See(of.Deal)).LockedAt.ShouldNotBeNull();
        (await Settle(of, "50", "50")).Problem!.Code.ShouldBe("share.locked");
        (await Offer(of.First, of.Deal, null, "90")).Problem!.Code.ShouldBe("share.locked");
        (await Offer(Maren, of.Deal, of.One, "1")).Problem!.Code.ShouldBe("share.locked");

        (await Correct(Maren, of, "60", "40", "The same")).Problem!.Code.ShouldBe("credit.nothing_changed");
        (await Correct(Maren, of, "70", "40", "Above")).Problem!.Code.ShouldBe("share.above_whole");
        (await Correct(Maren, of, "50", "50", " ")).Problem!.Code.ShouldBe("credit.no_why");
        (await Correct(Maren, of, "50", "50", "The workshop was theirs.")).Problem.ShouldBeNull();
        (await Correct(Tomas, of, "10", "10", "Mine too")).Problem!.Code.ShouldBe("credit.waits");
        (await Decide(Maren, of.Deal, true)).Problem!.Code.ShouldBe("credit.own_correction");
        (await See(of.Deal)).Partners.Select(p => p.Counts).ShouldBe([6000, 4000], "nothing changes before somebody else approved");
        (await Decide(Tomas, of.Deal, true)).Problem.ShouldBeNull();
        (await Decide(Tomas, of.Deal, true)).Problem!.Code.ShouldBe("credit.no_correction");
        await House.Work();

        var seen = await See(of.Deal);
        seen.Partners.Select(p => p.Counts).ShouldBe([5000, 5000]);
        seen.Partners[0].Why.ShouldBe("Corrected to 50 % after the deal was closed.");
        var kept = seen.Corrections.ShouldHaveSingleItem();
        (kept.Why, kept.State).ShouldBe(("The workshop was theirs.", "Approved"));
        kept.Shares.Select(s => s.Before.BasisPoints).Order().ShouldBe([4000, 6000]);
        (await Own(of.First, of.Deal))!.Settled.ShouldBe("Sourcing, 50 %");
    }

    [Fact]
    public async Task A_rule_that_is_published_counts_for_open_deals_and_never_for_closed_ones()
    {
        var (open, won) = (await Joint("c-5", "marketplace"), await Joint("c-6", "marketplace"));
        await Close(won, DealStory.Won);
        var rule = CreditRule.Standard with { Model = CreditModel.FirstTouch, VendorPoints = 1000 };

        (await Publish("marketplace", rule, 0)).Value.ShouldBe(1);
        (await Publish("marketplace", rule, 0)).Problem!.Code.ShouldBe("credit_rule.stale");
        (await Publish("barter", rule, 0)).Problem!.Code.ShouldBe("credit_rule.no_motion");
        (await Publish("marketplace", rule with { VendorPoints = 10_001 }, 1)).Problem!.Fields!.Keys.ShouldBe(["vendor"]);
        await House.Work();

        (await Rows(open.Deal)).Select(r => r.Points).OrderDescending().ShouldBe([9000, 0]);
        (await Rows(won.Deal)).Select(r => r.Points).ShouldBe([5000, 5000]);
        (await See(won.Deal)).Counts.ShouldBe(CreditModel.Split);
        await Close(open, DealStory.Lost);
        (await See(open.Deal)).Rule.ShouldBe("marketplace 1");
        await Close(open, DealStory.Qualification);
        (await See(open.Deal)).LockedAt.ShouldBeNull("the CRM opened it again");
    }

    [Fact]
    public async Task Deals_in_two_currencies_are_summed_apart_on_one_page()
    {
        var (euro, dollar) = (await Joint("c-9", "services"), await Joint("c-10", "services"));
        await Close(euro, DealStory.Won);
        await Close(dollar, DealStory.Won, new Money(1_000_000_00, "USD"));
        var maren = await Web.Owner();

        foreach (var by in (string[])["partner", "motion", "quarter"])
            (await maren.Open($"/w/corvane/attribution?by={by}")).Words.ShouldContain("$");

        var view = await House.Act<AttributionQuery, AttributionView>(
            System,
            q => q.Load(new(AttributionBy.Motion, false, null, null, null), Ct)
        );
        view.Total.Select(t => t.Currency).ShouldBe(["USD", "EUR"], "the larger figure first");
    }

    [Fact]
    public async Task Sourced_and_influenced_stand_side_by_side_to_the_cent_and_the_file_is_on_record()
    {
        var of = await Joint("c-7", "services", "=Odd Amount");
        (await Settle(of, "33.33", "33.33")).Problem.ShouldBeNull();
        await Close(of, DealStory.Won);
        var maren = await Web.Owner();

        var view = await House.Act<AttributionQuery, AttributionView>(
            System,
            q => q.Load(new(AttributionBy.Partner, false, null, null, null), Ct)
        );
        var lines = view.Lines.Where(l => l.Deal == of.Deal).ToList();
        lines.Select(l => l.Points).ShouldBe([3333, 3333]);
        lines.Sum(l => l.Credit.Minor).ShouldBeInRange(61_500_00 * 6666L / 10_000 - 1, 61_500_00 * 6666L / 10_000 + 1);
        view.Groups.Single(g => g.Key == of.One.Short()).Sums.Single().SourcedDeals.ShouldBe(1);
        view.Groups.Single(g => g.Key == of.Two.Short()).Sums.Single().SourcedDeals.ShouldBe(0);

        (await maren.Open($"/w/corvane/attribution?group={of.One.Short()}")).Words.ShouldContain("Odd Amount");
        (await maren.Open("/w/corvane/attribution?model=firsttouch&by=quarter&show=won")).Words.ShouldContain(
            "Whoever came first has all of it."
        );
        var file = await maren.Get("/w/corvane/attribution.csv");
        file.Text.ShouldContain("\"'=Odd Amount\"");
        await using var scope = House.As(System);
        (
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from audit_entry where action = 'attribution.exported'")
                .SingleAsync(Ct)
        ).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_settles_offers_and_corrects_and_keeps_what_was_typed()
    {
        var of = await Joint("c-8", name: "Marlowe Freight");
        var maren = await Web.Owner();
        var page = $"/w/corvane/pipeline/{of.Deal.Value}/credit";

        (await maren.Open($"/w/corvane/pipeline/{of.Deal.Value}")).Words.ShouldContain("What counts");
        var refused = await maren.Submit(page, ("Input.Slices[0].Share", "80"), ("Input.Slices[1].Share", "30"));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("They may not go above 100 %.");
        refused.Document.QuerySelector("[name='Input.Slices[1].Share']")!.GetAttribute("value").ShouldBe("30");
        (await maren.Submit(page, ("Input.Slices[0].Share", "80"), ("Input.Slices[1].Share", "20"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
        (await maren.Open(page)).Words.ShouldContain("Settled at 80 %.");
        await Close(of, DealStory.Won);
        (await maren.Submit(page, ("Input.Slices[0].Share", "70"), ("Input.Why", ""))).Status.ShouldBe(
            StatusCodes.Status422UnprocessableEntity
        );
        (await maren.Submit(page, ("Input.Slices[0].Share", "70"), ("Input.Why", "Agreed by mail"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
        (await maren.Open(page)).Words.ShouldContain("You asked for it; somebody else approves or refuses it.");
        var tomas = await Web.Staff(StaffRole.PartnerManager, "tomas.credit@corvane.example", "Tomas Credit");
        (await tomas.Open(page)).Words.ShouldContain("A correction waits");
        (await tomas.Open("/w/corvane/today")).Words.ShouldContain("Credit to settle");
        var finn = await Web.Staff(StaffRole.Finance, "finn.credit@corvane.example", "Finn Credit");
        (await finn.Open(page)).Document.QuerySelectorAll("main form[method=post]").ShouldBeEmpty();
        (await maren.Submit("/w/corvane/settings/credit/tech", ("Input.Vendor", "a lot"))).Status.ShouldBe(
            StatusCodes.Status422UnprocessableEntity
        );
        (await maren.Submit("/w/corvane/settings/credit/tech", ("Input.Vendor", "5"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Open("/w/corvane/settings/credit")).Words.ShouldContain("You keep 5 %.");
    }
}
