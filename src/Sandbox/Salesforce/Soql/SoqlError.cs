namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>The refusals of a query, worded as Salesforce words them: the line, a caret below the place, the place, the reason.</summary>
internal static class SoqlError
{
    private const string NamesAdvice = "Please reference your WSDL or the describe call for the appropriate names.";

    public static ApiException Malformed(string message) => new(400, "MALFORMED_QUERY", message);

    public static ApiException Malformed(string text, int position, string message) =>
        new(400, "MALFORMED_QUERY", Placed(text, position, message));

    public static ApiException UnknownField(string text, int position, string field, string entity) =>
        new(
            400,
            "INVALID_FIELD",
            Placed(
                text,
                position,
                $"No such column '{field}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. {NamesAdvice}"
            )
        );

    public static ApiException UnknownParent(string text, int position, string relationship) =>
        new(
            400,
            "INVALID_FIELD",
            Placed(
                text,
                position,
                $"Didn't understand relationship '{relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. {NamesAdvice}"
            )
        );

    public static ApiException UnknownChildren(string relationship) =>
        new(
            400,
            "INVALID_TYPE",
            $"Didn't understand relationship '{relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. {NamesAdvice}"
        );

    public static ApiException UnknownEntity(string text, int position, string entity) =>
        new(
            400,
            "INVALID_TYPE",
            Placed(
                text,
                position,
                $"sObject type '{entity}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. {NamesAdvice}"
            )
        );

    public static ApiException BadFilter(string text, int position, string message) =>
        new(400, "INVALID_FIELD", Placed(text, position, message));

    /// <summary>The statement's line with a caret below the place, as Salesforce quotes it.</summary>
    private static string Placed(string text, int position, string message)
    {
        position = Math.Clamp(position, 0, text.Length);
        var start = Math.Max(0, position - 30);
        var excerpt = text[start..Math.Min(text.Length, position + 30)].ReplaceLineEndings(" ");
        var row = 1 + text.AsSpan(0, position).Count('\n');
        var column = position - (position == 0 ? -1 : text.LastIndexOf('\n', position - 1));
        return $"\n{excerpt}\n{new string(' ', position - start)}^\nERROR at Row:{row}:Column:{column}\n{message}";
    }
}
