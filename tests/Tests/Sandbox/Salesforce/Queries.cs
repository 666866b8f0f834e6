using Entente.Sandbox.Salesforce.Soql;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>Generates queries: any that can be written, and filters that the toy accounts can answer.</summary>
internal static class Queries
{
    private static readonly Gen<Name> AnyName = Gen.Elements("Id", "Name", "Account.Name", "a.b.c", "Entente_Id__c", "StageName")
        .Select(text => new Name(text, 0));

    /// <summary>A field, or what a function makes of one.</summary>
    private static readonly Gen<Name> AnyExpression = Gen.OneOf(
        AnyName,
        from name in AnyName
        from function in Gen.Elements(Parser.Functions.ToArray())
        select name with
        {
            Function = function,
        }
    );

    /// <summary>What groups have: keys and aggregates.</summary>
    private static readonly Gen<Name> AnyAggregate = Gen.OneOf(
        AnyExpression,
        from name in AnyName
        from function in Gen.Elements("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX")
        select name with
        {
            Function = function,
        },
        Gen.Constant(new Name("", 0) { Function = "COUNT" })
    );

    private static readonly Gen<StringLiteral> Text = Gen.Elements(
            "",
            "Acme",
            "k1",
            "K2",
            "O'Brien \\ Co",
            "50% Off_Ltd",
            "é\n\t\"",
            "%",
            "\\%",
            "Energy"
        )
        .Select(StringLiteral.Of);

    private static readonly Gen<Literal> AnyLiteral = Gen.OneOf(
        Text.Select(text => (Literal)text),
        Gen.Constant<Literal>(new NullLiteral()),
        Gen.Elements(true, false).Select(flag => (Literal)new BooleanLiteral(flag)),
        Gen.Choose(-100_000, 100_000).Select(number => (Literal)new NumberLiteral(number / 100m)),
        Gen.Choose(0, 100_000).Select(number => (Literal)new MoneyLiteral("EUR", number / 100m)),
        Gen.Choose(0, 40_000).Select(day => (Literal)new DateLiteral(new DateOnly(1950, 1, 1).AddDays(day))),
        Gen.Choose(0, int.MaxValue).Select(ms => (Literal)new DateTimeLiteral(DateTimeOffset.UnixEpoch.AddMilliseconds(ms * 900L))),
        Gen.Elements(RelativeDates.Plain.ToArray()).Select(word => (Literal)new RelativeDate(word, null)),
        Gen.Elements(RelativeDates.Counted.ToArray())
            .Zip(Gen.Choose(0, RelativeDates.MaxCount), (word, n) => (Literal)new RelativeDate(word, n))
    );

    private static readonly Gen<Condition> AnyComparison = Gen.OneOf(
        from field in AnyExpression
        from sign in Gen.Elements(Enum.GetValues<Operator>())
        from value in AnyLiteral
        select (Condition)new Compare(field, sign, value),
        from field in AnyName
        from negated in Gen.Elements(true, false)
        from values in Text.NonEmptyListOf()
        select (Condition)new Includes(field, negated, new Sequence<StringLiteral>(values)),
        from field in AnyName
        from negated in Gen.Elements(true, false)
        from values in AnyLiteral.NonEmptyListOf()
        select (Condition)new In(field, negated, new Sequence<Literal>(values)),
        from field in AnyName
        from negated in Gen.Elements(true, false)
        select (Condition)new InQuery(field, negated, Parser.Parse("SELECT Id FROM Contact WHERE Name LIKE 'a%' LIMIT 3"))
    );

    private static readonly Gen<SelectItem> AnyItem = Gen.OneOf(
        AnyName.Select(name => (SelectItem)new SelectField(name)),
        from name in AnyExpression
        from alias in Gen.Elements<string?>(null, "total")
        select (SelectItem)new SelectField(name, alias),
        from names in AnyName.NonEmptyListOf()
        from otherwise in Gen.Elements(true, false)
        select (SelectItem)
            new SelectTypeOf(
                new Name("What", 0),
                new Sequence<TypeOfCase>([new TypeOfCase(new Name("Account", 0), new Sequence<Name>(names))]),
                otherwise ? new Sequence<Name>(names) : null
            ),
        Gen.Elements(Enum.GetValues<FieldsGroup>()).Select(group => (SelectItem)new SelectFields(group)),
        from function in Gen.Elements(Enum.GetValues<Aggregate>())
        from name in AnyName
        from alias in Gen.Elements<string?>(null, "total")
        select (SelectItem)new SelectAggregate(function, name, alias),
        Gen.Constant<SelectItem>(new SelectAggregate(Aggregate.Count, null, null)),
        AnyName.Select(name => (SelectItem)new SelectChildren(Parser.Parse($"SELECT {name.Text} FROM Contacts ORDER BY Name")))
    );

    private static readonly Gen<Order> AnyOrder =
        from name in AnyAggregate
        from down in Gen.Elements(true, false)
        from nullsLast in Gen.Elements<bool?>(null, true, false)
        select new Order(name, down, nullsLast);

    public static Gen<Query> Any { get; } =
        from items in AnyItem.NonEmptyListOf()
        from alias in Gen.Elements<string?>(null, "a")
        from filtered in Gen.Elements(true, false)
        from filter in Nested(AnyComparison, 3)
        from groups in AnyExpression.ListOf()
        from having in AnyAggregate.Select(name => (Condition)new Compare(name, Operator.Greater, new NumberLiteral(1)))
        from keeps in Gen.Elements(true, false)
        from allRows in Gen.Elements(true, false)
        from orders in AnyOrder.ListOf()
        from limit in Gen.Elements<int?>(null, 0, 10, int.MaxValue)
        from offset in Gen.Elements<int?>(null, 0, 2001)
        select new Query(
            new Sequence<SelectItem>(items),
            new Name("Account", 0),
            alias,
            filtered ? filter : null,
            new Sequence<Name>(groups),
            new Sequence<Order>(orders),
            limit,
            offset
        )
        {
            Having = keeps && groups.Count > 0 ? having : null,
            AllRows = allRows,
        };

    public static Gen<Condition> AccountFilter { get; } =
        Nested(
            Gen.OneOf(
                from name in Gen.Elements("Name", "Industry", "Key__c")
                from sign in Gen.Elements(Enum.GetValues<Operator>())
                from text in Text
                select (Condition)new Compare(new Name(name, 0), sign, text),
                from name in Gen.Elements("Name", "Key__c")
                from negated in Gen.Elements(true, false)
                from values in Text.NonEmptyListOf()
                select (Condition)new In(new Name(name, 0), negated, new Sequence<Literal>(values)),
                from sign in Gen.Elements(Operator.Less, Operator.Equal, Operator.GreaterOrEqual)
                from number in Gen.Elements(7, 10, 100)
                select (Condition)new Compare(new Name("Employees", 0), sign, new NumberLiteral(number)),
                from number in Gen.Choose(1, 5)
                select (Condition)new Compare(new Name("Id", 0), Operator.Equal, StringLiteral.Of(ToyRows.AccountId(number)))
            ),
            3
        );

    private static Gen<Condition> Nested(Gen<Condition> leaf, int depth)
    {
        if (depth == 0)
            return leaf;
        var inner = Nested(leaf, depth - 1);
        var several = inner.Two().Zip(inner.ListOf(), (pair, more) => new Sequence<Condition>([pair.Item1, pair.Item2, .. more.Take(2)]));
        return Gen.OneOf(
            leaf,
            several.Select(parts => (Condition)new And(parts)),
            several.Select(parts => (Condition)new Or(parts)),
            inner.Select(part => (Condition)new Not(part))
        );
    }
}
