using System.Globalization;
using System.Text;
using Entente.Bench.Names;
using Entente.Platform.Matching;

namespace Entente.Rules.Matching;

/// <summary>A pair with what is known of it.</summary>
internal sealed record Labelled(CompanyRecord Left, CompanyRecord Right, bool Same);

/// <summary>
/// Labelled pairs of the suites, in two halves that share no company: the coefficients are fitted on the even half alone. Seeds are fixed.
/// </summary>
internal static class Training
{
    private const int Seed = 20_261_121;

    /// <summary>
    /// Registrants of the SEC, each with one or two corruptions of its name (every operator of <see cref="Corruptions"/>) against itself, against the three
    /// nearest others and against one at random.
    /// </summary>
    public static List<Labelled>? Registrants(int half)
    {
        if (Suite.Find("names/sec-registrants.csv") is not { } path)
            return null;
        var names = Suite.Registrants(path).Where((_, i) => i % 2 == half).ToList();
        var index = CompanyIndex.Build(names.Select(n => new CompanyEntry(n.Id, n.Name)));
        var (random, pairs) = (new Random(Seed + half), new List<Labelled>());
        foreach (var (id, name) in names)
        {
            for (var times = 1; times <= 2; times++)
            {
                var typed = name;
                for (var t = 0; t < times; t++)
                    typed = Corruptions.Of(Corruptions.Kinds[random.Next(Corruptions.Kinds.Count)], typed, random) ?? typed;
                pairs.Add(Pair(typed, name, true));
            }

            var key = CompanyName.Of(name).Key;
            foreach (var other in index.Find(name, 4).Where(c => c.Id != id && CompanyName.Of(c.Name).Key != key).Take(3))
                pairs.Add(Pair(name, other.Name, false));
            if (names[random.Next(names.Count)].Name is var any && CompanyName.Of(any).Key != key)
                pairs.Add(Pair(name, any, false));
        }

        return pairs;
    }

    /// <summary>Restaurants of two guides: every gold match of the half, and each of Fodor's against the five Zagat's that are most like it.</summary>
    public static List<Labelled>? Restaurants(int half)
    {
        if (
            Suite.Find("names/fodors.csv") is not { } fodorsPath
            || Suite.Find("names/zagats.csv") is not { } zagatsPath
            || Suite.Find("names/matches_fodors_zagats.csv") is not { } matchesPath
        )
            return null;
        var (fodors, zagats) = (Restaurants(fodorsPath), Restaurants(zagatsPath));
        var matches = File.ReadLines(matchesPath).Skip(1).Select(Suite.Csv).ToDictionary(m => m[0], m => m[1]);
        return Crossed(fodors.Where(f => Number(f.Key) % 2 == half), zagats, id => matches.GetValueOrDefault(id));
    }

    /// <summary>FEBRL: people of whom each may have a distorted duplicate; each against its own and the five most like it.</summary>
    public static List<Labelled>? People(string left, string right, int half)
    {
        if (Suite.Find(left) is not { } leftPath || Suite.Find(right) is not { } rightPath)
            return null;
        var (a, b) = (Persons(leftPath, "org"), Persons(rightPath, "dup"));
        return Crossed(a.Where(p => Number(p.Key) % 2 == half), b, id => b.ContainsKey(id) ? id : null);
    }

    /// <summary>FEBRL people by number, of one kind (org or dup).</summary>
    public static Dictionary<string, CompanyRecord> Persons(string path, string kind)
    {
        var persons = new Dictionary<string, CompanyRecord>();
        foreach (var f in File.ReadLines(path).Skip(1).Select(Suite.Csv).Where(f => f.Count > 8))
        {
            var id = f[0].Trim().Split('-');
            if (id[2] == kind)
                persons[id[1]] = new CompanyRecord($"{f[1]} {f[2]}".Trim(), string.Join(", ", f.Skip(3).Take(6).Select(x => x.Trim())));
        }

        return persons;
    }

    public static Dictionary<string, CompanyRecord> Restaurants(string path) =>
        File.ReadLines(path, Encoding.UTF8)
            .Skip(1)
            .Select(Suite.Csv)
            .ToDictionary(f => f[0], f => new CompanyRecord(f[1], $"{f[2]}, {f[3]}", f[4]));

    private static List<Labelled> Crossed(
        IEnumerable<KeyValuePair<string, CompanyRecord>> left,
        Dictionary<string, CompanyRecord> right,
        Func<string, string?> matchOf
    )
    {
        var ids = right.Keys.ToList();
        var names = CompanyIndex.Build(ids.Select((id, i) => new CompanyEntry(Suite.IdOf(i), right[id].Name!)));
        var places = CompanyIndex.Build(ids.Select((id, i) => new CompanyEntry(Suite.IdOf(i), right[id].Address!)));
        var pairs = new List<Labelled>();
        foreach (var (id, record) in left)
        {
            var match = matchOf(id);
            if (match is not null)
                pairs.Add(new Labelled(record, right[match], true));
            var others = names
                .Find(record.Name, 4)
                .Concat(places.Find(record.Address, 4))
                .Select(c => ids[BitConverter.ToInt32(c.Id.ToByteArray())]);
            pairs.AddRange(others.Distinct().Where(o => o != match).Take(5).Select(o => new Labelled(record, right[o], false)));
        }

        return pairs;
    }

    private static Labelled Pair(string left, string right, bool same) => new(new CompanyRecord(left), new CompanyRecord(right), same);

    private static int Number(string id) => int.Parse(id, CultureInfo.InvariantCulture);
}
