using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.HubSpot.Webhooks;

/// <summary>HubSpot's request signatures.</summary>
internal static class Signature
{
    private static readonly (string Escape, string Plain)[] Decoded =
    [
        ("%3A", ":"),
        ("%2F", "/"),
        ("%3F", "?"),
        ("%40", "@"),
        ("%21", "!"),
        ("%24", "$"),
        ("%27", "'"),
        ("%28", "("),
        ("%29", ")"),
        ("%2A", "*"),
        ("%2C", ","),
        ("%3B", ";"),
    ];

    /// <summary>Hex of SHA-256 over the app secret and the body: version 1, of classic webhooks.</summary>
    public static string V1(string secret, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(secret));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Base64 of HMAC-SHA-256, keyed by the app secret, over method, address (twelve escapes decoded), body and timestamp.</summary>
    /// <param name="timestampMs">Epoch milliseconds, as sent in `X-HubSpot-Request-Timestamp`.</param>
    public static string V3(string secret, string method, string uri, ReadOnlySpan<byte> body, long timestampMs)
    {
        foreach (var (escape, plain) in Decoded)
            uri = uri.Replace(escape, plain, StringComparison.OrdinalIgnoreCase);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(method + uri));
        hmac.AppendData(body);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestampMs.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
