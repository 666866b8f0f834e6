using Entente.Partners;
using Entente.Partners.DrawTerritories;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

public sealed class TerritoryTest(House house) : IClassFixture<House>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (
            var (name, countries) in (IEnumerable<(string, string[])>)
                [("UK & Ireland", ["GB", "Ireland"]), ("DACH", ["DE", "Austria", "CHE"])]
        )
            (await house.Act<DefineTerritory, Result>(Actor.System(house.Corvane.Id), u => u.Run(name, countries, Ct))).Ok.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("United Kingdom", TerritoryVerdict.Inside)]
    [InlineData("ie", TerritoryVerdict.Inside)]
    [InlineData("Germany", TerritoryVerdict.Outside)]
    [InlineData("Atlantis", TerritoryVerdict.CountryUnknown)]
    [InlineData(null, TerritoryVerdict.CountryUnknown)]
    public async Task A_partner_bound_to_a_territory_registers_inside_it(string? country, TerritoryVerdict verdict)
    {
        var id = await Bound("Bound " + (country ?? "nowhere"), "UK & Ireland");

        var ruling = await Ask(PartnerStory.Partner(house.Corvane, id), id, country);

        ruling.Territory.ShouldBe(verdict);
        ruling.Allowed.ShouldBe(["UK & Ireland"]);
        ruling.BelongsTo.ShouldBe(
            verdict switch
            {
                TerritoryVerdict.Outside => "DACH",
                TerritoryVerdict.Inside => "UK & Ireland",
                _ => null,
            }
        );
    }

    [Fact]
    public async Task A_partner_bound_to_none_registers_anywhere()
    {
        var id = await house.Made(house.Corvane, "Roaming");

        (await Ask(Actor.System(house.Corvane.Id), id, "Japan")).Territory.ShouldBe(TerritoryVerdict.Unrestricted);
    }

    [Fact]
    public async Task A_territory_that_nobody_drew_cannot_be_given()
    {
        var refused = await house.Create(house.Corvane, PartnerStory.Kestrel with { Domains = [], Territories = ["Nordics"] });

        refused.Problem.ShouldNotBeNull().Code.ShouldBe("partner.no_territory");
    }

    [Fact]
    public async Task Listed_accounts_are_known_by_domain_and_by_core_name()
    {
        var (holder, other) = (await house.Made(house.Corvane, "Holder"), await house.Made(house.Corvane, "Bystander"));
        await List(new("Strandholt Energi AS", "strandholt.example", NamedAccountKind.Partner, holder, "Incumbent since 2024"));
        await List(new("Thistlecrest Bank plc", null, NamedAccountKind.Direct, null, "Strategic account"));
        await List(new("Embargoed Metals", "embargoed.example", NamedAccountKind.Blocked, null, "Sanctions"));

        (await Standing(holder, "Strandholt", "www.strandholt.example")).ShouldBe(AccountStanding.Ours);
        (await Standing(other, "Somebody", "sales@strandholt.example")).ShouldBe(AccountStanding.OtherPartners);
        (await Standing(other, "Strandholt Energi", null)).ShouldBe(AccountStanding.OtherPartners);
        (await Standing(other, "Thistlecrest Bank", "unrelated.example")).ShouldBe(AccountStanding.KeptDirect);
        (await Standing(other, "Embargoed Metals Ltd", null)).ShouldBe(AccountStanding.Blocked);
        (await Standing(other, "Aldermere Foods", "aldermere.example")).ShouldBe(AccountStanding.Free);
    }

    [Fact]
    public async Task Only_an_account_named_to_a_partner_has_a_holder_and_one_of_this_workspace()
    {
        var theirs = await house.Made(house.Other, "Theirs");

        (await TryList(new("X", null, NamedAccountKind.Partner, theirs, "reach over")))
            .Problem.ShouldNotBeNull()
            .Code.ShouldBe("named_account.holder");
        (await TryList(new("X", null, NamedAccountKind.Blocked, theirs, "nonsense")))
            .Problem.ShouldNotBeNull()
            .Code.ShouldBe("named_account.holder");
    }

    private async Task<PartnerId> Bound(string name, string territory) =>
        (await house.Create(house.Corvane, PartnerStory.Kestrel with { Name = name, Domains = [], Territories = [territory] })).Value;

    private Task<TerritoryRuling> Ask(Actor actor, PartnerId id, string? country) =>
        house.Ask(actor, p => p.Territory(id, country, null, "Aldermere Foods", Ct));

    private async Task<AccountStanding> Standing(PartnerId id, string name, string? domain) =>
        (await house.Ask(PartnerStory.Partner(house.Corvane, id), p => p.Territory(id, "GB", domain, name, Ct))).Account;

    private Task<Result> TryList(NameAccount.Input input) =>
        house.Act<NameAccount, Result>(Actor.System(house.Corvane.Id), u => u.Run(input, Ct));

    private async Task List(NameAccount.Input input) => (await TryList(input)).Ok.ShouldBeTrue();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
