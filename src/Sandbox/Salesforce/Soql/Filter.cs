using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>
/// Turns a condition into a test of rows. As in Salesforce a null is unequal to every value, below and above none, and NOT only turns round;
/// text compares without case.
/// </summary>
/// <param name="resolve">From a name to the field it means.</param>
/// <param name="money">An amount of a currency in a row's own; null where there is one currency.</param>
internal sealed class Filter(
    Func<Name, FieldPath> resolve,
    Func<object, string, decimal, decimal>? money,
    string text,
    DateOnly today,
    Func<Query, IEnumerable<string?>> inner
)
{
    public Func<object, bool> Compile(Condition condition) =>
        condition switch
        {
            And and => All([.. and.Parts.Select(Compile)]),
            Or or => Any([.. or.Parts.Select(Compile)]),
            Not not => Negate(Compile(not.Part)),
            Compare compare => Compile(compare),
            In @in => Compile(@in),
            InQuery @in => Compile(@in),
            Includes includes => Compile(includes),
            _ => throw new InvalidOperationException($"A condition of kind {condition.GetType().Name} cannot be tested."),
        };

    private static Func<object, bool> All(Func<object, bool>[] parts) => row => Array.TrueForAll(parts, part => part(row));

    private static Func<object, bool> Any(Func<object, bool>[] parts) => row => Array.Exists(parts, part => part(row));

    private static Func<object, bool> Negate(Func<object, bool> part) => row => !part(row);

    private Func<object, bool> Compile(Compare compare)
    {
        var path = Filterable(compare.Field);
        var field = path.Field;
        if (compare.Operator == Operator.Like)
            return Like(path, compare);
        if (field.Kind == FieldKind.Boolean && compare.Operator is not (Operator.Equal or Operator.NotEqual))
            throw SoqlError.BadFilter(text, compare.Field.Position, "invalid operator on boolean field");
        if (compare.Value is RelativeDate word && field.Kind is FieldKind.Date or FieldKind.DateTime)
            return Span(path, compare.Operator, RelativeDates.Span(word, today));
        if (compare.Value is MoneyLiteral amount)
            return Money(path, compare, amount);
        var wanted = Operand(field, compare.Field, compare.Value);
        return compare.Operator switch
        {
            Operator.Equal => row => Values.Same(path.Read(row), wanted),
            Operator.NotEqual => row => !Values.Same(path.Read(row), wanted),
            Operator.Less => row => Ordered(path.Read(row), wanted) is < 0,
            Operator.LessOrEqual => row => Ordered(path.Read(row), wanted) is <= 0,
            Operator.Greater => row => Ordered(path.Read(row), wanted) is > 0,
            _ => row => Ordered(path.Read(row), wanted) is >= 0,
        };
    }

    /// <summary>An amount of a currency is compared in the row's own.</summary>
    private Func<object, bool> Money(FieldPath path, Compare compare, MoneyLiteral amount)
    {
        if (path.Field.Kind != FieldKind.Currency || path.Through.Count > 0 || money is null)
            throw WrongType(path.Field, compare.Field);
        int? Sign(object row) => Ordered(path.Read(row), money(row, amount.IsoCode, amount.Value));
        return compare.Operator switch
        {
            Operator.Equal => row => Sign(row) == 0,
            Operator.NotEqual => row => Sign(row) != 0,
            Operator.Less => row => Sign(row) is < 0,
            Operator.LessOrEqual => row => Sign(row) is <= 0,
            Operator.Greater => row => Sign(row) is > 0,
            _ => row => Sign(row) is >= 0,
        };
    }

    private Func<object, bool> Compile(Includes condition)
    {
        var path = Filterable(condition.Field);
        if (path.Field.Kind != FieldKind.MultiPicklist)
            throw SoqlError.BadFilter(
                text,
                condition.Field.Position,
                $"includes or excludes operator only valid on multipicklist fields, not '{path.Field.Name}'"
            );
        var wanted = condition
            .Values.Select(value => value.Value().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToList();
        return row =>
        {
            var chosen = (path.Read(row) as string ?? "").Split(';').ToHashSet(StringComparer.OrdinalIgnoreCase);
            return wanted.Exists(all => Array.TrueForAll(all, chosen.Contains)) != condition.Negated;
        };
    }

    private Func<object, bool> Like(FieldPath path, Compare compare)
    {
        if (!path.Field.IsText)
            throw SoqlError.BadFilter(text, compare.Field.Position, $"invalid operator on {TypeName(path.Field.Kind)} field");
        if (compare.Value is NullLiteral)
            return row => path.Read(row) is null;
        if (compare.Value is not StringLiteral literal)
            throw WrongType(path.Field, compare.Field);
        var like = new Like(literal);
        return row => path.Read(row) is string value && like.Matches(value);
    }

    private static Func<object, bool> Span(FieldPath path, Operator sign, (DateOnly From, DateOnly Until) days)
    {
        object from = days.From;
        object until = days.Until;
        if (path.Field.Kind == FieldKind.DateTime)
        {
            from = new DateTimeOffset(days.From, TimeOnly.MinValue, TimeSpan.Zero);
            until = new DateTimeOffset(days.Until, TimeOnly.MinValue, TimeSpan.Zero);
        }

        return sign switch
        {
            Operator.Equal => row => Ordered(path.Read(row), from) is >= 0 && Ordered(path.Read(row), until) is < 0,
            Operator.NotEqual => row => !(Ordered(path.Read(row), from) is >= 0 && Ordered(path.Read(row), until) is < 0),
            Operator.Less => row => Ordered(path.Read(row), from) is < 0,
            Operator.LessOrEqual => row => Ordered(path.Read(row), until) is < 0,
            Operator.Greater => row => Ordered(path.Read(row), until) is >= 0,
            _ => row => Ordered(path.Read(row), from) is >= 0,
        };
    }

    private Func<object, bool> Compile(In membership)
    {
        var path = Filterable(membership.Field);
        var values = membership.Values.Select(value => Operand(path.Field, membership.Field, value)).ToList();
        return Among(path, values, membership.Negated);
    }

    private Func<object, bool> Compile(InQuery membership)
    {
        var path = Filterable(membership.Field);
        if (!path.Field.IsId)
            throw SoqlError.BadFilter(text, membership.Field.Position, $"The inner select field and '{path.Field.Name}' must be ids.");
        return Among(path, [.. inner(membership.Query).Where(id => id is not null)], membership.Negated);
    }

    private static Func<object, bool> Among(FieldPath path, IReadOnlyList<object?> values, bool negated)
    {
        var withNull = values.Contains(null);
        var set = values.OfType<object>().ToHashSet(Values.Equality);
        return row => (path.Read(row) is { } value ? set.Contains(value) : withNull) != negated;
    }

    private FieldPath Filterable(Name name)
    {
        var path = resolve(name);
        return path.Field.Filterable
            ? path
            : throw SoqlError.BadFilter(text, name.Position, $"field '{path.Field.Name}' can not be filtered in a query call");
    }

    /// <summary>The literal as the field reads its values; refused when of another type.</summary>
    private object? Operand(ObjectField field, Name name, Literal literal) =>
        (literal, field) switch
        {
            (NullLiteral, _) => null,
            (StringLiteral id, { IsId: true }) => IdOperand(id.Value(), name),
            (StringLiteral word, { IsText: true }) => word.Value() is { Length: > 0 } value ? value : null,
            (NumberLiteral number, { IsNumber: true }) => number.Value,
            (BooleanLiteral flag, { Kind: FieldKind.Boolean }) => flag.Value,
            (DateLiteral day, { Kind: FieldKind.Date }) => day.Value,
            (DateTimeLiteral moment, { Kind: FieldKind.DateTime }) => moment.Value,
            _ => throw WrongType(field, name),
        };

    private object? IdOperand(string id, Name name)
    {
        if (id.Length == 0)
            return null;
        return SalesforceId.Normalise(id)
            ?? throw new ApiException(
                400,
                "INVALID_QUERY_FILTER_OPERATOR",
                SoqlError.BadFilter(text, name.Position, $"invalid ID field: {id}").Message
            );
    }

    private ApiException WrongType(ObjectField field, Name name) =>
        SoqlError.BadFilter(
            text,
            name.Position,
            $"value of filter criterion for field '{field.Name}' must be of type {TypeName(field.Kind)} and should {(field.IsText || field.IsId ? "" : "not ")}be enclosed in quotes"
        );

    private static string TypeName(FieldKind kind) =>
        kind switch
        {
            FieldKind.Id or FieldKind.Reference => "ID",
            FieldKind.DateTime => "dateTime",
            FieldKind.Date or FieldKind.Boolean or FieldKind.Int or FieldKind.Double or FieldKind.Currency or FieldKind.Percent =>
                kind.ToString().ToLowerInvariant(),
            _ => "string",
        };

    private static int? Ordered(object? value, object? wanted) => value is null || wanted is null ? null : Values.Compare(value, wanted);
}
