using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Values;

namespace Entente.Access.Factors;

/// <summary>
/// Codes for whoever lost their phone: 120 random bits each, so that a plain hash is right (NIST SP 800-63B §5.1.2.2 asks for 112), bound to the person.
/// Pure but for the dice.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    private const int Bytes = 15;
    private const int Length = 24;

    /// <summary>Of codes that were given out before; they are good until new ones are made.</summary>
    private const int OldLength = 16;

    /// <summary><c>k7fm-2qxd-…</c>: six times four letters and digits.</summary>
    public static string New() =>
        string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(Bytes)).ToLowerInvariant().Chunk(4).Select(c => new string(c)));

    /// <summary>What somebody typed, as it was given out: any case, with or without dashes. Null when it can be none.</summary>
    public static string? Read(string? typed)
    {
        var code = new string([.. (typed ?? "").Take(60).Where(c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToLowerInvariant)]);
        return code.Length is Length or OldLength && code.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7')) ? code : null;
    }

    /// <param name="read">By <see cref="Read"/>.</param>
    public static string Hash(PersonId person, string read) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{person.Value:N}:{read}")));
}
