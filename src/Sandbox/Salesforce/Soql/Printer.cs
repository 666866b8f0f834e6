using System.Globalization;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Writes a query as text that parses to an equal query.</summary>
internal static class Printer
{
    public static string Print(Query query)
    {
        var text = $"SELECT {string.Join(", ", query.Select.Select(Print))} FROM {query.From.Text}";
        if (query.Alias is not null)
            text += $" {query.Alias}";
        if (query.Where is not null)
            text += $" WHERE {Print(query.Where)}";
        if (query.GroupBy.Count > 0)
            text += $" GROUP BY {string.Join(", ", query.GroupBy.Select(Print))}";
        if (query.Having is not null)
            text += $" HAVING {Print(query.Having)}";
        if (query.OrderBy.Count > 0)
            text += $" ORDER BY {string.Join(", ", query.OrderBy.Select(Print))}";
        if (query.Limit is { } limit)
            text += string.Create(CultureInfo.InvariantCulture, $" LIMIT {limit}");
        if (query.Offset is { } offset)
            text += string.Create(CultureInfo.InvariantCulture, $" OFFSET {offset}");
        if (query.AllRows)
            text += " ALL ROWS";
        return text;
    }

    private static string Print(SelectItem item) =>
        item switch
        {
            SelectField field => Print(field.Field) + (field.Alias is null ? "" : " " + field.Alias),
            SelectTypeOf choice =>
                $"TYPEOF {choice.Relationship.Text} {string.Join(' ', choice.Cases.Select(Print))}{(choice.Else is null ? "" : $" ELSE {Print(choice.Else)}")} END",
            SelectFields fields => $"FIELDS({fields.Group.ToString().ToUpperInvariant()})",
            SelectChildren children => $"({Print(children.Query)})",
            SelectAggregate aggregate =>
                $"{Word(aggregate.Function)}({aggregate.Field?.Text}){(aggregate.Alias is null ? "" : " " + aggregate.Alias)}",
            _ => throw new InvalidOperationException($"A select item of kind {item.GetType().Name} has no text."),
        };

    private static string Print(TypeOfCase choice) => $"WHEN {choice.Object.Text} THEN {Print(choice.Fields)}";

    private static string Print(Sequence<Name> names) => string.Join(", ", names.Select(name => name.Text));

    private static string Print(Name name) => name.Function is null ? name.Text : $"{name.Function}({name.Text})";

    private static string Word(Aggregate function) =>
        function == Aggregate.CountDistinct ? "COUNT_DISTINCT" : function.ToString().ToUpperInvariant();

    private static string Print(Order order) =>
        Print(order.Field)
        + (order.Descending ? " DESC" : "")
        + order.NullsLast switch
        {
            true => " NULLS LAST",
            false => " NULLS FIRST",
            null => "",
        };

    private static string Print(Condition condition) =>
        condition switch
        {
            And and => string.Join(" AND ", and.Parts.Select(Part)),
            Or or => string.Join(" OR ", or.Parts.Select(Part)),
            Not not => $"NOT {Part(not.Part)}",
            Compare compare => $"{Print(compare.Field)} {Sign(compare.Operator)} {Print(compare.Value)}",
            In @in => $"{Print(@in.Field)} {(@in.Negated ? "NOT IN" : "IN")} ({string.Join(", ", @in.Values.Select(Print))})",
            InQuery @in => $"{Print(@in.Field)} {(@in.Negated ? "NOT IN" : "IN")} ({Print(@in.Query)})",
            Includes includes =>
                $"{Print(includes.Field)} {(includes.Negated ? "EXCLUDES" : "INCLUDES")} ({string.Join(", ", includes.Values.Select(Print))})",
            _ => throw new InvalidOperationException($"A condition of kind {condition.GetType().Name} has no text."),
        };

    /// <summary>A part of a larger condition; AND and OR keep their parentheses.</summary>
    private static string Part(Condition part) => part is And or Or ? $"({Print(part)})" : Print(part);

    private static string Sign(Operator sign) =>
        sign switch
        {
            Operator.Equal => "=",
            Operator.NotEqual => "!=",
            Operator.Less => "<",
            Operator.LessOrEqual => "<=",
            Operator.Greater => ">",
            Operator.GreaterOrEqual => ">=",
            _ => "LIKE",
        };

    private static string Print(Literal literal) =>
        literal switch
        {
            NullLiteral => "null",
            BooleanLiteral boolean => boolean.Value ? "true" : "false",
            NumberLiteral number => number.Value.ToString(CultureInfo.InvariantCulture),
            MoneyLiteral money => money.IsoCode + money.Value.ToString(CultureInfo.InvariantCulture),
            DateLiteral date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeLiteral moment => moment
                .Value.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            RelativeDate word => word.Count is { } count
                ? string.Create(CultureInfo.InvariantCulture, $"{word.Keyword}:{count}")
                : word.Keyword,
            StringLiteral text => $"'{text.Escaped}'",
            _ => throw new InvalidOperationException($"A literal of kind {literal.GetType().Name} has no text."),
        };
}
