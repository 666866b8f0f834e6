using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>What an administrator asks of a property's values beyond their type.</summary>
internal static class Rules
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<string> Types { get; } =
    ["REGEX", "MIN_LENGTH", "MAX_LENGTH", "MIN_NUMBER", "MAX_NUMBER", "EMAIL", "URL", "FORMAT"];

    /// <summary>The first rule the value breaks; null when it keeps all.</summary>
    public static HubSpotError? Broken(Field field, string value) =>
        field.Rules.FirstOrDefault(rule => !Keeps(rule, value)) is { } rule
            ? HubSpotError.Property(
                field.HubSpotName!,
                $"VALIDATION_RULE_{rule.Type}",
                $"{value} does not satisfy the rule {rule.Type} {string.Join(", ", rule.Arguments)} of {field.HubSpotName}."
            )
            : null;

    private static bool Keeps(FieldRule rule, string value) =>
        rule.Type switch
        {
            "MIN_LENGTH" => value.Length >= Number(rule),
            "MAX_LENGTH" => value.Length <= Number(rule),
            "MIN_NUMBER" => Value(value) >= Number(rule),
            "MAX_NUMBER" => Value(value) <= Number(rule),
            "REGEX" or "FORMAT" => Matches(rule.Arguments.FirstOrDefault() ?? "", value),
            "EMAIL" => value.IndexOf('@', StringComparison.Ordinal) > 0,
            "URL" => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
            _ => true,
        };

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.None, Patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static decimal Number(FieldRule rule) => Value(rule.Arguments.FirstOrDefault() ?? "") ?? 0;

    private static decimal? Value(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
