using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Crm.HubSpot;

internal enum SignatureVerdict
{
    Valid,
    Missing,

    /// <summary>More than five minutes old, or from the future by as much.</summary>
    Stale,
    Wrong,
}

/// <summary>HubSpot's request signature, version 3, and the older two where only they are sent. Pure.</summary>
internal static class HubSpotSignature
{
    private static readonly TimeSpan OldestAllowed = TimeSpan.FromMinutes(5);

    // HubSpot decodes these and no others before it signs.
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

    /// <param name="timestamp">Epoch milliseconds exactly as sent.</param>
    public static SignatureVerdict CheckV3(
        string secret,
        string method,
        string address,
        ReadOnlySpan<byte> body,
        string? timestamp,
        string? signature,
        DateTimeOffset now
    )
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp))
            return SignatureVerdict.Missing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
            return SignatureVerdict.Wrong;
        // As a decimal: neither subtraction nor absolute value can overflow, whatever was sent.
        if (Math.Abs((decimal)now.ToUnixTimeMilliseconds() - ms) > (decimal)OldestAllowed.TotalMilliseconds)
            return SignatureVerdict.Stale;
        return Same(SignV3(secret, method, address, body, timestamp), signature) ? SignatureVerdict.Valid : SignatureVerdict.Wrong;
    }

    /// <summary>Base64 of HMAC-SHA-256 over method, decoded address, body and timestamp.</summary>
    public static string SignV3(string secret, string method, string address, ReadOnlySpan<byte> body, string timestamp) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Join(method + Decode(address), body, timestamp)));

    /// <summary>Hex of SHA-256 over secret, method, address and body: workflow webhooks.</summary>
    public static string SignV2(string secret, string method, string address, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(SHA256.HashData(Join(secret + method + address, body, "")));

    /// <summary>Hex of SHA-256 over secret and body: webhooks of legacy apps.</summary>
    public static string SignV1(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(SHA256.HashData(Join(secret, body, "")));

    public static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    /// <summary>Decodes HubSpot's twelve escapes, in upper or lower case; every other one stays.</summary>
    public static string Decode(string address)
    {
        foreach (var (escape, plain) in Decoded)
            address = address.Replace(escape, plain, StringComparison.OrdinalIgnoreCase);
        return address;
    }

    private static byte[] Join(string before, ReadOnlySpan<byte> body, string after) =>
        [.. Encoding.UTF8.GetBytes(before), .. body, .. Encoding.UTF8.GetBytes(after)];
}
