using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

/// <summary>Postal addresses of two records: one writing for the main languages, one weighted feature among others, never alone a yes.</summary>
public sealed class AddressTest
{
    [Theory]
    [InlineData("Hauptstr. 12, 10115 Berlin", "12 Hauptstraße, 10115 Berlin, Germany")]
    [InlineData("Kerkstr. 4, 1012AB Amsterdam", "Kerkstraat 4, 1012AB Amsterdam, Nederland")]
    [InlineData("14 bd. Haussmann, 75009 Paris", "14 boulevard Haussmann, 75009 Paris, France")]
    [InlineData("Avda. Diagonal 211, 08018 Barcelona", "Avenida Diagonal 211, 08018 Barcelona, Spain")]
    [InlineData("P.za Duomo 3, 20121 Milano", "Piazza Duomo 3, 20121 Milano, Italia")]
    [InlineData("ul. Prosta 51, 00-838 Warszawa", "ulica Prosta 51, 00838 Warszawa, Poland")]
    [InlineData("111 Wellington St, Ottawa, K1A 0A9", "111 Wellington Street, Ottawa, K1A0A9")]
    [InlineData("1 Market Street, San Francisco, CA 94105-1420", "1 Market St., San Francisco CA 94105")]
    public void One_address_in_two_writings_speaks_for_one_company(string here, string there)
    {
        var (with, without) = (
            Of("Brightwater Holding", here, "Bright Water", there),
            Of("Brightwater Holding", null, "Bright Water", null)
        );

        with.Probability.ShouldBeGreaterThan(without.Probability);
        with.Because.ShouldContain("address", Case.Insensitive);
        Of("Brightwater", here, "Brightwater", "99 Elsewhere Close, 55555 Nowhere").Probability.ShouldBeLessThan(with.Probability);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Aldermere Foods", "Quillon Rail")]
    [InlineData("Aldermere Foods", null)]
    public void An_address_alone_is_never_the_same_company(string? left, string? right)
    {
        const string at = "1 Market Street, San Francisco, CA 94105";

        Of(left, at, right, at).Verdict.ShouldNotBe(PairVerdict.Same);
    }

    [Fact]
    public void Of_two_names_with_little_in_common_no_address_makes_one()
    {
        var words = Gen.Elements("Aldermere", "Quillon", "Zephyr", "Okapi", "Marble", "Tundra");
        var streets = Gen.Elements("1 Market Street, 94105 San Francisco", "Hauptstr. 12, 10115 Berlin", "ul. Prosta 51, 00-838 Warszawa");
        Prop.ForAll(
                (from a in words from b in words from at in streets where a != b select (a, b, at)).ToArbitrary(),
                pair =>
                {
                    var answer = Of(pair.a, pair.at, pair.b, pair.at);
                    return answer.Verdict != PairVerdict.Same
                        && answer == Of(pair.b, pair.at, pair.a, pair.at) with { Because = answer.Because };
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static PairAnswer Of(string? left, string? here, string? right, string? there) =>
        CompanyPair.Of(new(left, here), new(right, there));
}
