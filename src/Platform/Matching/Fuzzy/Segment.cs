namespace Entente.Platform.Matching.Fuzzy;

/// <summary>
/// A fixed set of companies in flat arrays. An <i>entry</i> is a company; a <i>line</i> is one of its names (the first is the one shown).
/// Nothing changes after the build; what removed companies leave behind is a copy that shares all arrays but the marks.
/// </summary>
internal sealed record Segment
{
    /// <summary>Company ids by entry.</summary>
    public required Guid[] Ids { get; init; }

    /// <summary>First line of each entry, and the end.</summary>
    public required int[] FirstLines { get; init; }

    /// <summary>Registrable domain by entry, empty for none.</summary>
    public required Strings Domains { get; init; }

    /// <summary>Names as given, by line.</summary>
    public required Strings Names { get; init; }

    public required int[] EntryOfLine { get; init; }

    /// <summary>Words of line l: <c>LineWords[WordStarts[l]..WordStarts[l + 1]]</c>.</summary>
    public required int[] WordStarts { get; init; }

    public required int[] LineWords { get; init; }

    /// <summary>Sum of the line's word weights, by frequencies of this segment.</summary>
    public required float[] LineWeights { get; init; }

    public required Strings Words { get; init; }

    /// <summary>Lines of word w, each once: <c>Postings[PostingStarts[w]..PostingStarts[w + 1]]</c>.</summary>
    public required int[] PostingStarts { get; init; }

    public required int[] Postings { get; init; }

    /// <summary>Hash of a word → word.</summary>
    public required Buckets WordTable { get; init; }

    /// <summary>Deletion keys → words.</summary>
    public required Buckets Deletions { get; init; }

    /// <summary>Whole name, pairs, initials, domain, id → lines.</summary>
    public required Buckets Handles { get; init; }

    /// <summary>One bit an entry.</summary>
    public required int[] Removed { get; init; }

    public int Lines => EntryOfLine.Length;

    public int Live { get; private init; }

    public bool IsLive(int entry) => (Removed[entry >> 5] >> (entry & 31) & 1) == 0;

    /// <summary>The same with the marks counted.</summary>
    public Segment Counted() => this with { Live = Ids.Length - Removed.Sum(bits => System.Numerics.BitOperations.PopCount((uint)bits)) };

    /// <summary>Without these companies; itself when it has none of them. One bit a company is copied.</summary>
    public Segment Without(IEnumerable<Guid> ids)
    {
        int[]? marks = null;
        foreach (var id in ids)
        {
            foreach (var line in Handles[Keys.Of(KeyKind.Id, id)])
            {
                var entry = EntryOfLine[line];
                if (Ids[entry] != id || !IsLive(entry))
                    continue;
                marks ??= [.. Removed];
                marks[entry >> 5] |= 1 << (entry & 31);
            }
        }

        return marks is null ? this : (this with { Removed = marks }).Counted();
    }

    public bool Holds(Guid id)
    {
        foreach (var line in Handles[Keys.Of(KeyKind.Id, id)])
        {
            if (Ids[EntryOfLine[line]] == id && IsLive(EntryOfLine[line]))
                return true;
        }

        return false;
    }

    /// <summary>The word's number, or −1.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        Span<byte> utf8 = stackalloc byte[3 * Matching.Words.LongestWord * 4];
        if (word.Length * 3 > utf8.Length)
            return -1;
        utf8 = utf8[..System.Text.Encoding.UTF8.GetBytes(word, utf8)];
        foreach (var candidate in WordTable[Keys.Of(KeyKind.Word, word)])
        {
            if (Words.Is(candidate, utf8))
                return candidate;
        }

        return -1;
    }

    /// <summary>In how many lines a word stands.</summary>
    public int Frequency(int word) => PostingStarts[word + 1] - PostingStarts[word];

    public ReadOnlySpan<int> WordsOf(int line) => LineWords.AsSpan(WordStarts[line], WordStarts[line + 1] - WordStarts[line]);

    /// <summary>The entries not removed, as they came in.</summary>
    public IEnumerable<CompanyEntry> Entries()
    {
        for (var entry = 0; entry < Ids.Length; entry++)
        {
            if (!IsLive(entry))
                continue;
            var names = Enumerable.Range(FirstLines[entry], FirstLines[entry + 1] - FirstLines[entry]).Select(l => Names[l]).ToArray();
            yield return new CompanyEntry(Ids[entry], names[0], names.Length > 1 ? names[1..] : null, Domains[entry]);
        }
    }
}
