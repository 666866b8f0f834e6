namespace Entente.Platform.Matching.Fuzzy;

/// <summary>Takes companies in and lays them out. About 5 µs a name.</summary>
internal sealed class SegmentBuilder
{
    private const int LongestName = 400;

    private readonly Dictionary<string, int> wordNumbers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly List<Guid> ids = [];
    private readonly List<int> firstLines = [0];
    private readonly List<string> domains = [];
    private readonly List<string> names = [];
    private readonly List<int> entryOfLine = [];
    private readonly List<int> wordStarts = [0];
    private readonly List<int> lineWords = [];
    private readonly List<(uint Hash, int Line)> handles = [];

    public static Segment Build(IEnumerable<CompanyEntry> entries)
    {
        var builder = new SegmentBuilder();
        foreach (var entry in entries)
            builder.Add(entry);
        return builder.Finish();
    }

    private void Add(CompanyEntry company)
    {
        var (entry, line) = (ids.Count, names.Count);
        var domain = Domain.OfCompany(company.Domain)?.Value ?? "";
        ids.Add(company.Id);
        domains.Add(domain);
        handles.Add((Keys.Of(KeyKind.Id, company.Id), line));
        if (domain.Length > 0)
            handles.Add((Keys.Of(KeyKind.Domain, domain), line));

        AddLine(entry, company.Name);
        foreach (var alias in (company.Aliases ?? []).Where(a => !string.IsNullOrWhiteSpace(a)))
            AddLine(entry, alias);
        firstLines.Add(names.Count);
    }

    private void AddLine(int entry, string text)
    {
        var (line, name) = (names.Count, CompanyName.Of(text));
        names.Add(text.Length > LongestName ? text[..LongestName] : text);
        entryOfLine.Add(entry);
        foreach (var token in name.Tokens)
        {
            if (!wordNumbers.TryGetValue(token, out var number))
            {
                wordNumbers.Add(token, number = words.Count);
                words.Add(token);
            }

            lineWords.Add(number);
        }

        wordStarts.Add(lineWords.Count);
        handles.Add((Keys.Of(KeyKind.Whole, name.Key), line));
        if (name.Initials.Length > 1)
            handles.Add((Keys.Of(KeyKind.Initials, name.Initials), line));
        if (name.Tokens.Count > 2)
        {
            for (var i = 0; i + 1 < name.Tokens.Count; i++)
                handles.Add((Keys.Of(KeyKind.Pair, name.Tokens[i] + name.Tokens[i + 1]), line));
        }
    }

    private Segment Finish()
    {
        var (postingStarts, postings) = Postings();
        return new Segment
        {
            Ids = [.. ids],
            FirstLines = [.. firstLines],
            Domains = Strings.From(domains),
            Names = Strings.From(names),
            EntryOfLine = [.. entryOfLine],
            WordStarts = [.. wordStarts],
            LineWords = [.. lineWords],
            LineWeights = Weights(postingStarts),
            Words = Strings.From(words),
            PostingStarts = postingStarts,
            Postings = postings,
            WordTable = Buckets.Build(emit =>
            {
                for (var w = 0; w < words.Count; w++)
                    emit(Keys.Of(KeyKind.Word, words[w]), w);
            }),
            Deletions = Buckets.Build(
                emit =>
                {
                    for (var w = 0; w < words.Count; w++)
                    {
                        var word = w;
                        Keys.Deletions(words[w], hash => emit(hash, word));
                    }
                },
                crowding: 2
            ),
            Handles = Buckets.Build(emit => handles.ForEach(h => emit(h.Hash, h.Line))),
            Removed = new int[(ids.Count + 31) / 32],
        }.Counted();
    }

    private (int[] Starts, int[] Postings) Postings()
    {
        var (starts, last) = (new int[words.Count + 1], new int[words.Count]);
        Array.Fill(last, -1);
        EachOnce((word, _) => starts[word]++);
        var sum = 0;
        for (var w = 0; w <= words.Count; w++)
            (starts[w], sum) = (sum, sum + starts[w]);

        var (postings, next) = (new int[sum], starts.AsSpan(0, words.Count).ToArray());
        Array.Fill(last, -1);
        EachOnce((word, line) => postings[next[word]++] = line);
        return (starts, postings);

        void EachOnce(Action<int, int> act)
        {
            for (var line = 0; line < names.Count; line++)
            {
                for (var i = wordStarts[line]; i < wordStarts[line + 1]; i++)
                {
                    var word = lineWords[i];
                    if (last[word] == line)
                        continue;
                    last[word] = line;
                    act(word, line);
                }
            }
        }
    }

    private float[] Weights(int[] postingStarts)
    {
        var weights = new float[names.Count];
        for (var line = 0; line < weights.Length; line++)
        {
            for (var i = wordStarts[line]; i < wordStarts[line + 1]; i++)
                weights[line] += Search.Weight(postingStarts[lineWords[i] + 1] - postingStarts[lineWords[i]], names.Count);
        }

        return weights;
    }
}
