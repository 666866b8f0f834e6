using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Partners;

public sealed class TerritoriesTest
{
    private static readonly PartnerId One = new(Guid.Parse("0195f000-0000-7000-8000-000000000001"));
    private static readonly PartnerId Two = new(Guid.Parse("0195f000-0000-7000-8000-000000000002"));
    private static readonly string[] Some = ["GB", "IE", "DE", "AT", "CH", "FR"];

    private static readonly Gen<TerritoryFact> Territory =
        from name in Gen.Elements("North", "South", "East")
        from countries in Gen.ListOf(Gen.Elements(Some))
        select new TerritoryFact(name, countries.ToHashSet());

    private static readonly Gen<NamedAccountFact> Entry =
        from kind in Gen.Elements(Enum.GetValues<NamedAccountKind>())
        from holder in Gen.Elements(One, Two)
        select new NamedAccountFact(kind, kind is NamedAccountKind.Partner ? holder : null, kind.ToString());

    private static readonly Arbitrary<TerritoryFacts> Facts = (
        from country in Gen.Elements<string?>([.. Some, null])
        from own in Gen.ListOf(Territory)
        from others in Gen.ListOf(Territory)
        from listed in Gen.ListOf(Entry)
        select new TerritoryFacts(One, country, [.. own], [.. own, .. others], [.. listed])
    ).ToArbitrary();

    [Fact]
    public void Inside_means_that_one_of_its_territories_holds_the_country() =>
        Prop.ForAll(
                Facts,
                f =>
                    (Territories.Judge(f).Territory == TerritoryVerdict.Inside)
                    == f.Own.Any(t => f.Country is { } c && t.Countries.Contains(c))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Who_is_bound_to_none_is_never_outside() =>
        Prop.ForAll(Facts, f => Territories.Judge(f with { Own = [] }).Territory == TerritoryVerdict.Unrestricted)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_blocked_account_is_blocked_whatever_else_is_listed() =>
        Prop.ForAll(
                Facts,
                f =>
                    Territories.Judge(f with { Listed = [.. f.Listed, new(NamedAccountKind.Blocked, null, "")] }).Account
                    == AccountStanding.Blocked
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_entry_never_makes_a_claim_clearer() =>
        Prop.ForAll(
                Facts,
                Entry.ToArbitrary(),
                (f, more) => Territories.Judge(f with { Listed = [.. f.Listed, more] }).Account >= Territories.Judge(f).Account
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_list_decides_nothing() =>
        Prop.ForAll(Facts, f => Territories.Judge(f).Account == Territories.Judge(f with { Listed = [.. f.Listed.Reverse()] }).Account)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_an_unlisted_or_own_account_inside_the_territory_is_clear() =>
        Prop.ForAll(
                Facts,
                f =>
                {
                    var ruling = Territories.Judge(f);
                    return !ruling.Clear
                        || (
                            ruling.Account is AccountStanding.Free or AccountStanding.Ours
                            && ruling.Territory is TerritoryVerdict.Inside or TerritoryVerdict.Unrestricted
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("gb", "GB")]
    [InlineData("UK", "GB")]
    [InlineData("United Kingdom", "GB")]
    [InlineData(" germany ", "DE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("USA", "US")]
    [InlineData("United States", "US")]
    [InlineData("Österreich", "AT")]
    [InlineData("GBR", "GB")]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_country_is_known_by_code_and_name(string? text, string? code) => Countries.Code(text).ShouldBe(code);
}
