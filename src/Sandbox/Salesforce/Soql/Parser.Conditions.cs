using System.Globalization;

namespace Entente.Sandbox.Salesforce.Soql;

internal sealed partial class Parser
{
    /// <summary>
    /// Parts joined by one kind of word. Salesforce refuses AND beside OR without parentheses, so this does too.
    /// </summary>
    private Condition Disjunction()
    {
        var parts = new List<Condition> { Primary() };
        if (Current.Is("OR"))
        {
            while (Take("OR"))
                parts.Add(Primary());
            return Current.Is("AND") ? throw Unexpected() : new Or(new Sequence<Condition>(parts));
        }

        while (Take("AND"))
            parts.Add(Primary());
        if (Current.Is("OR"))
            throw Unexpected();
        return parts.Count == 1 ? parts[0] : new And(new Sequence<Condition>(parts));
    }

    private Condition Primary()
    {
        if (++_depth > MaxDepth)
            throw SoqlError.Malformed(_text, Current.Position, "The filter is nested too deeply.");
        try
        {
            if (Take("NOT"))
                return new Not(Primary());
            if (!Take("("))
                return Comparison();
            var inner = Disjunction();
            Expect(")");
            return inner;
        }
        finally
        {
            _depth--;
        }
    }

    private Condition Comparison()
    {
        var field = Expression(aggregates: true);
        if (Take("INCLUDES"))
            return new Includes(field, false, Options());
        if (Take("EXCLUDES"))
            return new Includes(field, true, Options());
        if (Take("IN"))
            return Membership(field, negated: false);
        if (Take("NOT"))
        {
            Expect("IN");
            return Membership(field, negated: true);
        }

        var token = Current;
        Operator? sign = token.Text.ToUpperInvariant() switch
        {
            "=" => Operator.Equal,
            "!=" or "<>" => Operator.NotEqual,
            "<" => Operator.Less,
            "<=" => Operator.LessOrEqual,
            ">" => Operator.Greater,
            ">=" => Operator.GreaterOrEqual,
            "LIKE" => Operator.Like,
            _ => null,
        };
        if (sign is null || token.Kind == TokenKind.String)
            throw Unexpected();
        _at++;
        return new Compare(field, sign.Value, Value());
    }

    private Sequence<StringLiteral> Options()
    {
        Expect("(");
        var values = new List<StringLiteral>();
        do values.Add(Value() as StringLiteral ?? throw Unexpected());
        while (Take(","));
        Expect(")");
        return new Sequence<StringLiteral>(values);
    }

    private Condition Membership(Name field, bool negated)
    {
        Expect("(");
        if (Current.Is("SELECT"))
        {
            var query = Statement(nested: true);
            Expect(")");
            return new InQuery(field, negated, query);
        }

        var values = new List<Literal> { Value() };
        while (Take(","))
            values.Add(Value());
        Expect(")");
        return new In(field, negated, new Sequence<Literal>(values));
    }

    private Literal Value()
    {
        var token = Current;
        Literal? value = token.Kind switch
        {
            TokenKind.String => new StringLiteral(token.Text),
            TokenKind.Number => new NumberLiteral((decimal)token.Value!),
            TokenKind.Date => new DateLiteral((DateOnly)token.Value!),
            TokenKind.DateTime => new DateTimeLiteral((DateTimeOffset)token.Value!),
            TokenKind.Word => Keyword(token),
            _ => null,
        };
        if (value is null)
            throw Unexpected();
        _at++;
        return value;
    }

    private static Literal? Keyword(Token token)
    {
        if (token.Is("null"))
            return new NullLiteral();
        if (token.Is("true") || token.Is("false"))
            return new BooleanLiteral(token.Is("true"));
        if (
            token.Text.Length > 3
            && char.IsAsciiDigit(token.Text[3])
            && token.Text.AsSpan(0, 3).IndexOfAnyExceptInRange('A', 'Z') < 0
            && decimal.TryParse(token.Text.AsSpan(3), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        )
            return new MoneyLiteral(token.Text[..3], amount);
        var parts = token.Text.ToUpperInvariant().Split(':');
        if (parts.Length == 1)
            return RelativeDates.Plain.Contains(parts[0]) ? new RelativeDate(parts[0], null) : null;
        return
            parts.Length == 2
            && RelativeDates.Counted.Contains(parts[0])
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= RelativeDates.MaxCount
            ? new RelativeDate(parts[0], count)
            : null;
    }
}
