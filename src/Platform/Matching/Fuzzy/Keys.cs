using System.Runtime.InteropServices;

namespace Entente.Platform.Matching.Fuzzy;

/// <summary>What a company can be looked up by, besides its words; part of the hash, so that kinds do not meet.</summary>
internal enum KeyKind : uint
{
    Word = 1,

    /// <summary>All tokens run together.</summary>
    Whole,

    /// <summary>Two neighbouring tokens run together.</summary>
    Pair,
    Initials,
    Domain,
    Id,
    Deletion,
}

internal static class Keys
{
    /// <summary>Letters of a word that take part in deletion keys; the rest is left to the comparison.</summary>
    private const int Prefix = 7;

    public static uint Of(KeyKind kind, ReadOnlySpan<char> text)
    {
        var hash = Start(kind);
        foreach (var c in text)
            hash = Step(hash, c);
        return Finish(hash);
    }

    public static uint Of(KeyKind kind, Guid id)
    {
        var hash = Start(kind);
        foreach (var part in MemoryMarshal.Cast<Guid, uint>(new ReadOnlySpan<Guid>(in id)))
            hash = Step(hash, part);
        return Finish(hash);
    }

    /// <summary>
    /// The word's beginning with none, one or two letters left out. Two words that differ by so many letters share one of them.
    /// Short words with digits have none: they must agree exactly.
    /// </summary>
    public static void Deletions(ReadOnlySpan<char> word, Action<uint> emit)
    {
        if (word.Length < 3 || (word.Length < 5 && Similarity.HasDigit(word)))
            return;

        var most = Similarity.Allowed(word.Length);
        var prefix = word[..Math.Min(Prefix, word.Length)];
        emit(Without(prefix, -1, -1));
        for (var i = 0; i < prefix.Length; i++)
        {
            // Of a run of equal letters it does not matter which is left out.
            if (i > 0 && prefix[i] == prefix[i - 1])
                continue;
            emit(Without(prefix, i, -1));
            for (var j = i + 1; most > 1 && j < prefix.Length; j++)
                emit(Without(prefix, i, j));
        }
    }

    private static uint Without(ReadOnlySpan<char> text, int first, int second)
    {
        var hash = Start(KeyKind.Deletion);
        for (var i = 0; i < text.Length; i++)
        {
            if (i != first && i != second)
                hash = Step(hash, text[i]);
        }

        return Finish(hash);
    }

    private static uint Start(KeyKind kind) => 2166136261u ^ ((uint)kind * 0x9E3779B1u);

    private static uint Step(uint hash, uint value) => (hash ^ value) * 16777619u;

    // The low bits choose the bucket: mix the high ones in.
    private static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6Bu;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
