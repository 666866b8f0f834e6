using System.Globalization;
using System.Text.Json;

namespace Entente.Crm.Http;

/// <summary>Lenient reading: both CRMs mix strings, numbers and absent members in places their documents do not say.</summary>
internal static class JsonReading
{
    /// <summary>The member, or an undefined element when there is none (or this is no object).</summary>
    public static JsonElement At(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Text, number or truth value as text; null for null, absent, objects and arrays.</summary>
    public static string? Text(this JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    public static string? Text(this JsonElement json, string name) => json.At(name).Text();

    public static bool True(this JsonElement json, string name) =>
        string.Equals(json.Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public static long? Long(this JsonElement json, string name) =>
        long.TryParse(json.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The elements of an array member; none when it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.At(name).Items();

    public static IEnumerable<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];
}
