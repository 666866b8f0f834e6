using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>HubSpot's errors and rate-limit headers, by its document on API usage and error handling.</summary>
internal sealed partial class HubSpotDialect(TimeZoneInfo zone, TimeProvider clock) : ICrmDialect
{
    public CrmError Explain(int status, JsonElement body, HttpResponseHeaders headers)
    {
        var first = body.Items("errors").FirstOrDefault();
        var category = body.Text("category");
        var code = first.Text("code") ?? category ?? Status(status);
        var message = first.Text("message") ?? body.Text("message") ?? $"HubSpot answered {status}.";
        var wait = RetryAfter(headers);
        return status switch
        {
            401 => new(CrmErrorClass.Auth, code, "HubSpot does not accept the token any more. Connect again with a new one."),
            403 => new(CrmErrorClass.Auth, code, Scopes(first) ?? message),
            404 => new(CrmErrorClass.NotFound, code, "HubSpot has no such record: it may have been deleted or merged."),
            409 => new(CrmErrorClass.Conflict, code, message, ExistingId: Existing(message)),
            423 => new(CrmErrorClass.Transient, code, "HubSpot holds the record locked.", wait ?? TimeSpan.FromSeconds(2)),
            429 => Limit(body, wait, zone, clock.GetUtcNow()),
            477 => new(
                CrmErrorClass.Throttled,
                "account_migrating",
                "HubSpot is moving this account to another data centre.",
                wait ?? TimeSpan.FromMinutes(15)
            ),
            >= 500 => new(CrmErrorClass.Transient, code, "HubSpot has trouble of its own.", wait),
            400 => Refused(code, message, first),
            _ => new(CrmErrorClass.Data, code, message),
        };
    }

    public bool TokenRefused(int status, JsonElement body) => status == 401;

    public void Observe(HttpResponseHeaders headers, LaneGate gate)
    {
        // Search answers carry none of these.
        if (Number(headers, "X-HubSpot-RateLimit-Max") is { } max && Number(headers, "X-HubSpot-RateLimit-Remaining") is { } remaining)
            gate.Observe(max, remaining, (Number(headers, "X-HubSpot-RateLimit-Interval-Milliseconds") ?? 10_000) / 1000);

        if (
            Number(headers, "X-HubSpot-RateLimit-Daily") is > 0 and var daily
            && Number(headers, "X-HubSpot-RateLimit-Daily-Remaining") is { } left
        )
            gate.ObserveDay(daily - left, daily);
    }

    public void Prepare(HttpRequestMessage message) { }

    /// <summary>The limit is named in the answer; a search may meet the general one.</summary>
    public IReadOnlyList<LaneLimit> Hit(CrmError error, LaneLimit asked) =>
        error.Code switch
        {
            "TEN_SECONDLY_ROLLING" => [LaneLimit.General],
            "SECONDLY" => [LaneLimit.Search],
            "DAILY" or "account_migrating" => [LaneLimit.General, LaneLimit.Search],
            _ => [asked],
        };

    /// <summary>An error of one input inside a 207.</summary>
    public static CrmError ExplainPart(JsonElement error)
    {
        var code = error.Text("subCategory") ?? error.Items("errors").FirstOrDefault().Text("code") ?? error.Text("category") ?? "PARTIAL";
        var message = error.Text("message") ?? "HubSpot refused this record.";
        return error.Text("category") switch
        {
            "CONFLICT" => new(CrmErrorClass.Conflict, code, message, ExistingId: Existing(message)),
            "OBJECT_NOT_FOUND" => new(CrmErrorClass.NotFound, code, message),
            "RATE_LIMITS" => new(CrmErrorClass.Throttled, code, message, TimeSpan.FromSeconds(10)),
            _ => Refused(code, message, error),
        };
    }

    private static CrmError Refused(string code, string message, JsonElement error)
    {
        var field = error.At("context").Items("propertyName").FirstOrDefault().Text() ?? NamedIn(message);
        // A batch of one may hide a conflict behind 400.
        if (Existing(message) is { } existing)
            return new(CrmErrorClass.Conflict, code, message, ExistingId: existing);
        // What is wrong with which property stands as JSON inside the sentence.
        if (Inner(message) is { } inner)
            (code, message) = (inner.Text("error") ?? code, inner.Text("message") ?? message);
        return code == "PROPERTY_DOESNT_EXIST" || message.Contains("PROPERTY_DOESNT_EXIST", StringComparison.Ordinal)
            ? new(
                CrmErrorClass.Schema,
                "PROPERTY_DOESNT_EXIST",
                $"HubSpot has no property “{field}”. Create the missing fields, or change the mapping.",
                Field: field
            )
            : new(CrmErrorClass.Data, code, message, Field: field);
    }

    private static CrmError Limit(JsonElement body, TimeSpan? wait, TimeZoneInfo zone, DateTimeOffset now)
    {
        var policy = body.Text("policyName") ?? "TEN_SECONDLY_ROLLING";
        return policy switch
        {
            "SECONDLY" => new(CrmErrorClass.Throttled, policy, "HubSpot's search limit is reached.", wait ?? TimeSpan.FromSeconds(1)),
            "DAILY" => new(
                CrmErrorClass.Throttled,
                policy,
                "HubSpot's daily limit is reached; it starts anew at midnight of the account.",
                wait ?? UntilMidnight(zone, now)
            ),
            _ => new(CrmErrorClass.Throttled, policy, "HubSpot's limit for ten seconds is reached.", wait ?? TimeSpan.FromSeconds(10)),
        };
    }

    private static TimeSpan UntilMidnight(TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        return TimeSpan.FromDays(1) - local.TimeOfDay;
    }

    private static string? Scopes(JsonElement error)
    {
        var scopes = string.Join(", ", error.At("context").Items("requiredGranularScopes").Select(s => s.Text()));
        return scopes.Length == 0 ? null : $"The token lacks a scope: {scopes}.";
    }

    private static string? Existing(string message) =>
        ExistingIdPattern().Match(message) is { Success: true } m ? m.Groups["id"].Value : null;

    private static string? NamedIn(string message) => NamePattern().Match(message) is { Success: true } m ? m.Groups["name"].Value : null;

    private static JsonElement? Inner(string message)
    {
        if (message.IndexOf("[{", StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        try
        {
            using var read = JsonDocument.Parse(message[at..]);
            return read.RootElement.EnumerateArray().FirstOrDefault().Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Status(int status) => "HTTP_" + status.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter?.Delta;

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(@"Existing ID: (?<id>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ExistingIdPattern();

    [GeneratedRegex(@"""name"":""(?<name>[A-Za-z0-9_]+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();
}
