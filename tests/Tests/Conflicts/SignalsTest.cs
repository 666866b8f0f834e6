using Entente.Conflicts.Rules;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Rules;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>What no claim tells and the CRM shows: the sweep sees it in the mirror.</summary>
public sealed class SignalsTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Two_partners_with_a_deal_each_on_one_account_are_seen_without_any_claim()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Two Deals");
        foreach (var (id, partner) in new[] { ("deal-k", story.Claims.Kestrel), ("deal-v", story.Claims.Vantora) })
        {
            await story.Deal(connection, account, id, d => d with { CloseDate = null });
            await house.Link(house.Corvane, new(connection, id, $"Direct {id}", account, null, partner, Motion: "reseller"));
        }

        await story.Sweep();

        var one = (await story.Of("Two Deals"))!;
        (one.Kind, one.Cause).ShouldBe((ConflictKind.Horizontal, SignalCode.TwoDeals));
        one.Sides.Select(s => s.PartnerId).ShouldBe([story.Claims.Kestrel, story.Claims.Vantora], ignoreOrder: true);
        await story.Sweep();
        (await story.All("Two Deals")).ShouldHaveSingleItem().Version.ShouldBe(one.Version, "looking again changes nothing");
    }

    [Fact]
    public async Task A_partners_two_deals_on_one_account_are_its_own_affair()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Own Affair");
        foreach (var id in (string[])["own-1", "own-2"])
        {
            await story.Deal(connection, account, id);
            await house.Link(house.Corvane, new(connection, id, $"Direct {id}", account, null, story.Claims.Kestrel, Motion: "reseller"));
        }

        await story.Sweep();

        (await story.Of("Own Affair")).ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_on_a_company_on_which_direct_sales_work_is_seen_at_once()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Worked On");
        await story.Deal(connection, account, "worked");
        house.Clock.Advance(TimeSpan.FromDays(1));

        await story.Claims.Submitted(story.Claims.Ines, "Worked On");
        await house.Work();

        var one = (await story.Of("Worked On"))!;
        (one.Kind, one.Cause).ShouldBe((ConflictKind.Vertical, SignalCode.ClaimBesideDirect));
    }

    [Fact]
    public async Task Work_on_an_older_direct_deal_while_a_claim_is_protected_is_a_touch()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Touched Again");
        await story.Deal(connection, account, "older");
        var opened = house.Clock.Now;
        house.Clock.Advance(TimeSpan.FromDays(90));
        var number = await story.Claims.Submitted(story.Claims.Ines, "Touched Again");
        (await story.Claims.Approve(number, accept: true)).Problem.ShouldBeNull();
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(2));

        await story.Deal(connection, account, "older", d => d with { CreatedAt = opened, Amount = new(1_000_00, "EUR") });
        await story.Sweep();

        (await story.Of("Touched Again"))!.Signals.ShouldContain(s => s.Code == SignalCode.DirectTouch);
    }

    [Fact]
    public async Task One_company_twice_in_the_CRM_with_deals_on_both_is_seen_where_a_partner_works()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Twice There");
        var (_, twin) = await story.Known("Twice There", connection);
        await story.Deal(connection, account, "at-one");
        await story.Deal(connection, twin, "at-other");
        await house.Link(
            house.Corvane,
            new(connection, "at-one", "Direct at-one", account, null, story.Claims.Kestrel, Motion: "reseller")
        );

        await story.Sweep();

        var one = (await story.Of("Twice There"))!;
        one.Signals.Select(s => s.Code).ShouldBe([SignalCode.TwoDeals, SignalCode.DuplicateAccounts], ignoreOrder: true);
    }

    [Fact]
    public async Task A_direct_deal_on_which_the_CRM_names_a_partner_lacks_its_fields()
    {
        var story = await ConflictStory.In(house);
        var (connection, account) = await story.Known("Named There");
        await story.Deal(connection, account, "named");
        await using (var scope = house.As(house.Corvane))
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Write(
                    """
                    insert into crm_record (workspace_id, connection_id, kind, crm_id, fields, links, hash, deleted, modified_at, applied_at, seen_at)
                    values ($1, $2, $3, 'named', '{}', $4::jsonb, '', false, now(), now(), now())
                    """,
                    RegistrationStory.Ct,
                    house.Corvane.Id.Value,
                    connection.Value,
                    nameof(CrmObject.Deal),
                    Json.Write(new List<CrmLink> { new(CrmObject.Partner, "company-9", "Referral partner") })
                );

        await story.Sweep();

        var one = (await story.Of("Named There"))!;
        one.Cause.ShouldBe(SignalCode.MissingPartner);
    }

    [Fact]
    public async Task Prices_held_for_two_partners_at_once_stand_in_their_case_when_the_second_is_approved()
    {
        var story = await ConflictStory.In(house);
        await house.PublishPolicy(Policy.Default with { Rules = [new("Prices", new()) { Band = new(0, 1_500), Prices = new(120) }] });
        // Two spellings without a site: no strong key keeps the second from being approved.
        var first = await story.Claims.Submit(story.Claims.Ines, Loose("Umber Quillon Presses"));
        house.Clock.Advance(TimeSpan.FromHours(1));
        var second = await story.Claims.Submit(story.Claims.Jonah, Loose("Umber Quillon Preesses"));
        (await story.Claims.Approve(first.Value.Number, accept: true)).Problem.ShouldBeNull();
        await story.Sweep();
        (await story.Of("Umber Quillon Presses"))!.Signals.ShouldNotContain(s => s.Code == SignalCode.PricesHeldTwice);

        (await story.Claims.Approve(second.Value.Number, accept: true)).Problem.ShouldBeNull();
        await story.Sweep();

        (await story.Of("Umber Quillon Presses"))!.Signals.ShouldContain(s => s.Code == SignalCode.PricesHeldTwice);

        static ClaimInput Loose(string company) =>
            RegistrationStory.Claim(company) with
            {
                Domain = null,
                ContactEmail = $"{company.Replace(' ', '.')}@gmail.com",
            };
    }

    [Fact]
    public async Task A_much_higher_discount_and_the_same_quote_of_two_partners_stand_in_their_case()
    {
        var story = await ConflictStory.In(house);
        await story.Claims.Submit(story.Claims.Ines, RegistrationStory.Claim("Quoted Alike") with { Discount = "5" });
        await story.Claims.Submit(story.Claims.Jonah, RegistrationStory.Claim("Quoted Alike") with { Discount = "25" });
        await house.Work();

        var signals = (await story.Of("Quoted Alike"))!.Signals;
        signals
            .Select(s => s.Code)
            .ShouldBe([SignalCode.TwoClaims, SignalCode.UnusualDiscount, SignalCode.DuplicateQuotes], ignoreOrder: true);
        signals.Single(s => s.Code == SignalCode.UnusualDiscount).Sentence.ShouldContain("asks for 25 %");
    }
}
