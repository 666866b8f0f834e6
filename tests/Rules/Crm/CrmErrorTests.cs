using System.Net.Http.Headers;
using System.Text.Json;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>Each error the two CRMs document has one class: what to do about it.</summary>
public sealed class CrmErrorTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    [Theory]
    [InlineData(
        400,
        """{"category":"VALIDATION_ERROR","message":"x","errors":[{"message":"y","code":"INVALID_OPTION","context":{"propertyName":["tier"]}}]}""",
        "Data",
        "INVALID_OPTION"
    )]
    [InlineData(
        400,
        """{"category":"VALIDATION_ERROR","message":"x","errors":[{"message":"y","code":"PROPERTY_DOESNT_EXIST","context":{"propertyName":["tierx"]}}]}""",
        "Schema",
        "PROPERTY_DOESNT_EXIST"
    )]
    [InlineData(
        400,
        """{"category":"VALIDATION_ERROR","message":"Property values were not valid: [{\"isValid\":false,\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"tierx\"}]"}""",
        "Schema",
        "PROPERTY_DOESNT_EXIST"
    )]
    [InlineData(
        400,
        """{"category":"VALIDATION_ERROR","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Required property tier is missing.\",\"error\":\"REQUIRED_FIELD\",\"name\":\"tier\"}]"}""",
        "Data",
        "REQUIRED_FIELD"
    )]
    [InlineData(400, """{"category":"VALIDATION_ERROR","message":"Unreadable: [{x"}""", "Data", "VALIDATION_ERROR")]
    [InlineData(401, """{"category":"INVALID_AUTHENTICATION","message":"x"}""", "Auth", "INVALID_AUTHENTICATION")]
    [InlineData(
        403,
        """{"category":"MISSING_SCOPES","message":"x","errors":[{"message":"y","context":{"requiredGranularScopes":["crm.objects.deals.write"]}}]}""",
        "Auth",
        "MISSING_SCOPES"
    )]
    [InlineData(404, """{"category":"OBJECT_NOT_FOUND","message":"resource not found"}""", "NotFound", "OBJECT_NOT_FOUND")]
    [InlineData(423, "{}", "Transient", "HTTP_423")]
    [InlineData(477, "{}", "Throttled", "account_migrating")]
    [InlineData(500, "", "Transient", "HTTP_500")]
    [InlineData(524, "", "Transient", "HTTP_524")]
    public void HubSpots_answers_are_classified(int status, string body, string expected, string code)
    {
        var error = HubSpot().Explain(status, Json(body), Headers());
        (error.Class.ToString(), error.Code).ShouldBe((expected, code));
    }

    [Fact]
    public void A_contact_that_exists_already_is_named()
    {
        var error = HubSpot()
            .Explain(409, Json("""{"category":"CONFLICT","message":"Contact already exists. Existing ID: 12345"}"""), Headers());
        (error.Class, error.ExistingId).ShouldBe((CrmErrorClass.Conflict, "12345"));
    }

    [Theory]
    [InlineData("TEN_SECONDLY_ROLLING", 10)]
    [InlineData("SECONDLY", 1)]
    [InlineData("DAILY", 2 * 3600)]
    public void HubSpots_limits_say_how_long_to_wait(string policy, int seconds) =>
        HubSpot().Explain(429, Json($$"""{"policyName":"{{policy}}"}"""), Headers()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(401, "INVALID_SESSION_ID", "Auth")]
    [InlineData(403, "REQUEST_LIMIT_EXCEEDED", "Throttled")]
    [InlineData(403, "API_DISABLED_FOR_ORG", "Auth")]
    [InlineData(400, "INSUFFICIENT_ACCESS_OR_READONLY", "Data")]
    [InlineData(404, "NOT_FOUND", "NotFound")]
    [InlineData(404, "ENTITY_IS_DELETED", "NotFound")]
    [InlineData(400, "INVALID_FIELD", "Schema")]
    [InlineData(400, "MALFORMED_QUERY", "Poison")]
    [InlineData(400, "REQUIRED_FIELD_MISSING", "Data")]
    [InlineData(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Data")]
    [InlineData(400, "DUPLICATE_VALUE", "Conflict")]
    [InlineData(400, "UNABLE_TO_LOCK_ROW", "Transient")]
    [InlineData(400, "ENTITY_IS_LOCKED", "Data")]
    [InlineData(500, "UNKNOWN_EXCEPTION", "Transient")]
    [InlineData(503, "SERVER_UNAVAILABLE", "Transient")]
    [InlineData(502, "ANYTHING_NEW", "Transient")]
    public void Salesforces_codes_are_classified(int status, string code, string expected) =>
        new SalesforceErrors()
            .Explain(status, Json($$"""[{"message":"m","errorCode":"{{code}}"}]"""), Headers())
            .Class.ToString()
            .ShouldBe(expected);

    [Theory]
    [InlineData("duplicateResult")]
    [InlineData("duplicateResut")]
    public void A_duplicate_rule_names_the_record_it_means(string key) =>
        new SalesforceErrors()
            .Explain(
                400,
                Json(
                    $$$"""[{"{{{key}}}":{"matchResults":[{"matchRecords":[{"record":{"Id":"001D000000IRFma"}}]}]},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}]"""
                ),
                Headers()
            )
            .ExistingId.ShouldBe("001D000000IRFmaIAH");

    [Fact]
    public void A_hidden_column_is_named() =>
        new SalesforceErrors()
            .Explain(400, Json("""[{"message":"No such column 'X__c' on entity 'Opportunity'.","errorCode":"INVALID_FIELD"}]"""), Headers())
            .Field.ShouldBe("X__c");

    [Theory]
    [InlineData(400, "invalid_grant", "Auth")]
    [InlineData(400, "invalid_app_access", "Auth")]
    [InlineData(400, "rate_limit_exceeded", "Transient")]
    [InlineData(503, "", "Transient")]
    public void A_refused_token_is_told_from_a_tired_server(int status, string code, string expected) =>
        SalesforceErrors.OfToken(status, Json($$"""{"error":"{{code}}"}""")).Class.ToString().ShouldBe(expected);

    [Fact]
    public void An_answer_that_is_not_JSON_has_a_class_too()
    {
        HubSpot().Explain(404, default, Headers()).Class.ShouldBe(CrmErrorClass.NotFound);
        new SalesforceErrors().Explain(418, default, Headers()).Class.ShouldBe(CrmErrorClass.Data);
    }

    private static HubSpotDialect HubSpot() => new(Brussels, new Fixed(Evening));

    private static HttpResponseHeaders Headers()
    {
        using var message = new HttpResponseMessage();
        return message.Headers;
    }

    private static JsonElement Json(string text)
    {
        if (text.Length == 0)
            return default;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
