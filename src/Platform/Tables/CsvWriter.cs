using System.Text;

namespace Entente.Platform.Tables;

/// <summary>Writes CSV that a spreadsheet opens without running anything: a cell that it would take for a formula gets an apostrophe before it.</summary>
public static class CsvWriter
{
    /// <summary>The first characters by which a spreadsheet knows a formula.</summary>
    private const string Formula = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>One line, with its end (CR LF).</summary>
    public static string Line(IEnumerable<string?> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0)
                line.Append(',');
            line.Append(Cell(cell ?? ""));
        }
        return line.Append("\r\n").ToString();
    }

    /// <summary>A cell, safe and in quotes.</summary>
    public static string Cell(string value) => "\"" + Tame(value).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>As a text, whatever a spreadsheet would make of it.</summary>
    public static string Tame(string value)
    {
        var first = value.AsSpan().TrimStart(' ');
        return first.Length > 0 && Formula.Contains(first[0], StringComparison.Ordinal) ? "'" + value : value;
    }
}
