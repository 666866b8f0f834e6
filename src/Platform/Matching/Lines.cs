using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Platform.Matching;

/// <summary>Cases from the command line: JSON lines, or CSV with a header; each becomes a bag of named fields.</summary>
internal static class Lines
{
    /// <summary>One case a line. A line that cannot be read comes as its error, so that the rest goes on.</summary>
    public static IEnumerable<(int Number, JsonObject? Fields, string? Error)> Read(TextReader input)
    {
        List<string>? header = null;
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (line.TrimStart().StartsWith('{'))
                yield return Parsed(number, line);
            else if (header is null)
                header = [.. Fields(line.TrimStart('\uFEFF')).Select(h => h.Trim().ToLowerInvariant())];
            else
                yield return (number, Row(header, Fields(line)), null);
        }
    }

    public static string? Text(this JsonObject fields, string name) =>
        fields.TryGetPropertyValue(name, out var node) && node is JsonValue value
            ? value.TryGetValue<string>(out var text)
                ? text
                : value.ToJsonString()
            : null;

    public static IReadOnlyList<string> Texts(this JsonObject fields, string name) =>
        fields.TryGetPropertyValue(name, out var node) && node is JsonArray list
            ? [.. list.Select(n => n?.GetValueKind() == JsonValueKind.String ? n.GetValue<string>() : n?.ToJsonString()).OfType<string>()]
            : [];

    private static (int, JsonObject?, string?) Parsed(int number, string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject fields ? (number, fields, null) : (number, null, "not an object");
        }
        catch (JsonException e)
        {
            return (number, null, e.Message);
        }
    }

    private static JsonObject Row(List<string> header, List<string> fields)
    {
        var row = new JsonObject();
        for (var i = 0; i < header.Count && i < fields.Count; i++)
            row[header[i]] = fields[i];
        return row;
    }

    private static List<string> Fields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Flush();
            else
                field.Append(line[i]);
        }

        Flush();
        return fields;

        void Flush()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
