using Entente.Platform.Matching.Fuzzy;

namespace Entente.Platform.Matching;

public sealed partial class CompanyIndex
{
    private const int SameDomain = 98;

    /// <summary>The companies most like a name, best first; those below <see cref="MatchVerdicts.Possible"/> come too, to fill up.</summary>
    public IReadOnlyList<Candidate> Find(string? name, int take = 10) => Find(new CompanyQuery(name), take);

    /// <summary>As <see cref="Find(string,int)"/>; a company with the same registrable domain comes first whatever its name.</summary>
    /// <param name="take">How many at most; the engine compares 64 names per segment in full, more than that makes no sense.</param>
    public IReadOnlyList<Candidate> Find(CompanyQuery query, int take = 10)
    {
        var state = Volatile.Read(ref segments);
        if (take <= 0 || state.Length == 0)
            return [];

        var name = CompanyName.Of(query.Name);
        var domain = Domain.OfCompany(query.Domain)?.Value;
        var hits = Hits(state, name, domain);
        var weights = new WeightBook(state);

        var found = new Dictionary<Guid, Candidate>();
        foreach (var hit in hits.OrderByDescending(h => h.Rough).ThenBy(h => h.Id).Take(2 * take + 4))
        {
            var candidate = Judge(hit, name, domain, weights);
            if (candidate.Score > 0 && (!found.TryGetValue(hit.Id, out var other) || other.Score < candidate.Score))
                found[hit.Id] = candidate;
        }

        return [.. found.Values.OrderByDescending(c => c.Score).ThenBy(c => c.Name.Length).ThenBy(c => c.Id).Take(take)];
    }

    private readonly record struct Hit(Segment Segment, int Line, float Rough)
    {
        public Guid Id => Segment.Ids[Segment.EntryOfLine[Line]];
    }

    private List<Hit> Hits(Segment[] state, CompanyName name, string? domain)
    {
        var (hits, lines, weights) = (new List<Hit>(), new List<int>(), new WeightBook(state));
        string[] given = [.. name.Tokens];
        float[] givenWeights = [.. given.Select(weights.Of)];
        var scratch = rooms.TryTake(out var room) ? room : new Scratch();
        try
        {
            foreach (var segment in state)
            {
                lines.Clear();
                if (given.Length > 0)
                    Search.Gather(segment, name, scratch, lines);
                foreach (var line in lines)
                    hits.Add(new Hit(segment, line, Rough(segment, line, name, given, givenWeights, weights)));
                if (domain is not null)
                    hits.AddRange(WithDomain(segment, domain));
            }
        }
        finally
        {
            rooms.Add(scratch);
        }

        return hits;
    }

    // Without legal forms and initials, on the words laid up in the segment.
    private static float Rough(Segment segment, int line, CompanyName name, string[] given, float[] givenWeights, WeightBook weights)
    {
        var numbers = segment.WordsOf(line);
        var (known, knownWeights) = (new string[numbers.Length], new float[numbers.Length]);
        for (var i = 0; i < numbers.Length; i++)
        {
            known[i] = segment.Words[numbers[i]];
            knownWeights[i] = weights.Of(segment, numbers[i], known[i]);
        }

        if (string.Concat(known) == name.Key)
            return 100;
        var score = NameScore.Of(given, givenWeights, known, knownWeights).Score;
        var initials = known.Length == 1 && known[0] == name.Initials || given.Length == 1 && known.Length == given[0].Length;
        return initials ? Math.Max(score, 60) : score;
    }

    private static IEnumerable<Hit> WithDomain(Segment segment, string domain)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(domain);
        foreach (var line in segment.Handles[Keys.Of(KeyKind.Domain, domain)].ToArray())
        {
            var entry = segment.EntryOfLine[line];
            if (segment.IsLive(entry) && segment.Domains.Is(entry, utf8))
                yield return new Hit(segment, line, 101);
        }
    }

    private static Candidate Judge(Hit hit, CompanyName name, string? domain, WeightBook weights)
    {
        var (segment, entry) = (hit.Segment, hit.Segment.EntryOfLine[hit.Line]);
        var (shown, line) = (segment.Names[segment.FirstLines[entry]], segment.Names[hit.Line]);
        var (score, why) = name.Key.Length == 0 ? (0, []) : NameScore.Of(name, CompanyName.Of(line), weights.Of);
        var reasons = new List<MatchReason>(why);
        if (hit.Line != segment.FirstLines[entry] && score > 0)
            reasons.Add(new MatchReason.KnownAs(line));
        if (domain is not null && segment.Domains[entry] == domain)
        {
            score = score >= MatchVerdicts.Possible ? 100 : SameDomain;
            reasons.Insert(0, new MatchReason.SameDomain(domain));
        }

        return new Candidate(hit.Id, shown, score, MatchVerdicts.Of(score), reasons);
    }

    /// <summary>Word weights by frequency over all segments, looked up once a search.</summary>
    private sealed class WeightBook(Segment[] state)
    {
        private readonly Dictionary<string, float> known = new(StringComparer.Ordinal);
        private readonly int names = state.Sum(s => s.Lines);

        public float Of(string word)
        {
            if (known.TryGetValue(word, out var weight))
                return weight;
            var frequency = 0;
            foreach (var segment in state)
                frequency += segment.Find(word) is var number and >= 0 ? segment.Frequency(number) : 0;
            return known[word] = Search.Weight(frequency, names);
        }

        public float Of(Segment segment, int number, string word) =>
            state.Length == 1 ? Search.Weight(segment.Frequency(number), names) : Of(word);
    }
}
