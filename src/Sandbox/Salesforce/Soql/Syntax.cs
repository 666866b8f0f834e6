using System.Text;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>A query as written; names are not yet checked against a schema. Equal when it means the same text, wherever its parts stood.</summary>
internal sealed record Query(
    Sequence<SelectItem> Select,
    Name From,
    string? Alias,
    Condition? Where,
    Sequence<Name> GroupBy,
    Sequence<Order> OrderBy,
    int? Limit,
    int? Offset
)
{
    /// <summary>Which groups are shown; its names may be aggregates.</summary>
    public Condition? Having { get; init; }

    /// <summary><c>ALL ROWS</c>: the recycle bin too.</summary>
    public bool AllRows { get; init; }
}

/// <summary>
/// A dotted name and the position of its first character; position is no part of its identity, case neither. With a function it is what the function makes
/// of the field: <c>toLabel(StageName)</c>, <c>CALENDAR_YEAR(CloseDate)</c>, <c>SUM(Amount)</c>.
/// </summary>
internal sealed record Name(string Text, int Position)
{
    /// <summary>In upper case; null for the field itself.</summary>
    public string? Function { get; init; }

    public bool Equals(Name? other) =>
        other is not null && Function == other.Function && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);
}

internal abstract record SelectItem;

internal sealed record SelectField(Name Field, string? Alias = null) : SelectItem;

/// <summary><c>TYPEOF What WHEN Account THEN Phone WHEN Opportunity THEN Amount ELSE Name END</c>.</summary>
internal sealed record SelectTypeOf(Name Relationship, Sequence<TypeOfCase> Cases, Sequence<Name>? Else) : SelectItem;

internal sealed record TypeOfCase(Name Object, Sequence<Name> Fields);

/// <summary><c>FIELDS(ALL)</c>, <c>FIELDS(STANDARD)</c>, <c>FIELDS(CUSTOM)</c>.</summary>
internal sealed record SelectFields(FieldsGroup Group) : SelectItem;

internal enum FieldsGroup
{
    All,
    Standard,
    Custom,
}

/// <summary>An aggregate; <paramref name="Field"/> is null for <c>COUNT()</c> only.</summary>
internal sealed record SelectAggregate(Aggregate Function, Name? Field, string? Alias) : SelectItem;

internal enum Aggregate
{
    Count,
    CountDistinct,
    Sum,
    Avg,
    Min,
    Max,
}

internal sealed record SelectChildren(Query Query) : SelectItem;

internal sealed record Order(Name Field, bool Descending, bool? NullsLast);

internal abstract record Condition;

/// <summary>All of two or more.</summary>
internal sealed record And(Sequence<Condition> Parts) : Condition;

/// <summary>Any of two or more.</summary>
internal sealed record Or(Sequence<Condition> Parts) : Condition;

internal sealed record Not(Condition Part) : Condition;

internal sealed record Compare(Name Field, Operator Operator, Literal Value) : Condition;

internal sealed record In(Name Field, bool Negated, Sequence<Literal> Values) : Condition;

/// <summary>A semi-join: the field is among the only field another query selects.</summary>
internal sealed record InQuery(Name Field, bool Negated, Query Query) : Condition;

/// <summary>Of a multi-select picklist: any of the values, each one or several options joined by a semicolon.</summary>
internal sealed record Includes(Name Field, bool Negated, Sequence<StringLiteral> Values) : Condition;

internal enum Operator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

internal abstract record Literal;

internal sealed record NullLiteral : Literal;

internal sealed record BooleanLiteral(bool Value) : Literal;

internal sealed record NumberLiteral(decimal Value) : Literal;

/// <summary><c>USD5000</c>: an amount of a currency.</summary>
internal sealed record MoneyLiteral(string IsoCode, decimal Value) : Literal;

internal sealed record DateLiteral(DateOnly Value) : Literal;

internal sealed record DateTimeLiteral(DateTimeOffset Value) : Literal;

/// <summary><c>TODAY</c>, <c>LAST_N_DAYS:30</c>: a span of days relative to now, in UTC.</summary>
internal sealed record RelativeDate(string Keyword, int? Count) : Literal;

/// <summary>A string as escaped between its quotes; kept so because <c>\%</c> means another thing in LIKE than elsewhere.</summary>
internal sealed record StringLiteral(string Escaped) : Literal
{
    /// <summary>The literal that means this text.</summary>
    public static StringLiteral Of(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' or '\'' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ => escaped.Append(c),
            };
        }

        return new StringLiteral(escaped.ToString());
    }

    /// <summary>What the literal means outside LIKE.</summary>
    public string Value()
    {
        if (!Escaped.Contains('\\', StringComparison.Ordinal))
            return Escaped;
        var value = new StringBuilder(Escaped.Length);
        for (var i = 0; i < Escaped.Length; i++)
            value.Append(Escaped[i] == '\\' ? Unescape(Escaped[++i]) : Escaped[i]);

        return value.ToString();
    }

    internal static char Unescape(char c) =>
        c switch
        {
            'n' or 'N' => '\n',
            'r' or 'R' => '\r',
            't' or 'T' => '\t',
            'b' or 'B' => '\b',
            'f' or 'F' => '\f',
            _ => c,
        };
}
