using System.Globalization;
using System.Text;

namespace Entente.Ui;

/// <summary>A run of words; with an address it is a link.</summary>
/// <param name="Url">Absolute, http or https; null: words only.</param>
public sealed record MarkupSpan(string Text, string? Url = null);

/// <summary>A paragraph, or the points of a list.</summary>
public sealed record MarkupBlock(bool IsList, IReadOnlyList<IReadOnlyList<MarkupSpan>> Lines);

/// <summary>
/// The markup of what staff write for partners, in announcements and on their portal: an empty line begins a paragraph, a line that begins with a dash is a point, an address is a link, and
/// <c>[words](address)</c> a link with words. Everything else is what it says: nothing in it becomes markup of a page.
/// </summary>
public static class Markup
{
    public const int LongestAddress = 1000;

    public static IReadOnlyList<MarkupBlock> Read(string text)
    {
        var blocks = new List<MarkupBlock>();
        foreach (var part in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var run = new List<IReadOnlyList<MarkupSpan>>();
            var list = false;
            foreach (var line in part.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var point = line.StartsWith("- ", StringComparison.Ordinal);
                if (run.Count > 0 && point != list)
                    Close();
                list = point;
                run.Add(Spans(point ? line[2..].TrimStart() : line));
            }
            Close();

            void Close()
            {
                if (run.Count > 0)
                    blocks.Add(new(list, [.. run]));
                run.Clear();
            }
        }
        return blocks;
    }

    /// <summary>Every address in these texts, each once, in their order.</summary>
    public static IReadOnlyList<string> Links(IEnumerable<string> texts) =>
        [
            .. texts
                .SelectMany(Read)
                .SelectMany(b => b.Lines)
                .SelectMany(l => l)
                .Select(s => s.Url)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>As plain paragraphs, for a mail: links keep their words, their addresses stand elsewhere.</summary>
    public static IReadOnlyList<string> Plain(string text) =>
        [.. Read(text).SelectMany(b => b.IsList ? b.Lines.Select(l => "• " + Words(l)) : [string.Join(' ', b.Lines.Select(Words))])];

    /// <summary>The address as it may be followed, in ASCII as headers want it; null for what is none of the web.</summary>
    public static string? Address(string typed) =>
        typed.Length <= LongestAddress
        && Uri.TryCreate(typed, UriKind.Absolute, out var url)
        && url is { Scheme: "https" or "http", UserInfo: "", Host.Length: > 0 }
        && Plain(url) is { } address
        && Ascii.IsValid(address)
            ? address
            : null;

    // AbsoluteUri leaves a host in another script as it was typed. Null: it has no name that the web knows.
    private static string? Plain(Uri url)
    {
        if (Ascii.IsValid(url.Host))
            return url.AbsoluteUri;
        var names = new IdnMapping { UseStd3AsciiRules = true };
        try
        {
            var host = names.GetAscii(url.Host);
            return Uri.TryCreate(
                $"{url.Scheme}://{host}{(url.IsDefaultPort ? "" : $":{url.Port.ToString(CultureInfo.InvariantCulture)}")}{url.PathAndQuery}{url.Fragment}",
                UriKind.Absolute,
                out var plain
            )
                ? plain.AbsoluteUri
                : null;
        }
        catch (ArgumentException)
        {
            // The mapping says so of every name that cannot be written in ASCII.
            return null;
        }
    }

    private static string Words(IReadOnlyList<MarkupSpan> line) => string.Concat(line.Select(s => s.Text));

    private static List<MarkupSpan> Spans(string line)
    {
        var spans = new List<MarkupSpan>();
        var plain = new StringBuilder();
        for (var at = 0; at < line.Length; )
        {
            if (Named(line, at) is var (named, after) && named is not null)
            {
                Flush();
                spans.Add(named);
                at = after;
            }
            else if (Bare(line, at) is var (bare, end) && bare is not null)
            {
                Flush();
                spans.Add(bare);
                at = end;
            }
            else
            {
                plain.Append(line[at++]);
            }
        }
        Flush();
        return spans;

        void Flush()
        {
            if (plain.Length > 0)
                spans.Add(new(plain.ToString()));
            plain.Clear();
        }
    }

    // [words](address)
    private static (MarkupSpan? Span, int After) Named(string line, int at)
    {
        if (line[at] != '[')
            return (null, at);
        var middle = line.IndexOf("](", at, StringComparison.Ordinal);
        if (middle < 0 || middle - at > 300)
            return (null, at);
        var close = line.IndexOf(')', middle);
        var words = line[(at + 1)..middle].Trim();
        return
            close > 0
            && words.Length > 0
            && !words.Contains('[', StringComparison.Ordinal)
            && Address(line[(middle + 2)..close].Trim()) is { } url
            ? (new MarkupSpan(words, url), close + 1)
            : (null, at);
    }

    private static (MarkupSpan? Span, int After) Bare(string line, int at)
    {
        if (line[at] is not 'h' || (at > 0 && char.IsLetterOrDigit(line[at - 1])))
            return (null, at);
        var rest = line.AsSpan(at);
        if (!rest.StartsWith("https://", StringComparison.Ordinal) && !rest.StartsWith("http://", StringComparison.Ordinal))
            return (null, at);
        var end = at;
        while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not ('<' or '>' or '"'))
            end++;
        // A full stop or a bracket behind an address belongs to the sentence.
        while (end > at && line[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'')
            end--;
        return Address(line[at..end]) is { } url ? (new MarkupSpan(line[at..end], url), end) : (null, at);
    }
}
