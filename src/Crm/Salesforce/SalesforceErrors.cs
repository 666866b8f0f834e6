using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>Salesforce's errors: told by their code, hardly ever by the status.</summary>
internal sealed partial class SalesforceErrors : ICrmDialect
{
    public CrmError Explain(int status, JsonElement body, HttpResponseHeaders headers)
    {
        var first = body.ValueKind == JsonValueKind.Array ? body.Items().FirstOrDefault() : body;
        var code = first.Text("errorCode") ?? first.Text("error") ?? $"HTTP_{status}";
        if (status is 300)
            return new CrmError(CrmErrorClass.Conflict, "MULTIPLE_CHOICES", "Several Salesforce records carry the same Entente id.");
        return Classify(status, code, first.Text("message") ?? first.Text("error_description"), first, headers.RetryAfter?.Delta);
    }

    public bool TokenRefused(int status, JsonElement body) => status == 401;

    public void Observe(HttpResponseHeaders headers, LaneGate gate)
    {
        if (
            headers.TryGetValues("Sforce-Limit-Info", out var values)
            && UsagePattern().Match(values.FirstOrDefault() ?? "") is { Success: true } match
            && Canonical.ReadNumber(match.Groups["max"].Value) is > 0 and var max
            && Canonical.ReadNumber(match.Groups["used"].Value) is { } used
        )
            gate.ObserveDay((double)used, (double)max);
    }

    /// <summary>Salesforce has one budget for everything.</summary>
    public IReadOnlyList<LaneLimit> Hit(CrmError error, LaneLimit asked) => [LaneLimit.General];

    public void Prepare(HttpRequestMessage message)
    {
        message.Headers.TryAddWithoutValidation("Sforce-Call-Options", "client=" + SalesforceOptions.ClientName);
        // Staff saw the candidates and decided: an alerting duplicate rule lets the record pass, a blocking one still refuses.
        message.Headers.TryAddWithoutValidation(
            "Sforce-Duplicate-Rule-Header",
            "allowSave=true; includeRecordDetails=false; runAsCurrentUser=true"
        );
        message.Headers.TryAddWithoutValidation("Sforce-Auto-Assign", "FALSE");
    }

    /// <summary>An entry of a save result inside a 200: it says <c>statusCode</c> where the top level says <c>errorCode</c>.</summary>
    public static CrmError OfSave(JsonElement error) =>
        Classify(400, error.Text("statusCode") ?? error.Text("errorCode") ?? "UNKNOWN_EXCEPTION", error.Text("message"), error, null);

    /// <summary>A refused token call.</summary>
    public static CrmError OfToken(int status, JsonElement body)
    {
        var (code, described) = (body.Text("error") ?? $"HTTP_{status}", body.Text("error_description"));
        if (status >= 500 || code is "HTTP_429" or "rate_limit_exceeded" or "unknown_error")
            return new CrmError(CrmErrorClass.Transient, code, "Salesforce cannot sign us in right now.");
        return new CrmError(
            CrmErrorClass.Auth,
            code,
            code switch
            {
                "invalid_app_access" => "An admin must assign the external client app to our user (its policies page).",
                "invalid_client_id" or "invalid_client" => "Salesforce does not know this consumer key or secret.",
                "inactive_user" => "The user Entente acts as is inactive.",
                "invalid_grant" => $"Salesforce refuses to sign us in: {described ?? "the grant is not valid any more"}. Connect again.",
                _ => $"Salesforce refuses to sign us in: {described ?? code}.",
            }
        );
    }

