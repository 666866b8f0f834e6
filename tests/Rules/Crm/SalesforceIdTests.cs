using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class SalesforceIdTests
{
    [Theory]
    [InlineData("001D000000IRFma", "001D000000IRFmaIAH")]
    [InlineData("001D000000INjVe", "001D000000INjVeIAL")]
    [InlineData("001D000000Iomaz", "001D000000IomazIAB")]
    [InlineData("001D000000IRFmaIAH", "001D000000IRFmaIAH")]
    public void Fifteen_characters_become_eighteen(string id, string whole) => SalesforceId.Normalise(id).ShouldBe(whole);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("001D000000IRFm")]
    [InlineData("001D000000IRFma'--")]
    [InlineData("001d000000IRFmaIAH")]
    public void What_is_no_id_is_none(string? id) => SalesforceId.Normalise(id).ShouldBeNull();
}
