using Entente.Platform.Matching.Fuzzy;

namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// Pairs of records worth comparing, out of millions: those that share a key. Keys are the domain, the phone, the core name, the house number with a word
/// of its street or of the name, a rare word of the name, and that word with a letter left out. A key that more records share than is sensible is left out,
/// but for equal names and domains, whose records are compared with their next neighbours.
/// </summary>
internal static class Blocks
{
    private const int Crowd = 40;
    private const int Neighbours = 12;

    /// <param name="records">In the order that numbers them.</param>
    /// <returns>Each pair once, the smaller number first, in order.</returns>
    public static IEnumerable<(int Left, int Right)> Of(IReadOnlyList<Reading> records)
    {
        var last = -1L;
        foreach (var pair in Packed(records))
        {
            if (pair == last)
                continue;
            last = pair;
            yield return ((int)(pair >> 32), (int)(uint)pair);
        }
    }

    // Sorted; one that several keys make stands several times. The keys are let go before the pairs are compared: of millions they are many.
    private static long[] Packed(IReadOnlyList<Reading> records)
    {
        var frequency = Frequency(records);
        var keys = new List<(uint Hash, int Record)>(records.Count * 8);
        for (var i = 0; i < records.Count; i++)
        {
            var record = i;
            Keys(records[i], frequency, hash => keys.Add((hash, record)));
        }

        keys.Sort();
        return Pairs(keys);
    }

    private static Dictionary<string, int> Frequency(IReadOnlyList<Reading> records)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            foreach (var word in record.Names.SelectMany(n => n.Words).Distinct())
                frequency[word] = frequency.GetValueOrDefault(word) + 1;
        }

        return frequency;
    }

    private static void Keys(Reading record, Dictionary<string, int> frequency, Action<uint> emit)
    {
        if (record.Domain is { } domain)
            emit(Fuzzy.Keys.Of(KeyKind.Domain, domain));
        foreach (var phone in record.Phones)
            emit(Fuzzy.Keys.Of(KeyKind.Id, phone.Digits.Length > 7 ? phone.Digits[^7..] : phone.Digits));
        var places = record.Address?.Words.Where(w => w.Length > 2 && !Tables.IsKindOfStreet(w)).Take(3) ?? [];
        if (record.Address is { House: { } house })
        {
            foreach (var word in places.Concat(record.Names.SelectMany(n => n.Words)))
                emit(Fuzzy.Keys.Of(KeyKind.Pair, house + word[..Math.Min(4, word.Length)]));
        }

        foreach (var name in record.Names)
        {
            emit(Fuzzy.Keys.Of(KeyKind.Whole, name.Key));
            if (name.Initials.Length > 2)
                emit(Fuzzy.Keys.Of(KeyKind.Whole, name.Initials));
            foreach (var word in name.Words.OrderBy(w => frequency[w]).ThenBy(w => w, StringComparer.Ordinal).Take(2))
            {
                emit(Fuzzy.Keys.Of(KeyKind.Word, word));
                Deletions(word, emit);
            }

            // Words that are common by themselves, two by two.
            foreach (var (a, b) in name.Words.Zip(name.Words.Skip(1)))
                emit(Fuzzy.Keys.Of(KeyKind.Initials, string.CompareOrdinal(a, b) < 0 ? a + b : b + a));
            if (record.Address?.Postal is { } postal && name.Key.Length > 3)
                emit(Fuzzy.Keys.Of(KeyKind.Pair, postal + name.Key[..4]));
        }
    }

    private static void Deletions(string word, Action<uint> emit)
    {
        if (word.Length < 4)
            return;
        Span<char> without = stackalloc char[Words.LongestWord];
        var head = word.AsSpan(0, Math.Min(8, word.Length));
        emit(Fuzzy.Keys.Of(KeyKind.Deletion, head));
        for (var i = 0; i < head.Length; i++)
        {
            if (i > 0 && head[i] == head[i - 1])
                continue;
            head[..i].CopyTo(without);
            head[(i + 1)..].CopyTo(without[i..]);
            emit(Fuzzy.Keys.Of(KeyKind.Deletion, without[..(head.Length - 1)]));
        }
    }

    private static long[] Pairs(List<(uint Hash, int Record)> keys)
    {
        // Counted first, so that the room is made once.
        var count = 0;
        Each(keys, (_, _) => count++);
        var (pairs, at) = (new long[count], 0);
        Each(keys, (left, right) => pairs[at++] = ((long)left << 32) | (uint)right);
        Array.Sort(pairs);
        return pairs;
    }

    private static void Each(List<(uint Hash, int Record)> keys, Action<int, int> pair)
    {
        for (var from = 0; from < keys.Count; )
        {
            var to = from + 1;
            while (to < keys.Count && keys[to].Hash == keys[from].Hash)
                to++;
            var reach = to - from > Crowd ? Neighbours : Crowd;
            for (var i = from; i < to; i++)
            {
                for (var j = i + 1; j < to && j <= i + reach; j++)
                {
                    if (keys[i].Record != keys[j].Record)
                        pair(keys[i].Record, keys[j].Record);
                }
            }

            from = to;
        }
    }
}
