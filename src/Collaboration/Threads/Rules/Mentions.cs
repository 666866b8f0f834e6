using System.Globalization;
using System.Text;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads.Rules;

/// <summary>A person named in a message, as it was written there: <c>Ines Calder</c>, <c>Ines</c>.</summary>
public sealed record Mentioned(PersonId Person, string Written);

/// <summary>What a text says of people.</summary>
/// <param name="Unknown">Names behind an @ that nobody who reads it bears, or several do.</param>
public sealed record MentionsFound(IReadOnlyList<Mentioned> People, IReadOnlyList<string> Unknown);

/// <summary>
/// Finds the people that a text names: an @ at the start of a word, then a reader's whole name, or a first name that one reader alone bears.
/// Without regard to case. Pure.
/// </summary>
public static class Mentions
{
    private const int LongestUnknown = 40;

    /// <param name="readers">Everybody who will read it; nobody else is ever found.</param>
    public static MentionsFound Read(string text, IReadOnlyList<(PersonId Id, string Name)> readers)
    {
        var found = new List<Mentioned>();
        var unknown = new List<string>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && !Breaks(text[at - 1]))
                continue;
            var (people, written) = At(text, at + 1, readers);
            if (people.Count > 0)
                found.AddRange(people.Select(p => new Mentioned(p, written)));
            else if (Word(text, at + 1) is { Length: > 0 } word && LooksLikeAName(word))
                unknown.Add(word.Length <= LongestUnknown ? word : word[..LongestUnknown]);
        }
        return new(
            [.. found.DistinctBy(m => (m.Person, m.Written.ToUpperInvariant()))],
            [.. unknown.Distinct(StringComparer.OrdinalIgnoreCase)]
        );
    }

    /// <summary>The text in pieces, those that name one of these marked. Put together again they are the text.</summary>
    public static IReadOnlyList<(string Text, bool Names)> Parts(string text, IReadOnlyCollection<string> written)
    {
        if (written.Count == 0)
            return [(text, false)];
        var names = written.OrderByDescending(w => w.Length).ToList();
        var parts = new List<(string, bool)>();
        var from = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if ((at > 0 && !Breaks(text[at - 1])) || names.Find(n => Stands(text, at + 1, n)) is not { } name)
                continue;
            if (at > from)
                parts.Add((text[from..at], false));
            from = at + 1 + name.Length;
            parts.Add((text[at..from], true));
        }
        if (from < text.Length)
            parts.Add((text[from..], false));
        return parts;
    }

    private static (IReadOnlyList<PersonId> People, string Written) At(
        string text,
        int at,
        IReadOnlyList<(PersonId Id, string Name)> readers
    )
    {
        var whole = readers.Where(r => r.Name.Length > 0 && Stands(text, at, r.Name)).OrderByDescending(r => r.Name.Length).ToList();
        if (whole.Count > 0)
            return (
                [.. whole.Where(r => r.Name.Equals(whole[0].Name, StringComparison.OrdinalIgnoreCase)).Select(r => r.Id).Distinct()],
                text.Substring(at, whole[0].Name.Length)
            );
        var first = readers
            .Select(r => (r.Id, First: r.Name.Split(' ')[0]))
            .Where(r => r.First.Length > 1 && Stands(text, at, r.First))
            .DistinctBy(r => r.Id)
            .ToList();
        return first.Count == 1 ? ([first[0].Id], text.Substring(at, first[0].First.Length)) : ([], "");
    }

    private static bool Stands(string text, int at, string name) =>
        string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + name.Length == text.Length || Breaks(text[at + name.Length]));

    // An address, a handle of somewhere else and "@home" are no names; a script without capitals has no other sign than the @.
    private static bool LooksLikeAName(string word) =>
        Rune.TryGetRuneAt(word, 0, out var first)
        && Rune.GetUnicodeCategory(first)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.OtherLetter;

    private static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && !Breaks(text[end]))
            end++;
        return text[at..end];
    }

    private static bool Breaks(char c) => !char.IsLetterOrDigit(c) && c is not ('\'' or '’' or '-' or '_') && !char.IsSurrogate(c);
}
