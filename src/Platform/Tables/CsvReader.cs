using System.Text;

namespace Entente.Platform.Tables;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line of the file on which it begins, from 1.</param>
/// <param name="Cells">As they were meant: without the quotes around them. Empty when the record could not be read.</param>
/// <param name="Fault">Why the record could not be read; null when it could.</param>
public readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells, CsvFault? Fault)
{
    /// <summary>An empty line, which stands for nothing.</summary>
    public bool IsBlank => Fault is null && Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>What makes a record unreadable.</summary>
public enum CsvFault
{
    /// <summary>A quote opens in it and is not closed within <see cref="CsvReader.LongestRow"/> characters; reading goes on with the next line.</summary>
    OpenQuote,

    /// <summary>One line of more than <see cref="CsvReader.LongestRow"/> characters; reading goes on with the next line.</summary>
    TooLong,
}

/// <summary>
/// Reads CSV by RFC 4180 and what people send, record by record, whatever the file's length: cells in quotes may hold separators, doubled quotes and line
/// ends; lines end in CR, LF or both; blanks before an opening quote are dropped; what follows a closing quote belongs to the cell; a quote inside a
/// cell without quotes is itself. One bad record costs itself: the next begins on the line after its first; until the place is passed up to which the bad
/// one was looked at, rows stand on one line each. So every letter is looked at twice at most, whatever the file holds.
/// </summary>
public sealed class CsvReader(TextReader text, char separator)
{
    /// <summary>In characters. What is longer is no row of a table.</summary>
    public const int LongestRow = 128 * 1024;

    private readonly StringBuilder cell = new();
    private char[] buffer = new char[16 * 1024];
    private int start;
    private int end;
    private int line = 1;
    private long passed;
    private long lonely;
    private bool ended;
    private bool skipping;

    /// <summary>The next record; null at the end. Empty lines come as records of one empty cell.</summary>
    public async ValueTask<CsvRow?> Next(CancellationToken ct = default)
    {
        while (true)
        {
            if (skipping && !SkipLine())
            {
                if (!await Fill(ct))
                    return null;
                continue;
            }
            if (start < end && Parse() is { } row)
                return row;
            if (ended)
                return start < end ? Bad(CsvFault.OpenQuote) : null;
            if (end - start >= LongestRow)
                return Bad(Array.IndexOf(buffer, '\n', start, end - start) < 0 ? CsvFault.TooLong : CsvFault.OpenQuote);
            await Fill(ct);
        }
    }

    // One record, when the buffer holds it whole; behind a bad one, one line.
    private CsvRow? Parse()
    {
        if (passed + start >= lonely)
            return Record();
        var stop = buffer.AsSpan(start, end - start).IndexOfAny('\r', '\n');
        if (stop < 0 && !ended)
            return null;
        var (held, last) = (end, ended);
        (end, ended) = (stop < 0 ? end : start + stop, true);
        var row = Record();
        (end, ended) = (held, last);
        skipping = true;
        return row ?? new CsvRow(line, [], CsvFault.OpenQuote);
    }

    private CsvRow? Record()
    {
        var (cells, at, lines) = (new List<string>(), start, 0);
        while (true)
        {
            if (Cell(ref at, ref lines) is not { } value)
                return null;
            cells.Add(value);
            if (at < end && buffer[at] == separator)
            {
                at++;
                continue;
            }
            if (at < end)
            {
                // A line's end, of one character or two.
                if (buffer[at] == '\r' && at + 1 == end && !ended)
                    return null;
                at += buffer[at] == '\r' && at + 1 < end && buffer[at + 1] == '\n' ? 2 : 1;
                lines++;
            }
            var row = new CsvRow(line, cells, null);
            (start, line) = (at, line + lines);
            return row;
        }
    }

    // Up to its separator, its line's end or the end of the file; null when the buffer ends before that is known.
    private string? Cell(ref int at, ref int lines)
    {
        cell.Clear();
        var open = at;
        while (open < end && buffer[open] == ' ')
            open++;
        if (open == end && !ended)
            return null;
        if (open < end && buffer[open] == '"' && separator != '"')
        {
            at = open + 1;
            while (true)
            {
                var quote = Array.IndexOf(buffer, '"', at, end - at);
                if (quote < 0 || (quote + 1 == end && !ended))
                    return null;
                lines += Breaks(at, quote);
                cell.Append(buffer, at, quote - at);
                at = quote + 1;
                if (at < end && buffer[at] == '"')
                {
                    cell.Append('"');
                    at++;
                    continue;
                }
                break;
            }
        }
        var stop = buffer.AsSpan(at, end - at).IndexOfAny(separator, '\r', '\n');
        if (stop < 0 && !ended)
            return null;
        stop = stop < 0 ? end : at + stop;
        cell.Append(buffer, at, stop - at);
        at = stop;
        return cell.ToString();
    }

    private int Breaks(int from, int to)
    {
        var count = 0;
        for (var i = from; i < to; i++)
            if (buffer[i] == '\n' || (buffer[i] == '\r' && (i + 1 >= end || buffer[i + 1] != '\n')))
                count++;
        return count;
    }

    private CsvRow Bad(CsvFault fault)
    {
        (lonely, skipping) = (passed + end, true);
        return new CsvRow(line, [], fault);
    }

    // To the next line; false when the buffer ends before it.
    private bool SkipLine()
    {
        var stop = buffer.AsSpan(start, end - start).IndexOfAny('\r', '\n');
        if (stop < 0 || (buffer[start + stop] == '\r' && start + stop + 1 == end && !ended))
        {
            start = stop < 0 ? end : start + stop;
            return ended && !(skipping = false);
        }
        stop += start;
        start = stop + (buffer[stop] == '\r' && stop + 1 < end && buffer[stop + 1] == '\n' ? 2 : 1);
        line++;
        skipping = false;
        return true;
    }

    private async ValueTask<bool> Fill(CancellationToken ct)
    {
        passed += start;
        Array.Copy(buffer, start, buffer, 0, end - start);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, Math.Min(LongestRow, buffer.Length * 2));
        var read = await text.ReadAsync(buffer.AsMemory(end), ct);
        ended |= read == 0;
        end += read;
        return read > 0;
    }
}
