using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.HubSpot;
using Entente.Crm.Salesforce;

namespace Entente.Crm.Panel.Rules;

/// <summary>
/// Salesforce's Canvas signed request: <c>signature.envelope</c>, the envelope base64 of JSON, the signature base64 of HMAC-SHA-256 over
/// the envelope as it was sent, keyed by the consumer secret. Pure. The envelope carries a live OAuth token: only the fields named in
/// <see cref="Facts"/> are ever read out of it.
/// </summary>
internal static class CanvasRequest
{
    private const string Algorithm = "HMACSHA256";
    private static readonly TimeSpan OldestAllowed = TimeSpan.FromMinutes(5);

    /// <param name="OrganizationId">18 characters.</param>
    /// <param name="RecordId">18 characters; null when the page did not say which record it is.</param>
    internal sealed record Facts(string OrganizationId, string Email, string? RecordId);

    internal readonly record struct Reading(SignatureVerdict Verdict, Facts? Facts);

    public static Reading Read(string secret, string? signedRequest, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(signedRequest))
            return new(SignatureVerdict.Missing, null);
        var dot = signedRequest.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0)
            return new(SignatureVerdict.Wrong, null);
        var envelope = signedRequest[(dot + 1)..];
        if (!HubSpotSignature.Same(Sign(secret, envelope), signedRequest[..dot]))
            return new(SignatureVerdict.Wrong, null);
        return Open(envelope, now);
    }

    /// <summary>Base64 of HMAC-SHA-256 over the envelope still encoded.</summary>
    public static string Sign(string secret, string envelope) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(envelope)));

    private static Reading Open(string envelope, DateTimeOffset now)
    {
        var wrong = new Reading(SignatureVerdict.Wrong, null);
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(envelope));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.Text("algorithm") != Algorithm || IssuedAt(root) is not { } issued)
                return wrong;
            if ((now - issued).Duration() > OldestAllowed)
                return new(SignatureVerdict.Stale, null);
            var context = root.At("context");
            var organization = SalesforceId.Normalise(context.At("organization").Text("organizationId"));
            var email = context.At("user").Text("email");
            return organization is null || string.IsNullOrEmpty(email)
                ? wrong
                : new(SignatureVerdict.Valid, new(organization, email, SalesforceId.Normalise(RecordId(context))));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return wrong;
        }
    }

    // Seconds by the documentation; an organisation that sends milliseconds means the same moment.
    private static DateTimeOffset? IssuedAt(JsonElement root) =>
        long.TryParse(root.Text("issuedAt"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? at switch
            {
                < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(at),
                < 100_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(at),
                _ => null,
            }
            : null;

    private static string? RecordId(JsonElement context)
    {
        var environment = context.At("environment");
        return environment.At("parameters").Text("recordId") ?? environment.At("record").Text("Id");
    }
}
