using Entente.Crm.Port;
using Entente.Crm.Rules;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>What a CRM refuses is said in words somebody can act on.</summary>
public sealed class ErrorCauseTests
{
    [Theory]
    [InlineData(CrmKind.HubSpot, "REQUIRED_FIELD", "HubSpot demands a value for “region”, and this record brings none.", true)]
    [InlineData(
        CrmKind.Salesforce,
        "REQUIRED_FIELD_MISSING",
        "Salesforce demands a value for “region”, and this record brings none.",
        true
    )]
    [InlineData(CrmKind.HubSpot, "INVALID_OPTION", "HubSpot does not know this choice for “region”.", true)]
    [InlineData(
        CrmKind.Salesforce,
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "A validation rule of your Salesforce refuses the values: Not so.",
        false
    )]
    [InlineData(CrmKind.Salesforce, "ENTITY_IS_LOCKED", "The record is locked by an approval.", false)]
    public void Known_codes_are_explained(CrmKind crm, string code, string expected, bool inMapping)
    {
        var cause = ErrorCauses.Of(crm, CrmErrorClass.Data, code, "region", "Not so");
        (cause.What, cause.InMapping).ShouldBe((expected, inMapping));
        cause.Then.ShouldNotBeEmpty();
    }

    [Fact]
    public void Whatever_comes_there_is_a_cause_and_something_to_do()
    {
        foreach (var crm in Enum.GetValues<CrmKind>())
        foreach (var kind in Enum.GetValues<CrmErrorClass>().Cast<CrmErrorClass?>().Append(null))
        foreach (var said in new[] { null, "", "It is so", "It is so." })
        {
            var cause = ErrorCauses.Of(crm, kind, "SOMETHING_NEW", null, said);
            cause.What.ShouldEndWith(".");
            cause.What.ShouldNotContain("..");
            cause.Then.ShouldNotBeEmpty();
        }
    }
}