    private static CrmError Classify(int status, string code, string? said, JsonElement error, TimeSpan? retryAfter)
    {
        var field = error.Items("fields").FirstOrDefault().Text();
        var message = said ?? $"Salesforce answered {status}.";
        return code switch
        {
            "INVALID_SESSION_ID" or "INVALID_AUTH_HEADER" => new(
                CrmErrorClass.Auth,
                code,
                "Salesforce does not accept the session any more."
            ),
            "REQUEST_LIMIT_EXCEEDED" => message.Contains("Concurrent", StringComparison.OrdinalIgnoreCase)
                ? new(CrmErrorClass.Throttled, code, "Too many calls to Salesforce run at once.", retryAfter ?? TimeSpan.FromSeconds(5))
                : new(
                    CrmErrorClass.Throttled,
                    code,
                    "The organisation's daily API limit is used up.",
                    retryAfter ?? TimeSpan.FromMinutes(15)
                ),
            "API_DISABLED_FOR_ORG" or "API_CURRENTLY_DISABLED" => new(
                CrmErrorClass.Auth,
                code,
                "This organisation's edition or admin does not allow the API."
            ),
            "INSUFFICIENT_ACCESS"
            or "INSUFFICIENT_ACCESS_OR_READONLY"
            or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
            or "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" => new(
                CrmErrorClass.Data,
                code,
                $"Salesforce does not let our user do this: {message}",
                Field: field
            ),
            "NOT_FOUND" or "ENTITY_IS_DELETED" => new(
                CrmErrorClass.NotFound,
                code,
                "Salesforce has no such record: it may have been deleted or merged."
            ),
            "INVALID_FIELD" or "INVALID_TYPE" or "INVALID_FIELD_FOR_INSERT_UPDATE" => new(
                CrmErrorClass.Schema,
                code,
                $"A field is missing, or hidden from our user: {message}",
                Field: field ?? Column(message)
            ),
            "MALFORMED_ID" or "MALFORMED_QUERY" or "JSON_PARSER_ERROR" => new(CrmErrorClass.Poison, code, message),
            "DUPLICATE_VALUE" or "DUPLICATE_EXTERNAL_ID" => new(
                CrmErrorClass.Conflict,
                code,
                message,
                Field: field,
                ExistingId: IdIn(message)
            ),
            "DUPLICATES_DETECTED" => new(
                CrmErrorClass.Conflict,
                code,
                $"A duplicate rule of the organisation refuses it: {message}",
                ExistingId: Match(error)
            ),
            "UNABLE_TO_LOCK_ROW" => new(CrmErrorClass.Transient, code, "Somebody else is changing the record or its account.", retryAfter),
            "ENTITY_IS_LOCKED" => new(CrmErrorClass.Data, code, "The record is locked by an approval."),
            "INVALID_QUERY_LOCATOR"
            or "QUERY_TIMEOUT"
            or "REQUEST_RUNNING_TOO_LONG"
            or "SERVER_UNAVAILABLE"
            or "UNKNOWN_EXCEPTION"
            or "ALL_OR_NONE_OPERATION_ROLLED_BACK"
            or "PROCESSING_HALTED" => new(CrmErrorClass.Transient, code, message, retryAfter),
            "STORAGE_LIMIT_EXCEEDED" or "LIMIT_EXCEEDED" => new(CrmErrorClass.Data, code, $"The organisation is out of room: {message}"),
            _ => ByStatus(status, code, message, field, retryAfter),
        };
    }

    private static CrmError ByStatus(int status, string code, string message, string? field, TimeSpan? retryAfter) =>
        status switch
        {
            401 => new(CrmErrorClass.Auth, code, "Salesforce does not accept the session any more."),
            404 => new(CrmErrorClass.NotFound, code, message),
            410 => new(CrmErrorClass.Schema, code, "This version of Salesforce's API is no longer served."),
            420 or 429 => new(CrmErrorClass.Throttled, code, "Salesforce asks us to slow down.", retryAfter ?? TimeSpan.FromSeconds(10)),
            >= 500 => new(CrmErrorClass.Transient, code, "Salesforce has trouble of its own.", retryAfter),
            _ => new(CrmErrorClass.Data, code, message, Field: field),
        };

    // The documents' own sample misspells the key.
    private static string? Match(JsonElement error) =>
        new[] { "duplicateResult", "duplicateResut" }
            .SelectMany(name => error.At(name).Items("matchResults"))
            .SelectMany(r => r.Items("matchRecords"))
            .Select(r => SalesforceId.Normalise(r.At("record").Text("Id")))
            .FirstOrDefault(id => id is not null);

    private static string? IdIn(string message) =>
        IdPattern().Match(message) is { Success: true } m ? SalesforceId.Normalise(m.Groups["id"].Value) : null;

    private static string? Column(string message) => ColumnPattern().Match(message) is { Success: true } m ? m.Groups["name"].Value : null;

    [GeneratedRegex(@"api-usage=(?<used>[0-9]+)/(?<max>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex UsagePattern();

    [GeneratedRegex(@"id: (?<id>[a-zA-Z0-9]{15,18})", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"No such column '(?<name>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ColumnPattern();
}
