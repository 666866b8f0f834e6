using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Access.Factors;

/// <summary>
/// Time-based codes of an authenticator app (RFC 6238 over RFC 4226: HMAC-SHA-1, six digits, steps of thirty seconds, which is what apps agree on). Pure.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>Steps that a phone's clock may be ahead or behind.</summary>
    public const int Drift = 1;

    /// <summary>Octets of a secret: as long as the hash (RFC 4226, section 4).</summary>
    public const int SecretLength = 20;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <param name="digits">6 for people; the RFC's vectors have 8.</param>
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The RFC's hash, as apps know it; HMAC does not rest on collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fff_ffff;
        return (truncated % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The step whose code this is, at most <see cref="Drift"/> away from now and later than <paramref name="used"/>, so that no code is good twice; else null.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long used)
    {
        var typed = Encoding.ASCII.GetBytes(code);
        long? found = null;
        // All of them, whichever fits: how long it takes says nothing.
        for (var step = StepOf(now) - Drift; step <= StepOf(now) + Drift; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), typed) && step > used)
                found ??= step;
        return found;
    }

    /// <summary>What somebody typed as the six digits it means; blanks and dashes aside. Null when it is something else.</summary>
    public static string? Read(string? typed)
    {
        var code = new string([.. (typed ?? "").Take(40).Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        return code.Length == Digits && code.All(char.IsAsciiDigit) ? code : null;
    }

    /// <summary>Base32 (RFC 4648) without padding, as apps take a typed secret.</summary>
    public static string Base32(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var octet in octets)
        {
            (bits, held) = ((bits << 8) | octet, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Alphabet[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }
        return held == 0 ? text.ToString() : text.Append(Alphabet[(bits << (5 - held)) & 31]).ToString();
    }

    /// <summary>What the QR code says (the "Key URI" that apps read).</summary>
    public static string Uri(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}"
        + $"?secret={Base32(secret)}&issuer={System.Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
