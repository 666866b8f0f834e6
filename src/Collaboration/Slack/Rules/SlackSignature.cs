using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>
/// Whether Slack sent a request: <c>X-Slack-Signature</c> is <c>v0=</c> and the HMAC-SHA256 of <c>v0:{timestamp}:{body}</c> with the app's signing
/// secret, and the timestamp is less than five minutes away (docs.slack.dev, “Verifying requests from Slack”). Pure.
/// </summary>
public static class SlackSignature
{
    public const string Header = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const string Prefix = "v0=";

    /// <param name="timestamp">Seconds since 1970, as it was sent.</param>
    /// <param name="body">Byte by byte as it was sent.</param>
    public static bool Holds(string? secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (secret is not { Length: > 0 } || timestamp is not { Length: > 0 and <= 12 } || signature is not { Length: 67 })
            return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        var same = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature),
            Encoding.ASCII.GetBytes(Of(secret, timestamp, body))
        );
        return same && Math.Abs(now.ToUnixTimeSeconds() - seconds) < (long)Longest.TotalSeconds;
    }

    /// <summary>The signature of a body, as the header carries it.</summary>
    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
