using System.Text;
using System.Text.Unicode;

namespace Entente.Platform.Tables;

/// <summary>How a file that somebody sends was written: nobody who sends one knows.</summary>
/// <param name="Encoding"><c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c> or <c>windows-1252</c>.</param>
/// <param name="Separator">A comma, semicolon, tab or bar.</param>
public sealed record CsvDialect(string Encoding, char Separator)
{
    private const int Looked = 64 * 1024;
    private const int LinesLooked = 40;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Looks at the whole file for its encoding, and at its first lines for its separator.</summary>
    public static CsvDialect Of(ReadOnlySpan<byte> file)
    {
        var encoding = EncodingOf(file);
        var first = EncodingNamed(encoding).GetString(file[..Math.Min(file.Length, Looked)]).TrimStart('\uFEFF');
        return new(encoding, SeparatorOf(first));
    }

    /// <summary>A reader of the file's text, without its byte order mark.</summary>
    public TextReader Open(Stream file) =>
        new StreamReader(file, EncodingNamed(Encoding), detectEncodingFromByteOrderMarks: true, 32 * 1024);

    // A mark says it; else whatever is valid UTF-8 is UTF-8: text in another encoding hardly ever is by chance.
    private static string EncodingOf(ReadOnlySpan<byte> file)
    {
        if (file is [0xEF, 0xBB, 0xBF, ..])
            return "utf-8";
        if (file is [0xFF, 0xFE, ..])
            return "utf-16";
        if (file is [0xFE, 0xFF, ..])
            return "utf-16BE";
        var looked = file[..Math.Min(file.Length, 4096)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < looked.Length; i++)
            if (looked[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        if (Math.Max(even, odd) > looked.Length / 4)
            return odd > even ? "utf-16" : "utf-16BE";
        return Utf8.IsValid(file) ? "utf-8" : "windows-1252";
    }

    private static Encoding EncodingNamed(string name) =>
        name switch
        {
            "utf-16" => System.Text.Encoding.Unicode,
            "utf-16BE" => System.Text.Encoding.BigEndianUnicode,
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => new UTF8Encoding(false),
        };

    // The one that cuts most of the first lines into as many cells as the header has.
    private static char SeparatorOf(string text)
    {
        var best = (Separator: ',', Alike: 0, Cells: 1);
        foreach (var separator in Separators)
        {
            var rows = First(text, separator);
            if (rows.Count == 0 || rows[0] < 2)
                continue;
            var alike = rows.Count(r => r == rows[0]) * 1000 / rows.Count;
            if (alike > best.Alike || (alike == best.Alike && rows[0] > best.Cells))
                best = (separator, alike, rows[0]);
        }
        return best.Separator;
    }

    private static List<int> First(string text, char separator)
    {
        var reader = new CsvReader(new StringReader(text), separator);
        var rows = new List<int>();
        // A StringReader never waits, so neither does this.
        while (rows.Count < LinesLooked && reader.Next().AsTask().GetAwaiter().GetResult() is { } row)
            if (!row.IsBlank)
                rows.Add(row.Cells.Count);
        // The text may be cut off within its last line.
        if (rows.Count > 1)
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}
