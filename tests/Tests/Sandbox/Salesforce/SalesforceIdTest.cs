using Entente.Sandbox.Salesforce;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SalesforceIdTest
{
    [Theory]
    [InlineData("001D000000IRFma", "001D000000IRFmaIAH")]
    [InlineData("001D000000INjVe", "001D000000INjVeIAL")]
    [InlineData("001D000000Iomaz", "001D000000IomazIAB")]
    public void Fifteen_characters_become_eighteen_with_the_documented_checksum(string fifteen, string eighteen) =>
        SalesforceId.Normalise(fifteen).ShouldBe(eighteen);

    [Theory]
    [InlineData("001D000000IRFmaIAA")]
    [InlineData("001D000000IRFm")]
    [InlineData("001D000000IRF-a")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_id_is_refused(string? text) => SalesforceId.Normalise(text).ShouldBeNull();

    [Fact]
    public void An_id_that_lost_its_case_is_refused_only_when_its_checksum_cannot_belong_to_it()
    {
        SalesforceId.Normalise("001d000000irfmaiah").ShouldBeNull();
        SalesforceId.Normalise("001D000000IRFmaiah").ShouldBe("001D000000IRFmaIAH");
    }

    [Fact]
    public void A_number_comes_back_from_its_id_and_order_is_kept()
    {
        var numbers = Gen.Choose(0, int.MaxValue).Two().Select(pair => (long)pair.Item1 * pair.Item2).Two().ToArbitrary();
        Prop.ForAll(
                numbers,
                pair =>
                {
                    var (a, b) = (SalesforceId.Of("006", pair.Item1), SalesforceId.Of("006", pair.Item2));
                    SalesforceId.Number(a).ShouldBe(pair.Item1);
                    SalesforceId.Normalise(a[..15]).ShouldBe(a);
                    Math.Sign(string.CompareOrdinal(a, b)).ShouldBe(pair.Item1.CompareTo(pair.Item2));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_id_beyond_every_number_has_none() => SalesforceId.Number(SalesforceId.Normalise("006zzzzzzzzzzzz")!).ShouldBeNull();
}
