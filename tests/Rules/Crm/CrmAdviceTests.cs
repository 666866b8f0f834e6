using Entente.Crm.Connect;
using Entente.Crm.Port;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class CrmAdviceTests
{
    [Theory]
    [InlineData(CrmKind.HubSpot, "INVALID_AUTHENTICATION", "does not accept the token", "copy the service key")]
    [InlineData(CrmKind.HubSpot, "BAD_REFRESH_TOKEN", "removed Entente’s app", "Sign in with HubSpot again")]
    [InlineData(CrmKind.HubSpot, "FORBIDDEN", "subscription does not include", "which hub and edition")]
    [InlineData(CrmKind.HubSpot, "BAD_REDIRECT_URI", "does not list the address", "redirect address")]
    [InlineData(CrmKind.HubSpot, "BAD_HUB", "let nobody in", "super admin")]
    [InlineData(CrmKind.Salesforce, "invalid_client_id", "does not know this consumer key", "Consumer Key")]
    [InlineData(CrmKind.Salesforce, "invalid_app_access", "no admin has assigned it", "Policies")]
    [InlineData(CrmKind.Salesforce, "invalid_grant", "revoked, expired", "Sign in with Salesforce again")]
    [InlineData(CrmKind.Salesforce, "inactive_user", "is inactive", "Activate the integration user")]
    [InlineData(CrmKind.Salesforce, "API_DISABLED_FOR_ORG", "edition does not include the API", "Enterprise")]
    [InlineData(CrmKind.Salesforce, "redirect_uri_mismatch", "does not list the address", "callback URL")]
    public void A_refusal_says_what_to_do(CrmKind kind, string code, string what, string step)
    {
        var advice = CrmAdvice.Of(kind, code, "said");
        advice.What.ShouldContain(what);
        advice.Steps[0].ShouldContain(step);
    }

    [Fact]
    public void A_missing_scope_is_named()
    {
        CrmAdvice
            .Of(CrmKind.HubSpot, "MISSING_SCOPES", "The token lacks a scope: crm.objects.deals.write.")
            .What.ShouldContain("crm.objects.deals.write");
        CrmAdvice.Lacking(CrmKind.HubSpot, ["crm.objects.owners.read"]).What.ShouldContain("crm.objects.owners.read");
        CrmAdvice.Lacking(CrmKind.Salesforce, ["Opportunity: edit"]).Steps[0].ShouldContain("permission set");
    }

    [Fact]
    public void An_unknown_code_is_told_as_the_CRM_tells_it() =>
        CrmAdvice.Of(CrmKind.Salesforce, "NEW_ONE", "Odd thing.").What.ShouldBe("Odd thing.");

    [Theory]
    [InlineData(CrmKind.HubSpot, "v3", true)]
    [InlineData(CrmKind.HubSpot, "2026-09", true)]
    [InlineData(CrmKind.HubSpot, "2026-04", false)]
    [InlineData(CrmKind.HubSpot, "v4/../x", false)]
    [InlineData(CrmKind.Salesforce, "66.0", true)]
    [InlineData(CrmKind.Salesforce, "30.0", false)]
    [InlineData(CrmKind.Salesforce, "66", false)]
    [InlineData(CrmKind.Salesforce, null, false)]
    public void A_version_is_one_that_can_be_spoken(CrmKind kind, string? version, bool good) =>
        (ApiVersions.Trouble(kind, version) is null).ShouldBe(good);
}
