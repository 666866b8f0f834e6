using System.Text;
using System.Text.Json;

namespace Entente.Access.Jose;

/// <summary>What became of a signed token.</summary>
internal abstract record JwsOutcome
{
    private JwsOutcome() { }

    public sealed record Valid(string Algorithm, JsonElement Header, byte[] Payload) : JwsOutcome;

    /// <param name="UnknownKey">No key of ours has the name in the token: perhaps the provider has a new one.</param>
    public sealed record Invalid(string Why, bool UnknownKey = false) : JwsOutcome;
}

/// <summary>
/// Checks a token in compact form (RFC 7515, RFC 8725). The keys come from us alone: what a token brings along (<c>jwk</c>, <c>jku</c>, <c>x5u</c>,
/// <c>x5c</c>) is not looked at. The algorithm must be on the caller's list and go with the kind of key. Pure.
/// </summary>
internal static class Jws
{
    public const int MostCharacters = 64 * 1024;

    /// <param name="allowed">The algorithms the caller expects; <c>none</c> is never one.</param>
    public static JwsOutcome Check(string token, IReadOnlyList<JoseKey> keys, IReadOnlyCollection<string> allowed)
    {
        if (token.Length > MostCharacters)
            return new JwsOutcome.Invalid("The token is too long.");
        var parts = token.Split('.');
        if (parts.Length != 3)
            return new JwsOutcome.Invalid("The token does not have three parts.");
        if (
            !Base64Url.TryRead(parts[0], out var head)
            || !Base64Url.TryRead(parts[1], out var payload)
            || !Base64Url.TryRead(parts[2], out var signature)
        )
            return new JwsOutcome.Invalid("A part of the token is not base64url.");
        if (JsonOnce.Object(head) is not { } header)
            return new JwsOutcome.Invalid("The token's header is not a JSON object, or names something twice.");
        if (
            JsonOnce.Member(header, "crit").ValueKind is not JsonValueKind.Undefined
            || JsonOnce.Member(header, "b64").ValueKind is not JsonValueKind.Undefined
        )
            return new JwsOutcome.Invalid("The token asks for something we do not do (crit, b64).");
        if (
            JsonOnce.Text(header, "alg") is not { } algorithm
            || algorithm == "none"
            || !allowed.Contains(algorithm, StringComparer.Ordinal)
        )
            return new JwsOutcome.Invalid("The token's algorithm is not one we take.");
        if (signature.Length == 0)
            return new JwsOutcome.Invalid("The token is not signed.");
        if (JsonOnce.Member(header, "kid") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.String) })
            return new JwsOutcome.Invalid("The name of the token's key is no text.");

        var named = JsonOnce.Text(header, "kid");
        var candidates = keys.Where(k => named is null || k.Kid is null || k.Kid == named).ToList();
        if (candidates.Count == 0)
            return new JwsOutcome.Invalid("There is no key of that name.", UnknownKey: true);
        var fitting = candidates.Where(k => k.Algorithms.Contains(algorithm)).Take(8).ToList();
        if (fitting.Count == 0)
            return new JwsOutcome.Invalid("The token's algorithm does not go with the key.");
        var content = Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
        return fitting.Any(k => k.Verify(algorithm, content, signature))
            ? new JwsOutcome.Valid(algorithm, header, payload)
            : new JwsOutcome.Invalid("The signature is not of this key, or the token was changed.");
    }
}
