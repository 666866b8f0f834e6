using System.Globalization;

namespace Entente.Platform.Matching;

/// <summary>
/// The public suffix list: under which names the public registers domains. Rules and algorithm as published at publicsuffix.org/list:
/// the longest matching rule prevails, an exception over all others, and an unlisted top-level domain counts as a suffix.
/// Both sections are used, so every site of a hosting service (<c>acme.github.io</c>) is a domain of its own.
/// </summary>
internal static class PublicSuffixes
{
    private enum Rule
    {
        Plain = 1,
        Wildcard = 2,
        Exception = 4,
    }

    private static readonly Dictionary<string, Rule> Rules = Read();

    /// <summary>The suffix and one label more; null when the host is itself a suffix. The host is ASCII, lower case, without empty labels.</summary>
    public static string? RegistrableOf(string host)
    {
        var starts = Starts(host);
        for (var i = 0; i < starts.Count; i++)
        {
            var rule = Rules.GetValueOrDefault(host[starts[i]..]);
            if (rule.HasFlag(Rule.Exception))
                return host[starts[i]..];
            if (rule.HasFlag(Rule.Wildcard) && i > 0)
                return From(host, starts, i - 2);
            if (rule.HasFlag(Rule.Plain))
                return From(host, starts, i - 1);
        }

        return From(host, starts, starts.Count - 2);
    }

    private static string? From(string host, List<int> starts, int label) => label < 0 ? null : host[starts[label]..];

    private static List<int> Starts(string host)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < host.Length; i++)
        {
            if (host[i] == '.')
                starts.Add(i + 1);
        }

        return starts;
    }

    private static Dictionary<string, Rule> Read()
    {
        var (rules, idn) = (new Dictionary<string, Rule>(12_000), new IdnMapping());
        foreach (var line in Resources.Lines("public_suffix_list.dat"))
        {
            var text = line.Trim();
            if (text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal))
                continue;

            var (kind, name) = text switch
            {
                ['!', .. var rest] => (Rule.Exception, rest),
                ['*', '.', .. var rest] => (Rule.Wildcard, rest),
                _ => (Rule.Plain, text),
            };
            var ascii = name.All(char.IsAscii) ? name.ToLowerInvariant() : idn.GetAscii(name);
            rules[ascii] = rules.GetValueOrDefault(ascii) | kind;
        }

        return rules;
    }
}
