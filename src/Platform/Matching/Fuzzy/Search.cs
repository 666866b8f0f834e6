namespace Entente.Platform.Matching.Fuzzy;

/// <summary>A search of one segment: gather lines by rare words, near words and joined words, then keep those that share most.</summary>
internal static class Search
{
    /// <summary>Lines compared in full, per segment.</summary>
    private const int Compared = 64;

    /// <summary>Near words taken for one word asked for.</summary>
    private const int NearWords = 24;

    /// <summary>Postings that bring lines in, per search; the commonest words come last and then only add to lines that are in.</summary>
    private const int BringIn = 60_000;

    /// <summary>Postings walked in all.</summary>
    private const int Walked = 400_000;

    /// <summary>A hit on a name run together counts like a rare word.</summary>
    private const float Joined = 12f;

    /// <summary>What a word says: by how few names have it.</summary>
    public static float Weight(int frequency, int names) => MathF.Log(1 + ((names + 1f) / (frequency + 0.5f)));

    /// <summary>Adds the best lines of a segment for the tokens, unordered.</summary>
    public static void Gather(Segment segment, CompanyName name, Scratch scratch, List<int> lines)
    {
        scratch.Fit(segment.Lines);
        var terms = new List<(int Word, float Gain)>();
        var asked = 0f;
        for (var i = 0; i < name.Tokens.Count; i++)
            asked += Terms(segment, name.Tokens[i], terms, scratch);
        for (var i = 0; i + 1 < name.Tokens.Count; i++)
            Together(segment, name.Tokens[i] + name.Tokens[i + 1], terms);

        Walk(segment, terms, scratch);
        Handle(segment, KeyKind.Whole, name.Key, 4 * Joined, scratch);
        foreach (var token in name.Tokens)
        {
            Handle(segment, KeyKind.Pair, token, Joined, scratch);
            Handle(segment, KeyKind.Whole, token, Joined, scratch, words: 2);
        }

        if (name.Tokens.Count == 1 && name.Key.Length is > 1 and < 7)
            Handle(segment, KeyKind.Initials, name.Key, Joined, scratch);
        if (name.Initials.Length > 1)
            Handle(segment, KeyKind.Whole, name.Initials, Joined, scratch);
        if (name.Tokens.Count is 2 or 3)
            Handle(segment, KeyKind.Pair, name.Key, Joined, scratch);
        Best(segment, asked, scratch, lines);
        scratch.Clear();
    }

    // Returns the weight of the word asked for.
    private static float Terms(Segment segment, string token, List<(int Word, float Gain)> terms, Scratch scratch)
    {
        var exact = segment.Find(token);
        var weight = Weight(exact < 0 ? 0 : segment.Frequency(exact), segment.Lines);
        if (exact >= 0)
            terms.Add((exact, weight));
        Near(segment, token, exact, terms, scratch);
        Split(segment, token, exact, terms, scratch);
        return weight;
    }

    private static void Near(Segment segment, string token, int exact, List<(int Word, float Gain)> terms, Scratch scratch)
    {
        scratch.Seen.Clear();
        var (seen, near) = (scratch.Seen, new List<(float Likeness, int Word)>());
        Keys.Deletions(
            token,
            hash =>
            {
                Span<char> known = stackalloc char[Words.LongestWord * 2];
                foreach (var word in segment.Deletions[hash])
                {
                    if (word == exact)
                        continue;
                    var utf8 = segment.Words.Utf8(word);
                    if (utf8.Length > known.Length || utf8.Length < token.Length - 2 || !seen.Add(word))
                        continue;
                    var length = System.Text.Encoding.UTF8.GetChars(utf8, known);
                    var likeness = Math.Abs(length - token.Length) > 2 ? 0 : Similarity.Of(token, known[..length], out _);
                    if (likeness > 0)
                        near.Add((likeness, word));
                }
            }
        );
        if (near.Count > NearWords)
            near.Sort((a, b) => b.Likeness.CompareTo(a.Likeness));
        foreach (var (likeness, word) in near.Take(NearWords))
            terms.Add((word, likeness * likeness * Weight(segment.Frequency(word), segment.Lines)));
    }

    private static void Together(Segment segment, string joined, List<(int Word, float Gain)> terms)
    {
        if (segment.Find(joined) is var word and >= 0)
            terms.Add((word, Weight(segment.Frequency(word), segment.Lines)));
    }

    // "generalmotrs": where the beginning or the end is a word, take it, and what is like the rest.
    private static void Split(Segment segment, string token, int exact, List<(int Word, float Gain)> terms, Scratch scratch)
    {
        if (exact >= 0 || token.Length < 7)
            return;
        for (var at = 3; at <= token.Length - 3; at++)
        {
            var (head, tail) = (segment.Find(token.AsSpan(0, at)), segment.Find(token.AsSpan(at)));
            if (head >= 0)
                terms.Add((head, 0.5f * Weight(segment.Frequency(head), segment.Lines)));
            if (tail >= 0)
                terms.Add((tail, 0.5f * Weight(segment.Frequency(tail), segment.Lines)));
            if (head >= 0 && tail < 0)
                Near(segment, token[at..], -1, terms, scratch);
            if (tail >= 0 && head < 0)
                Near(segment, token[..at], -1, terms, scratch);
        }
    }

    private static void Walk(Segment segment, List<(int Word, float Gain)> terms, Scratch scratch)
    {
        terms.Sort((a, b) => segment.Frequency(a.Word).CompareTo(segment.Frequency(b.Word)));
        var walked = 0;
        foreach (var (word, gain) in terms)
        {
            walked += segment.Frequency(word);
            var brings = walked <= BringIn || scratch.Touched.Count == 0;
            if (!brings && walked > Walked)
                return;
            var postings = segment.Postings.AsSpan(segment.PostingStarts[word], segment.Frequency(word));
            foreach (var line in postings)
                if (brings || scratch[line] > 0)
                    scratch.Gain(line, gain);
        }
    }

    // Lines of fewer words than wanted are found by their words already.
    private static void Handle(Segment segment, KeyKind kind, string text, float gain, Scratch scratch, int words = 1)
    {
        foreach (var line in segment.Handles[Keys.Of(kind, text)])
        {
            if (segment.WordsOf(line).Length >= words)
                scratch.Gain(line, gain);
        }
    }

    private static void Best(Segment segment, float asked, Scratch scratch, List<int> lines)
    {
        var best = new PriorityQueue<int, float>(Compared + 1);
        foreach (var line in scratch.Touched)
        {
            if (!segment.IsLive(segment.EntryOfLine[line]))
                continue;
            var share = scratch[line] / (asked + segment.LineWeights[line] + 1);
            if (best.Count < Compared)
                best.Enqueue(line, share);
            else if (best.TryPeek(out _, out var least) && share > least)
                best.EnqueueDequeue(line, share);
        }

        while (best.TryDequeue(out var line, out _))
            lines.Add(line);
    }
}
