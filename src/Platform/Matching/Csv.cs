using System.Text;

namespace Entente.Platform.Matching;

/// <summary>
/// Rows of a CSV with a header (RFC 4180, and what people send): cells in quotes may hold commas and line ends, lines may end in CR, LF or both, a byte
/// order mark is skipped, missing cells are empty. The separator is the comma, or the semicolon or tab where the header has that and no comma.
/// </summary>
internal sealed class Csv
{
    private const int LargestCell = 1 << 20;

    private readonly TextReader reader;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private readonly char separator;

    /// <exception cref="InvalidDataException">No header, or a column twice.</exception>
    public Csv(TextReader reader)
    {
        this.reader = reader;
        var first = reader.ReadLine()?.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(first))
            throw new InvalidDataException("The file is empty: its first line must name the columns.");
        separator = Array.Find([',', ';', '\t'], s => first.Contains(s, StringComparison.Ordinal)) is var found and not '\0' ? found : ',';
        NextLine = 2;
        var header = new Csv(new StringReader(first), separator).Read() ?? [];
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i].Trim().ToLowerInvariant();
            if (name.Length > 0 && !columns.TryAdd(name, i))
                throw new InvalidDataException($"The column '{name}' is there twice.");
        }
    }

    /// <summary>The line of the file on which the last row began, from 1.</summary>
    public int Line { get; private set; } = 1;

    private int NextLine { get; set; } = 1;

    /// <summary>The place of a column in each row, -1 when the file has none.</summary>
    public int Column(string name) => columns.GetValueOrDefault(name, -1);

    public string Columns => string.Join(", ", columns.Keys);

    /// <summary>Rows but empty lines. A cell is cut at a million characters.</summary>
    /// <exception cref="InvalidDataException">A quote that is never closed.</exception>
    public IEnumerable<Row> Rows()
    {
        while (Read() is { } cells)
        {
            if (cells.Count > 1 || cells[0].Length > 0)
                yield return new Row(cells);
        }
    }

    public readonly record struct Row(List<string> Cells)
    {
        /// <summary>Null for a column that the file or this row lacks, or an empty cell.</summary>
        public string? this[int column] =>
            column >= 0 && column < Cells.Count && !string.IsNullOrWhiteSpace(Cells[column]) ? Cells[column] : null;
    }

    private Csv(TextReader reader, char separator) => (this.reader, this.separator) = (reader, separator);

    private List<string>? Read()
    {
        if (reader.Peek() < 0)
            return null;
        Line = NextLine;
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (quoted, began) = (false, true);
        while (reader.Read() is var read and >= 0)
        {
            var c = (char)read;
            if (c == '"' && (quoted || began))
            {
                if (quoted && reader.Peek() == '"')
                    Append((char)reader.Read());
                else
                    quoted = !quoted;
                began = false;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                began = true;
            }
            else if (c is '\r' or '\n' && !quoted)
            {
                if (c == '\r' && reader.Peek() == '\n')
                    _ = reader.Read();
                NextLine++;
                cells.Add(cell.ToString());
                return cells;
            }
            else
            {
                NextLine += c == '\n' ? 1 : 0;
                began = began && c == ' ';
                if (!began || cell.Length > 0 || c != ' ')
                    Append(c);
            }
        }

        if (quoted)
            throw new InvalidDataException($"A quote that opens in the row on line {Line} is never closed.");
        cells.Add(cell.ToString());
        return cells;

        void Append(char letter)
        {
            if (cell.Length < LargestCell)
                cell.Append(letter);
        }
    }
}
