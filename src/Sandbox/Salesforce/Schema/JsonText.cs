using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>Values as the API writes them.</summary>
internal static class JsonText
{
    /// <summary>An instant with a colonless offset, as no library expects it: <c>2026-11-20T10:00:00.000+0000</c>.</summary>
    public static string DateTime(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    public static JsonNode? Of(object? value) =>
        value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            int number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateTimeOffset moment => JsonValue.Create(DateTime(moment)),
            _ => throw new InvalidOperationException($"A value of type {value.GetType().Name} has no form in the API."),
        };

    /// <summary>A field of a row; the bytes of a file are told by their address.</summary>
    public static JsonNode? Of(ObjectField field, object? value, string recordAddress) =>
        field.Kind == FieldKind.Base64 && value is not null ? JsonValue.Create($"{recordAddress}/{field.Name}") : Of(value);

    /// <summary>The two facts every record in an answer carries.</summary>
    public static JsonObject Attributes(string type, string? url) =>
        url is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["url"] = url };
}
