using System.Text.Json;

namespace Entente.Access.Jose;

/// <summary>What a token's claims must be; what is not named is not asked for, except that a time given is a time kept.</summary>
/// <param name="NeedsEnd">A token without an end (<c>exp</c>) is refused.</param>
internal sealed record JwtExpecting(string? Issuer, string? Audience, TimeSpan Skew, bool NeedsEnd);

/// <summary>The claims of a verified token (RFC 7519), judged at an instant. Pure.</summary>
internal static class Jwt
{
    /// <returns>What is wrong with them, or nothing.</returns>
    public static string? Wrong(JsonElement claims, JwtExpecting expecting, DateTimeOffset now)
    {
        foreach (var name in (ReadOnlySpan<string>)["exp", "nbf", "iat"])
            if (JsonOnce.Member(claims, name) is { ValueKind: not JsonValueKind.Undefined } said && Seconds(said) is null)
                return $"The token's time ({name}) is no number.";
        var end = Seconds(JsonOnce.Member(claims, "exp"));
        if (end is null && expecting.NeedsEnd)
            return "The token has no end.";
        var at = now.ToUnixTimeMilliseconds() / 1000.0;
        if (end is { } e && e + expecting.Skew.TotalSeconds <= at)
            return "The token has expired, or the clocks are too far apart.";
        if (Seconds(JsonOnce.Member(claims, "nbf")) is { } from && from > at + expecting.Skew.TotalSeconds)
            return "The token is not valid yet: the clocks are too far apart.";
        if (Seconds(JsonOnce.Member(claims, "iat")) is { } issued && issued > at + expecting.Skew.TotalSeconds)
            return "The token comes from the future: the clocks are too far apart.";
        if (expecting.Issuer is { } issuer && JsonOnce.Text(claims, "iss") != issuer)
            return "The token comes from another issuer.";
        if (expecting.Audience is { } audience && !Audiences(claims).Contains(audience, StringComparer.Ordinal))
            return "The token is meant for somebody else (audience).";
        return null;
    }

    public static IReadOnlyList<string> Audiences(JsonElement claims) =>
        JsonOnce.Text(claims, "aud") is { } one ? [one] : JsonOnce.Texts(claims, "aud") ?? [];

    private static double? Seconds(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) && double.IsFinite(seconds) ? seconds : null;
}
