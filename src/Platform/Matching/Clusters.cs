using Entente.Platform.Matching.Pairs;

namespace Entente.Platform.Matching;

/// <summary>
/// Which of many records are one company: average linkage over pairwise probabilities, so that two groups join when their members are alike on the whole and
/// not because one weak link leads from one to the other. The answer depends on what the records say, never on their order.
/// </summary>
public static partial class Clusters
{
    /// <summary>Two groups join while the mean probability between their members is at least this.</summary>
    private const double Join = 0.7;

    /// <summary>Pairs less likely than this link nothing.</summary>
    private const double Link = 0.8;

    /// <summary>Up to so many pairs of two groups are compared to find their mean; of larger groups a regular sample is.</summary>
    private const int MostCompared = 400;

    // Behind the content of a record of which people said something: it is never taken for another that says the same.
    private const string Told = "\u0002";

    private static readonly string Nothing = Content(new CompanyRecord(null));

    /// <returns>For each record, in their order, the place of the record that stands for its cluster.</returns>
    public static int[] Of(IReadOnlyList<CompanyRecord> records) => Of(records, []);

    /// <param name="known">
    /// What people said of pairs of records, by their places: the same are joined whatever they look like, and nothing joins groups of which two
    /// members are different.
    /// </param>
    /// <returns>As above.</returns>
    public static int[] Of(IReadOnlyList<CompanyRecord> records, IReadOnlyList<(int Left, int Right, bool Same)> known)
    {
        var order = Enumerable.Range(0, records.Count).ToArray();
        var told = known.SelectMany(k => new[] { k.Left, k.Right }).ToHashSet();
        var contents = records.Select((r, i) => Content(r) + (told.Contains(i) ? Told : "")).ToArray();
        Array.Sort(contents, order, StringComparer.Ordinal);

        // Rows that say the same are one: which of them is which could otherwise depend on their order.
        var (readings, first, place) = (new List<Reading>(), new List<int>(), new int[order.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || contents[i] != contents[i - 1] || contents[i] == Nothing || told.Contains(order[i]))
            {
                readings.Add(Reading.Of(records[order[i]]));
                first.Add(order[i]);
            }

            place[i] = readings.Count - 1;
        }

        var reading = new int[records.Count];
        for (var i = 0; i < order.Length; i++)
            reading[order[i]] = place[i];
        var groups = Joined(
            readings,
            Links(readings),
            [.. known.Where(k => k.Left != k.Right).Select(k => (reading[k.Left], reading[k.Right], k.Same))]
        );
        var clusters = new int[records.Count];
        for (var i = 0; i < order.Length; i++)
            clusters[order[i]] = first[groups[place[i]]];
        return clusters;
    }

    private static string Content(CompanyRecord r) => string.Join('\u0001', r.Name, r.Address, r.Phone, r.Domain, r.Country);

    private static List<(double Probability, int Left, int Right)> Links(List<Reading> readings)
    {
        var links = new List<(double Probability, int Left, int Right)>();
        foreach (var (left, right) in Blocks.Of(readings))
        {
            if (!Promising(readings[left], readings[right]))
                continue;
            var probability = CompanyPair.Probability(readings[left], readings[right]);
            if (probability >= Link)
                links.Add((probability, left, right));
        }

        links.Sort((a, b) => (-a.Probability, a.Left, a.Right).CompareTo((-b.Probability, b.Left, b.Right)));
        return links;
    }

    // Cheap: names that hardly share a pair of letters are the same only by phone, domain or address.
    private static bool Promising(Reading a, Reading b)
    {
        if (a.Names.Count == 0 || b.Names.Count == 0 || a.Names[0].Foreign != b.Names[0].Foreign)
            return true;
        if ((a.Domain is not null && a.Domain == b.Domain) || (a.Phones.Count > 0 && b.Phones.Count > 0) || a.Address?.House is not null)
            return true;
        return a.Names.Any(x => b.Names.Any(y => x.BigramShare(y) > 0.4f));
    }

    private static int[] Joined(
        List<Reading> readings,
        List<(double Probability, int Left, int Right)> links,
        List<(int Left, int Right, bool Same)> known
    )
    {
        var group = Enumerable.Range(0, readings.Count).ToArray();
        var members = new Dictionary<int, List<int>>();
        var apart = known
            .Where(k => !k.Same)
            .SelectMany(k => new[] { (k.Left, k.Right), (k.Right, k.Left) })
            .ToLookup(k => k.Item1, k => k.Item2);
        var said = known.Where(k => k.Same).Select(k => (1.0, Math.Min(k.Left, k.Right), Math.Max(k.Left, k.Right))).Order().ToList();
        for (var i = 0; i < said.Count + links.Count; i++)
        {
            var (_, left, right) = i < said.Count ? said[i] : links[i - said.Count];
            var (a, b) = (Math.Min(group[left], group[right]), Math.Max(group[left], group[right]));
            if (a == b)
                continue;
            var (first, second) = (members.GetValueOrDefault(a) ?? [a], members.GetValueOrDefault(b) ?? [b]);
            if (first.Exists(m => apart[m].Any(other => group[other] == b)) || (i >= said.Count && Mean(readings, first, second) < Join))
                continue;
            foreach (var moved in second)
                group[moved] = a;
            first.AddRange(second);
            members[a] = first;
            members.Remove(b);
        }

        return group;
    }

    private static double Mean(List<Reading> readings, List<int> first, List<int> second)
    {
        var pairs = (long)first.Count * second.Count;
        var stride = Math.Max(1, pairs / MostCompared);
        var (sum, n) = (0.0, 0);
        for (var at = 0L; at < pairs; at += stride)
        {
            sum += CompanyPair.Probability(readings[first[(int)(at / second.Count)]], readings[second[(int)(at % second.Count)]]);
            n++;
        }

        return sum / n;
    }
}
