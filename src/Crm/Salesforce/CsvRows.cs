using System.Text.Json;

namespace Entente.Crm.Salesforce;

/// <summary>The Bulk API's tables as the rows a query would have returned: header names, empty cells are null.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<JsonElement> Read(string csv)
    {
        var rows = new List<JsonElement>();
        List<string>? names = null;
        foreach (var cells in Lines(csv))
        {
            if (names is null)
            {
                names = cells;
                continue;
            }
            var row = new Dictionary<string, string?>();
            for (var i = 0; i < names.Count; i++)
                row[names[i]] = i < cells.Count && cells[i].Length > 0 ? cells[i] : null;
            rows.Add(JsonSerializer.SerializeToElement(row));
        }
        return rows;
    }

    // Cells may hold commas, quotes (doubled) and line ends when they stand in quotes.
    private static IEnumerable<List<string>> Lines(string csv)
    {
        var (cells, cell, quoted, any) = (new List<string>(), new System.Text.StringBuilder(), false, false);
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < csv.Length && csv[i + 1] == '"')
                    cell.Append(csv[++i]);
                else
                    quoted = false;
                continue;
            }
            switch (c)
            {
                case '"':
                    (quoted, any) = (true, true);
                    break;
                case ',':
                    cells.Add(cell.ToString());
                    cell.Clear();
                    any = true;
                    break;
                case '\r':
                    break;
                case '\n':
                    if (any || cell.Length > 0)
                    {
                        cells.Add(cell.ToString());
                        yield return cells;
                    }
                    cells = [];
                    cell.Clear();
                    any = false;
                    break;
                default:
                    cell.Append(c);
                    break;
            }
        }
        if (any || cell.Length > 0)
        {
            cells.Add(cell.ToString());
            yield return cells;
        }
    }
}
