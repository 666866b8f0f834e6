using System.Text.Json;

namespace Entente.Access.Jose;

/// <summary>Reads a JSON object from strangers: UTF-8, bounded in depth, and every member once (two readers must not see two things).</summary>
internal static class JsonOnce
{
    public static JsonElement? Object(ReadOnlyMemory<byte> octets)
    {
        try
        {
            using var json = JsonDocument.Parse(octets, new() { MaxDepth = 32, AllowDuplicateProperties = false });
            return json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement of, string name)
    {
        try
        {
            return Member(of, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }

    public static IReadOnlyList<string>? Texts(JsonElement of, string name)
    {
        var list = Member(of, name);
        if (list.ValueKind is not JsonValueKind.Array)
            return null;
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String)
                return null;
            texts.Add(item.GetString()!);
        }
        return texts;
    }
}
