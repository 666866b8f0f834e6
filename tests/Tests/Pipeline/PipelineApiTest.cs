using Entente.Pipeline;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

public sealed class PipelineApiTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_claim_is_assessed_against_every_open_deal_of_the_account_and_recent_wins()
    {
        var (connection, account, elsewhere) = (house.Connection(), house.Account(), house.Account());
        var partner = await house.Made(house.Corvane, "Claiming");
        await house.Apply(
            house.Corvane,
            connection,
            house.Deal("1", "Open here", account),
            house.Deal("2", "Open elsewhere", elsewhere),
            house.Deal("3", "Won here", account) with
            {
                Stage = DealStory.Won,
                CloseDate = new(2026, 2, 1),
            },
            house.Deal("4", "Won long ago", account) with
            {
                Stage = DealStory.Won,
                CloseDate = new(2023, 2, 1),
            },
            house.Deal("5", "Lost here", account) with
            {
                Stage = DealStory.Lost,
            }
        );
        var actor = PartnerStory.Partner(house.Corvane, partner);

        var open = await house.Ask(actor, p => p.OpenOn([account], Ct));
        var won = await house.Ask(actor, p => p.WonOn([account], house.Clock.Now.AddYears(-1), Ct));
        var others = await house.Ask(house.Other, p => p.OpenOn([account], Ct));

        open.Select(o => o.Name).ShouldBe(["Open here"]);
        won.Select(o => o.Name).ShouldBe(["Won here"]);
        others.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partner_sees_the_deals_it_has_a_part_in_and_only_its_own_part()
    {
        var connection = house.Connection();
        var (one, two) = (await house.Made(house.Corvane, "Part One"), await house.Made(house.Corvane, "Part Two"));
        await house.Apply(house.Corvane, connection, house.Deal("11"), house.Deal("12"), house.Deal("13"));
        var shared = await house.Link(house.Corvane, new(connection, "11", "", null, null, one, RegistrationNumber: "DR-0001"));
        await house.Link(house.Corvane, new(connection, "11", "", null, null, two, DealRole.Services, RegistrationNumber: "DR-0002"));
        var theirs = await house.Link(house.Corvane, new(connection, "12", "", null, null, two));
        var actor = PartnerStory.Partner(house.Corvane, one);

        var mine = await house.Ask(actor, p => p.ForPartner(one, Ct));
        var cards = await house.Ask(actor, p => p.Cards([shared, theirs], Ct));
        var prying = await house.Ask(actor, p => p.ForPartner(two, Ct));
        var byId = await house.Ask(actor, p => p.ByCrmId(connection, "12", Ct));
        var staff = await house.Ask(house.Corvane, p => p.Get(shared, Ct));

        mine.Select(o => o.CrmId).ShouldBe(["11"]);
        mine.Single().Partners.Select(p => p.Partner).ShouldBe([one]);
        cards.Keys.ShouldBe([shared]);
        prying.ShouldBeEmpty();
        byId.ShouldBeNull();
        staff!.Partners.Select(p => (p.Partner, p.Role)).ShouldBe([(one, DealRole.Sourcing), (two, DealRole.Services)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_link_may_come_before_the_record_and_comes_only_once()
    {
        var (connection, account) = (house.Connection(), house.Account());
        var partner = await house.Made(house.Corvane, "Early");
        var link = new DealLink(
            connection,
            "21",
            "Aldermere Foods",
            account,
            new Money(84_000_00, "EUR"),
            partner,
            RegistrationNumber: "DR-1048",
            Motion: "reseller"
        );

        var first = await house.Link(house.Corvane, link);
        var second = await house.Link(house.Corvane, link);
        var early = await house.Ask(house.Corvane, p => p.Get(first, Ct));
        await house.Apply(
            house.Corvane,
            connection,
            house.Deal("21", "Aldermere Foods, new ERP", account) with
            {
                ModifiedAt = house.Clock.Now.AddHours(-1),
            }
        );
        var late = await house.Ask(house.Corvane, p => p.Get(first, Ct));

        second.ShouldBe(first);
        (early!.Name, early.Amount, early.State).ShouldBe(("Aldermere Foods", new Money(84_000_00, "EUR"), OpportunityState.Open));
        late!.Name.ShouldBe("Aldermere Foods, new ERP", "the CRM wins over what stood in for it, whatever its stamp");
        (late.Partner, late.Partners.Single().RegistrationNumber, late.Partners.Single().Motion).ShouldBe((partner, "DR-1048", "reseller"));
    }

    [Fact]
    public async Task A_deal_that_is_won_before_its_first_record_came_is_told_when_a_partner_waits_for_it()
    {
        var connection = house.Connection();
        var partner = await house.Made(house.Corvane, "Quick");
        var id = await house.Link(house.Corvane, new(connection, "31", "Quick win", null, null, partner));

        await house.Apply(house.Corvane, connection, house.Deal("31") with { Stage = DealStory.Won });

        await using var scope = house.As(house.Corvane);
        var told = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Entente.Platform.Outbox.OutboxEvent>()
            .Where(e => e.SubjectId == id.Value)
            .Select(e => e.Name)
            .ToListAsync(Ct);
        told.ShouldContain("deal.won");
        told.ShouldNotContain("opportunity.stage_changed");
    }

    [Fact]
    public async Task A_part_is_audited_and_the_copy_of_the_crm_is_not()
    {
        var connection = house.Connection();
        var partner = await house.Made(house.Corvane, "Witnessed");
        var id = await house.Link(house.Corvane, new(connection, "41", "Witnessed deal", null, null, partner));

        await using var scope = house.As(house.Corvane);
        var actions = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Entente.Platform.Audit.AuditEntry>()
            .Where(a => a.SubjectId == id.Value)
            .Select(a => a.Action)
            .ToListAsync(Ct);

        actions.ShouldBe(["opportunity_partner.created"]);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
