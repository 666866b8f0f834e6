namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Reads SOQL by recursive descent. Anything it cannot read is a <see cref="ApiException"/> of code MALFORMED_QUERY.</summary>
internal sealed partial class Parser
{
    /// <summary>The longest statement Salesforce takes, in characters.</summary>
    public const int MaxLength = 100_000;

    /// <summary>Deeper parentheses than a person writes; keeps hostile input off the stack.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] Clauses = ["WHERE", "GROUP", "ORDER", "LIMIT", "OFFSET", "FROM", "HAVING", "WITH", "FOR"];

    /// <summary>Words that are no alias, though a name may be spelled so.</summary>
    private static readonly string[] NoAlias = ["USING", "ALL"];

    /// <summary>What can be made of a field, beside aggregates.</summary>
    public static readonly HashSet<string> Functions =
    [
        "TOLABEL",
        "CONVERTCURRENCY",
        "FORMAT",
        "CALENDAR_YEAR",
        "CALENDAR_QUARTER",
        "CALENDAR_MONTH",
        "DAY_IN_MONTH",
        "DAY_IN_WEEK",
        "DAY_IN_YEAR",
        "DAY_ONLY",
        "HOUR_IN_DAY",
        "WEEK_IN_YEAR",
        "FISCAL_YEAR",
        "FISCAL_QUARTER",
        "FISCAL_MONTH",
    ];

    private static readonly string[] Aggregates = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"];

    /// <summary>How deep queries of children may hold further ones.</summary>
    private const int MaxChildLevels = 4;

    private int _children;

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
        var from = Entity();
        var alias = AliasOrNull();
        if (Take("USING"))
        {
            Expect("SCOPE");
            Identifier();
        }

        Condition? where = Take("WHERE") ? Disjunction() : null;
        With();
        var groupBy = GroupBy();
        Condition? having = groupBy.Count > 0 && Take("HAVING") ? Disjunction() : null;
        var orderBy = OrderBy();
        int? limit = Take("LIMIT") ? Count() : null;
        int? offset = Take("OFFSET") ? Count() : null;
        For();
        var allRows = !nested && Take("ALL");
        if (allRows)
            Expect("ROWS");
        return new Query(
            new Sequence<SelectItem>(select),
            from,
            alias,
            where,
            new Sequence<Name>(groupBy),
            new Sequence<Order>(orderBy),
            limit,
            offset
        )
        {
            Having = having,
            AllRows = allRows,
        };
    }

    /// <summary>The object asked; one is called Group.</summary>
    private Name Entity()
    {
        if (!Current.Is("GROUP") || _tokens[_at + 1].Is("BY"))
            return Identifier();
        var token = _tokens[_at++];
        return new Name(token.Text, token.Position);
    }

    /// <summary>What a caller may ask of security: it holds here anyway.</summary>
    private void With()
    {
        if (Take("WITH") && !Take("SECURITY_ENFORCED") && !Take("USER_MODE") && !Take("SYSTEM_MODE"))
            throw Unexpected();
    }

    /// <summary>Whether the rows count as viewed or are locked for the caller makes no difference here.</summary>
    private void For()
    {
        while (Take("FOR"))
        {
            if (!Take("VIEW") && !Take("REFERENCE") && !Take("UPDATE"))
                throw Unexpected();
        }
    }

    private List<Name> GroupBy()
    {
        var names = new List<Name>();
        if (!Take("GROUP"))
            return names;
        Expect("BY");
        do names.Add(Expression());
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
            var field = Expression(aggregates: true);
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
        if (
            Current.Kind != TokenKind.Word
            || Array.Exists(Clauses, Current.Is)
            || Array.Exists(NoAlias, Current.Is)
            || Current.Text.AsSpan().ContainsAny('.', ':')
        )
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
