using System.Text;
using Entente.Platform.Matching;

namespace Entente.Bench.Names;

/// <summary>What people do to names. Letters are corrupted within the core name, never only in the legal form, and one at a time.</summary>
internal static class Corruptions
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Forms = ["Inc", "Corporation", "Ltd.", "GmbH", "plc", "S.A.", "LLC", "& Co"];

    public static IReadOnlyList<string> Kinds { get; } =
    ["delete", "insert", "swap", "replace", "case", "last word dropped", "joined words", "legal form changed"];

    /// <summary>Null when the name has no room for it.</summary>
    public static string? Of(string kind, string name, Random random)
    {
        var core = CompanyName.Of(name);
        var reach = Math.Min(name.Length, core.Core.Length);
        return kind switch
        {
            "delete" => At(name, reach, random) is { } i ? name.Remove(i, 1) : null,
            "insert" => At(name, reach, random) is { } i ? name.Insert(i, Letters[random.Next(26)].ToString()) : null,
            "swap" => At(name, reach - 1, random) is { } i && char.IsLetter(name[i + 1]) && Differ(name[i], name[i + 1])
                ? Swapped(name, i)
                : null,
            "replace" => At(name, reach, random) is { } i ? Replaced(name, i, random) : null,
            "case" => string.Concat(name.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))),
            "last word dropped" => core.Tokens.Count < 2 ? null : string.Join(' ', core.Tokens.SkipLast(1)),
            "joined words" => core.Tokens.Count < 2 ? null : Joined(core.Tokens, random),
            _ => core.Core + " " + Forms[random.Next(Forms.Length)],
        };
    }

    private static int? At(string name, int reach, Random random)
    {
        var places = Enumerable.Range(0, Math.Max(0, reach)).Where(i => char.IsLetter(name[i])).ToList();
        return places.Count < 4 ? null : places[random.Next(places.Count)];
    }

    private static bool Differ(char a, char b) => char.ToLowerInvariant(a) != char.ToLowerInvariant(b);

    private static string Swapped(string name, int i) => new StringBuilder(name) { [i] = name[i + 1], [i + 1] = name[i] }.ToString();

    private static string Replaced(string name, int i, Random random)
    {
        var letter = Letters[random.Next(26)];
        return new StringBuilder(name)
        {
            [i] =
                Differ(letter, name[i]) ? letter
                : letter == 'x' ? 'y'
                : 'x',
        }.ToString();
    }

    private static string Joined(IReadOnlyList<string> tokens, Random random)
    {
        var at = random.Next(tokens.Count - 1);
        return string.Join(' ', tokens.Take(at).Append(tokens[at] + tokens[at + 1]).Concat(tokens.Skip(at + 2)));
    }
}
