using System.Text;

namespace Entente.Sandbox;

/// <summary>Rows of a file, as both protocols take and give them: fields may be quoted, then hold delimiters, line ends and doubled quotes.</summary>
internal static class Csv
{
    public static readonly IReadOnlyDictionary<string, char> Delimiters = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["COMMA"] = ',',
        ["SEMICOLON"] = ';',
        ["TAB"] = '\t',
        ["PIPE"] = '|',
        ["CARET"] = '^',
        ["BACKQUOTE"] = '`',
    };

    /// <summary>All rows; a lone carriage return before a line end belongs to it, an empty last line is none. Null when a quote is never closed.</summary>
    public static List<string[]>? Read(string text, char delimiter)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                if (!Quoted(text, ref at, cell))
                    return null;
                continue;
            }

            var c = text[at++];
            if (c == '\r' && at < text.Length && text[at] == '\n')
                continue;
            if (c == delimiter || c == '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                    End(rows, row);
                continue;
            }

            cell.Append(c);
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            row.Add(cell.ToString());
            End(rows, row);
        }

        return rows;
    }

    /// <summary>One row with every field quoted, as both write theirs.</summary>
    public static void Write(StringBuilder into, IEnumerable<string?> row, char delimiter, string lineEnd)
    {
        var first = true;
        foreach (var cell in row)
        {
            if (!first)
                into.Append(delimiter);
            first = false;
            into.Append('"').Append((cell ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        into.Append(lineEnd);
    }

    private static void End(List<string[]> rows, List<string> row)
    {
        if (row.Count > 1 || row[0].Length > 0)
            rows.Add([.. row]);
        row.Clear();
    }

    private static bool Quoted(string text, ref int at, StringBuilder cell)
    {
        at++;
        while (true)
        {
            var end = text.IndexOf('"', at);
            if (end < 0)
                return false;
            cell.Append(text, at, end - at);
            at = end + 1;
            if (at >= text.Length || text[at] != '"')
                return true;
            cell.Append('"');
            at++;
        }
    }
}
