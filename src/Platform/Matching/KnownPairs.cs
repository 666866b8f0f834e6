namespace Entente.Platform.Matching;

/// <summary>What a person said of two companies, each by a key of the caller's.</summary>
public sealed record KnownPair(string Left, string Right, bool Same);

/// <summary>
/// What people said of companies, and what follows from it: who is the same as one is the same as the other, and who differs from one of a group
/// differs from all of it. What was said of a pair itself wins over what follows; and all of it wins over any score. Pure; the order in which the pairs are listed
/// changes nothing.
/// </summary>
public sealed class KnownPairs
{
    private readonly Dictionary<(string, string), bool> said = [];
    private readonly Dictionary<string, string> group = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> apart = [];

    private KnownPairs() { }

    public static KnownPairs None { get; } = new();

    public bool IsEmpty => said.Count == 0;

    /// <param name="pairs">Of a pair that is listed with both answers, "different" holds: it is the one that somebody can still mend.</param>
    public static KnownPairs Of(IEnumerable<KnownPair> pairs)
    {
        var known = new KnownPairs();
        foreach (var pair in pairs.Where(p => !string.Equals(p.Left, p.Right, StringComparison.Ordinal)))
        {
            var key = Key(pair.Left, pair.Right);
            known.said[key] = known.said.GetValueOrDefault(key, true) && pair.Same;
        }
        foreach (var ((left, right), _) in known.said.Where(s => s.Value).OrderBy(s => s.Key.Item1, StringComparer.Ordinal))
            known.Join(left, right);
        foreach (var ((left, right), _) in known.said.Where(s => !s.Value))
            known.apart.Add(Key(known.Root(left), known.Root(right)));
        return known;
    }

    /// <summary>Whether the two are one company; null: nobody said anything from which it follows.</summary>
    public bool? Of(string left, string right)
    {
        if (said.TryGetValue(Key(left, right), out var direct))
            return direct;
        var (a, b) = (Root(left), Root(right));
        return a == b && group.ContainsKey(left) && group.ContainsKey(right) ? true
            : apart.Contains(Key(a, b)) ? false
            : null;
    }

    /// <summary>All others that are the same company as this one, in the order of their keys.</summary>
    public IReadOnlyList<string> SameAs(string key) =>
        group.ContainsKey(key) ? [.. group.Keys.Where(k => k != key && Of(key, k) is true).Order(StringComparer.Ordinal)] : [];

    private static (string, string) Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private string Root(string key)
    {
        while (group.TryGetValue(key, out var up) && up != key)
            key = up;
        return key;
    }

    // The smaller key stands for both, so that the group is the same whoever is joined first.
    private void Join(string left, string right)
    {
        group.TryAdd(left, left);
        group.TryAdd(right, right);
        var (a, b) = Key(Root(left), Root(right));
        group[b] = a;
    }
}
