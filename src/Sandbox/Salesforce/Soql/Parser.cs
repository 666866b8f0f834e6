namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Reads SOQL by recursive descent. Anything it cannot read is a <see cref="ApiException"/> of code MALFORMED_QUERY.</summary>
internal sealed partial class Parser
{
    /// <summary>The longest statement Salesforce takes, in characters.</summary>
    public const int MaxLength = 100_000;

    /// <summary>Deeper parentheses than a person writes; keeps hostile input off the stack.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] Clauses = ["WHERE", "GROUP", "ORDER", "LIMIT", "OFFSET", "FROM", "HAVING", "WITH", "FOR"];

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string text)
    {
        _text = text;
        _tokens = Lexer.Cut(text);
    }

    private Token Current => _tokens[_at];

    public static Query Parse(string text)
    {
        if (text.Length > MaxLength)
            throw SoqlError.Malformed("SOQL statements cannot be longer than 100000 characters.");
        var parser = new Parser(text);
        var query = parser.Statement(nested: false);
        return parser.Current.Kind == TokenKind.End ? query : throw parser.Unexpected();
    }

    private Query Statement(bool nested)
    {
        Expect("SELECT");
        var select = new List<SelectItem> { Item(nested) };
        while (Take(","))
            select.Add(Item(nested));
        Expect("FROM");
        var from = Identifier();
        var alias = AliasOrNull();
        Condition? where = Take("WHERE") ? Disjunction() : null;
        var groupBy = GroupBy();
        var orderBy = OrderBy();
        int? limit = Take("LIMIT") ? Count() : null;
        int? offset = Take("OFFSET") ? Count() : null;
        return new Query(
            new Sequence<SelectItem>(select),
            from,
            alias,
            where,
            new Sequence<Name>(groupBy),
            new Sequence<Order>(orderBy),
            limit,
            offset
        );
    }

    private SelectItem Item(bool nested)
    {
        if (Current.Is("("))
        {
            if (nested)
                throw Unexpected();
            _at++;
            var children = Statement(nested: true);
            Expect(")");
            return new SelectChildren(children);
        }

        var name = Identifier();
        if (!Take("("))
            return new SelectField(name);
        return name.Text.Equals("FIELDS", StringComparison.OrdinalIgnoreCase) ? Fields() : Aggregation(name);
    }

    private SelectFields Fields()
    {
        var group = Identifier();
        Expect(")");
        return group.Text.ToUpperInvariant() switch
        {
            "ALL" => new SelectFields(FieldsGroup.All),
            "STANDARD" => new SelectFields(FieldsGroup.Standard),
            "CUSTOM" => new SelectFields(FieldsGroup.Custom),
            _ => throw SoqlError.Malformed(_text, group.Position, $"unexpected token: '{group.Text}'"),
        };
    }

    private SelectAggregate Aggregation(Name name)
    {
        Aggregate? function = name.Text.ToUpperInvariant() switch
        {
            "COUNT" => Aggregate.Count,
            "COUNT_DISTINCT" => Aggregate.CountDistinct,
            "SUM" => Aggregate.Sum,
            "AVG" => Aggregate.Avg,
            "MIN" => Aggregate.Min,
            "MAX" => Aggregate.Max,
            _ => null,
        };
        if (function is null)
            throw SoqlError.Malformed(_text, name.Position, $"unknown function: '{name.Text}'");
        if (function == Aggregate.Count && Take(")"))
            return new SelectAggregate(Aggregate.Count, null, null);
        var field = Identifier();
        Expect(")");
        return new SelectAggregate(function.Value, field, AliasOrNull());
    }

    private List<Name> GroupBy()
    {
        var names = new List<Name>();
        if (!Take("GROUP"))
            return names;
        Expect("BY");
        do names.Add(Identifier());
        while (Take(","));
        return names;
    }

    private List<Order> OrderBy()
    {
        var orders = new List<Order>();
        if (!Take("ORDER"))
            return orders;
        Expect("BY");
        do
        {
            var field = Identifier();
            var descending = Take("DESC");
            if (!descending)
                Take("ASC");
            orders.Add(new Order(field, descending, NullsLast()));
        } while (Take(","));
        return orders;
    }

    private bool? NullsLast()
    {
        if (!Take("NULLS"))
            return null;
        if (Take("LAST"))
            return true;
        Expect("FIRST");
        return false;
    }

    private int Count() =>
        Current is { Kind: TokenKind.Number, Value: decimal number } && number >= 0 && number <= int.MaxValue && decimal.IsInteger(number)
            ? (int)Advance(number)
            : throw Unexpected();

    private decimal Advance(decimal number)
    {
        _at++;
        return number;
    }

    private string? AliasOrNull()
    {
        if (Current.Kind != TokenKind.Word || Array.Exists(Clauses, Current.Is) || Current.Text.AsSpan().ContainsAny('.', ':'))
            return null;
        return _tokens[_at++].Text;
    }

    private Name Identifier()
    {
        if (Current.Kind != TokenKind.Word || !IsName(Current.Text) || Array.Exists(Clauses, Current.Is))
            throw Unexpected();
        var token = _tokens[_at++];
        return new Name(token.Text, token.Position);
    }

    private static bool IsName(string text) =>
        !text.Contains(':', StringComparison.Ordinal) && text.Split('.').All(part => part.Length > 0);

    private bool Take(string word)
    {
        if (!Current.Is(word))
            return false;
        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
            throw Current.Kind == TokenKind.End
                ? Unexpected()
                : SoqlError.Malformed(_text, Current.Position, $"expecting '{word}', found '{Current.Text}'");
    }

    private ApiException Unexpected() => SoqlError.Malformed(_text, Current.Position, $"unexpected token: '{Current.Text}'");
}
