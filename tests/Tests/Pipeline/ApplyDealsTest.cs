using Entente.Crm;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

public sealed class ApplyDealsTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_deal_is_known_as_the_crm_holds_it()
    {
        var (connection, account) = (house.Connection(), house.Account());
        await house.Apply(house.Corvane, connection, house.Deal("100", account: account));

        var card = await ByCrmId(connection, "100");

        (card.Name, card.Account, card.State, card.Stage.Label, card.Stage.Number, card.Stage.Of).ShouldBe(
            ("Oakhaven Media", account, OpportunityState.Open, "Qualification", 2, 5)
        );
        card.Amount.ShouldBe(new Money(61_500_00, "EUR"));
        card.CloseDate.ShouldBe(new DateOnly(2026, 5, 29));
        card.Owner.ShouldBe(new DealOwner("7", "Tess Calder"));
        card.IsDirect.ShouldBeTrue();
    }

    [Fact]
    public async Task A_move_in_the_crm_is_told_once_however_often_the_record_comes()
    {
        var connection = house.Connection();
        var deal = house.Deal("200");
        await house.Apply(house.Corvane, connection, deal);
        var moved = deal with { Stage = DealStory.Quote, ModifiedAt = deal.ModifiedAt.AddMinutes(1) };

        await house.Apply(house.Corvane, connection, moved);
        await house.Apply(house.Corvane, connection, moved);
        await house.Apply(house.Corvane, connection, deal);

        var card = await ByCrmId(connection, "200");
        card.Stage.Label.ShouldBe("Configure & Quote");
        (await Told(card.Id)).ShouldBe(["opportunity.stage_changed"]);
    }

    [Fact]
    public async Task A_record_that_is_older_than_what_is_known_changes_nothing()
    {
        var connection = house.Connection();
        var deal = house.Deal("300");
        await house.Apply(house.Corvane, connection, deal with { Amount = new Money(1_00, "EUR") });

        var taken = await house.Apply(house.Corvane, connection, deal with { ModifiedAt = deal.ModifiedAt.AddSeconds(-1) });

        taken.ShouldBe(0);
        (await ByCrmId(connection, "300")).Amount.ShouldBe(new Money(1_00, "EUR"));
    }

    [Fact]
    public async Task Winning_and_losing_are_told_with_the_day_they_happened()
    {
        var connection = house.Connection();
        var (one, two) = (house.Deal("401"), house.Deal("402"));
        await house.Apply(house.Corvane, connection, one, two);

        await house.Apply(
            house.Corvane,
            connection,
            one with
            {
                Stage = DealStory.Won,
                ModifiedAt = one.ModifiedAt.AddMinutes(1),
                CloseDate = new(2026, 3, 10),
            },
            two with
            {
                Stage = DealStory.Lost,
                ModifiedAt = two.ModifiedAt.AddMinutes(1),
            }
        );

        var (won, lost) = (await ByCrmId(connection, "401"), await ByCrmId(connection, "402"));
        won.ClosedAt.ShouldBe(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
        lost.ClosedAt.ShouldBe(two.ModifiedAt.AddMinutes(1), "a close date that lies ahead is not the day it was lost");
        (await Told(won.Id)).ShouldBe(["deal.won", "opportunity.stage_changed"], ignoreOrder: true);
        (await Told(lost.Id)).ShouldBe(["deal.lost", "opportunity.stage_changed"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_reopened_deal_is_open_again()
    {
        var connection = house.Connection();
        var deal = house.Deal("450");
        await house.Apply(house.Corvane, connection, deal with { Stage = DealStory.Lost });

        await house.Apply(house.Corvane, connection, deal with { ModifiedAt = deal.ModifiedAt.AddMinutes(1) });

        var card = await ByCrmId(connection, "450");
        (card.State, card.ClosedAt).ShouldBe((OpportunityState.Open, null));
    }

    [Fact]
    public async Task A_history_of_won_deals_comes_in_without_telling_anybody()
    {
        var connection = house.Connection();
        await house.Apply(house.Corvane, connection, house.Deal("500") with { Stage = DealStory.Won });

        (await Told((await ByCrmId(connection, "500")).Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_connections_may_use_the_same_id_and_so_may_two_workspaces()
    {
        var (one, two) = (house.Connection(), house.Connection());
        await house.Apply(house.Corvane, one, house.Deal("600", "First"));
        await house.Apply(house.Corvane, two, house.Deal("600", "Second"));
        await house.Apply(house.Other, one, house.Deal("600", "Third"));

        (await ByCrmId(one, "600")).Name.ShouldBe("First");
        (await ByCrmId(two, "600")).Name.ShouldBe("Second");
        (await house.Ask(house.Other, p => p.ByCrmId(one, "600", Ct)))!.Name.ShouldBe("Third");
    }

    [Fact]
    public async Task A_deleted_deal_leaves_the_open_ones_is_told_as_gone_and_comes_back()
    {
        var (connection, account) = (house.Connection(), house.Account());
        var deal = house.Deal("700", account: account);
        await house.Apply(house.Corvane, connection, deal);
        var id = (await ByCrmId(connection, "700")).Id;

        await house.Apply(house.Corvane, connection, deal with { Deleted = true, Name = "", ModifiedAt = deal.ModifiedAt.AddMinutes(1) });

        (await house.Ask(house.Corvane, p => p.OpenOn([account], Ct))).ShouldBeEmpty();
        (await Told(id)).ShouldBe(["deal.gone"]);
        (await ByCrmId(connection, "700")).Name.ShouldBe("Oakhaven Media", "what is known of a deleted deal stays for the reports");
        (await ByCrmId(connection, "700")).Gone.ShouldBeTrue();

        await house.Apply(house.Corvane, connection, deal with { ModifiedAt = deal.ModifiedAt.AddMinutes(2) });
        (await house.Ask(house.Corvane, p => p.OpenOn([account], Ct))).ShouldHaveSingleItem().Gone.ShouldBeFalse();
        (await Told(id)).ShouldBe(["deal.gone", "deal.back"], ignoreOrder: true);
    }

    [Fact]
    public async Task Partners_keep_their_part_in_a_deal_that_was_merged_into_another()
    {
        var connection = house.Connection();
        var partner = await house.Made(house.Corvane, "Merged");
        await house.Apply(house.Corvane, connection, house.Deal("801"), house.Deal("802", "Survivor"));
        var lost = await house.Link(
            house.Corvane,
            new(connection, "801", "Oakhaven Media", null, null, partner, RegistrationNumber: "DR-0987")
        );

        await house.Apply(
            house.Corvane,
            connection,
            house.Deal("801") with
            {
                Deleted = true,
                MergedInto = "802",
                ModifiedAt = house.Clock.Now.AddMinutes(1),
            },
            house.Deal("802", "Survivor") with
            {
                ModifiedAt = house.Clock.Now.AddMinutes(1),
            }
        );

        var mine = await house.Ask(house.Corvane, p => p.ForPartner(partner, Ct));
        mine.Select(o => (o.CrmId, o.Partners.Single().RegistrationNumber)).ShouldBe([("802", "DR-0987")]);
        (await Told(lost)).ShouldNotContain("deal.lost", "a merged deal was not lost");
    }

    private async Task<OpportunityCard> ByCrmId(CrmConnectionId connection, string id) =>
        (await house.Ask(house.Corvane, p => p.ByCrmId(connection, id, Ct))).ShouldNotBeNull();

    private async Task<List<string>> Told(OpportunityId id)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<OutboxEvent>()
            .Where(e => e.SubjectId == id.Value)
            .Select(e => e.Name)
            .ToListAsync(Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
