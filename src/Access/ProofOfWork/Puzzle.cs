using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Access.ProofOfWork;

/// <summary>
/// A number such that SHA-256 of <c>challenge:number</c> begins with enough zero bits: each bit doubles the work of finding it, and looking
/// whether it is right stays one hash. Pure; <c>scripts/puzzle.js</c> finds it in the browser.
/// </summary>
public static class Puzzle
{
    public const int LeastBits = 8;
    public const int MostBits = 22;

    /// <summary>Some 65,000 hashes: under a second on a phone, a day's work for whoever wants a million.</summary>
    public const int UsualBits = 16;

    /// <summary>From the page's making until the form is sent.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(2);

    private const int LongestAnswer = 15;

    public static bool Solves(string challenge, string? answer, int bits) =>
        answer is { Length: > 0 and <= LongestAnswer }
        && answer.All(char.IsAsciiDigit)
        && ZeroBits(SHA256.HashData(Encoding.UTF8.GetBytes($"{challenge}:{answer}"))) >= bits;

    /// <summary>The least number that solves it.</summary>
    public static string Solve(string challenge, int bits)
    {
        for (var number = 0L; ; number++)
            if (number.ToString(CultureInfo.InvariantCulture) is var answer && Solves(challenge, answer, bits))
                return answer;
    }

    private static int ZeroBits(ReadOnlySpan<byte> hash)
    {
        var word = BinaryPrimitives.ReadUInt32BigEndian(hash);
        return word == 0 ? 32 : BitOperations.LeadingZeroCount(word);
    }
}

/// <summary>Whether somebody did the work that a form asks for.</summary>
public enum Proof
{
    /// <summary>No answer: a browser without scripts.</summary>
    None,
    Good,

    /// <summary>Made for another page or by somebody else, changed on the way, or not solved.</summary>
    Wrong,
    Expired,

    /// <summary>Good once, and it was used.</summary>
    Used,
}
