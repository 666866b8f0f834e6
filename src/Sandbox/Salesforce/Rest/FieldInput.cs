using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Values in a client's JSON as the canonical text the store keeps; null clears.</summary>
internal static class FieldInput
{
    public static string? Read(ObjectField field, JsonNode? node)
    {
        if (node is null)
            return null;
        if (node is not JsonValue value)
            throw Undeserializable(field, node);
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return field.Kind switch
        {
            FieldKind.Boolean => Flag(field, text, value),
            FieldKind.Int or FieldKind.Double or FieldKind.Currency or FieldKind.Percent => Number(field, text, value),
            FieldKind.Date => Day(field, text, value),
            FieldKind.DateTime => Moment(field, text, value),
            FieldKind.Id or FieldKind.Reference => Reference(field, text),
            _ => Text(field, text),
        };
    }

    private static string Flag(ObjectField field, string text, JsonNode node) =>
        bool.TryParse(text, out var flag) ? (flag ? "true" : "false") : throw Undeserializable(field, node);

    private static string? Number(ObjectField field, string text, JsonNode node)
    {
        if (text.Length == 0)
            return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Undeserializable(field, node);
        if (field.Kind == FieldKind.Int)
            number = decimal.Truncate(number);
        return Math.Abs(number) < 1_000_000_000_000_000_000m
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new ApiException(
                400,
                "NUMBER_OUTSIDE_VALID_RANGE",
                $"{field.Label}: value outside of valid range on numeric field: {text}",
                field.Name
            );
    }

    private static string? Day(ObjectField field, string text, JsonNode node)
    {
        if (text.Length == 0)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return text.Contains('T', StringComparison.Ordinal) && Canonical.ReadInstant(text) is { } moment
            ? moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : throw Undeserializable(field, node);
    }

    private static string? Moment(ObjectField field, string text, JsonNode node)
    {
        if (text.Length == 0)
            return null;
        return text.Contains('-', StringComparison.Ordinal) && Canonical.ReadInstant(text) is { } moment
            ? Canonical.Instant(moment)
            : throw Undeserializable(field, node);
    }

    private static string? Reference(ObjectField field, string text)
    {
        if (text.Length == 0)
            return null;
        return SalesforceId.Normalise(text)
            ?? throw new ApiException(400, "MALFORMED_ID", $"{field.Label}: id value of incorrect type: {text}", field.Name);
    }

    private static string? Text(ObjectField field, string text)
    {
        // The platform trims what it saves; text that is only white space is empty.
        text = text.Trim();
        if (text.Length > field.Length)
        {
            var start = text.Length > 100 ? text[..100] + "…" : text;
            throw new ApiException(
                400,
                "STRING_TOO_LONG",
                $"{field.Label}: data value too large: {start} (max length={field.Length})",
                field.Name
            );
        }

        if (text.Length == 0)
            return null;
        if (!field.RestrictedPicklist)
            return text;
        return field.Values.FirstOrDefault(v => v.Value.Equals(text, StringComparison.OrdinalIgnoreCase))?.Value
            ?? throw new ApiException(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"{field.Label}: bad value for restricted picklist field: {text}",
                field.Name
            );
    }

    private static ApiException Undeserializable(ObjectField field, JsonNode node)
    {
        var kind = node.GetValueKind() switch
        {
            JsonValueKind.String => "VALUE_STRING",
            JsonValueKind.Number => "VALUE_NUMBER",
            JsonValueKind.True or JsonValueKind.False => "VALUE_BOOLEAN",
            JsonValueKind.Array => "START_ARRAY",
            _ => "START_OBJECT",
        };
        var type = field.Kind switch
        {
            FieldKind.DateTime => "datetime",
            FieldKind.Date or FieldKind.Boolean or FieldKind.Int or FieldKind.Double or FieldKind.Currency or FieldKind.Percent => field
                .Kind.ToString()
                .ToLowerInvariant(),
            _ => "string",
        };
        var shown = node is JsonValue ? $" value {node}" : "";
        return new ApiException(
            400,
            "JSON_PARSER_ERROR",
            $"Cannot deserialize instance of {type} from {kind}{shown} or request may be missing a required field at [{field.Name}]"
        );
    }
}
