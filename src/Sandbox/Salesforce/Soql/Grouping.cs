using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>GROUP BY and aggregates. Its rows are arrays of values in the order of the select list.</summary>
internal sealed class Grouping(Resolver resolver, Query query, ObjectShape shape, string text, Func<Func<Name, FieldPath>, Filter> filter)
{
    private const int MaxRows = 2000;

    public QueryResult Run(IReadOnlyList<object> found)
    {
        var keys = query.GroupBy.Select(name => (Name: name, Path: Groupable(name))).ToList();
        var columns = Columns(keys);
        // Without GROUP BY all rows are one group, also when there are none.
        var groups =
            keys.Count == 0
                ? [found]
                : found
                    .GroupBy(row => new Sequence<object?>(keys.Select(key => Key(key.Path.Read(row)))))
                    .Select(group => (IReadOnlyList<object>)group.ToList())
                    .ToList();
        if (query.Having is { } having)
        {
            var test = filter(name => Field(name, keys)).Compile(having);
            groups = [.. groups.Where(group => test(group))];
        }

        var result = Sorted(groups, keys).Select(group => (object)columns.Select(column => column.Of(group)).ToArray());
        if (query.Offset is { } offset)
            result = result.Skip(offset);
        if (query.Limit is { } limit)
            result = result.Take(limit);
        var rows = result.ToList();
        if (rows.Count > MaxRows)
        {
            throw new ApiException(
                400,
                "EXCEEDED_ID_LIMIT",
                "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch"
            );
        }

        return new QueryResult(rows.Count, rows, Pageable: false, (row, _) => Write((object?[])row, columns));
    }

    /// <summary>Text groups without case; its first spelling is shown.</summary>
    private static object? Key(object? value) => value is string word ? word.ToUpperInvariant() : value;

    private List<(string Name, Func<IReadOnlyList<object>, object?> Of)> Columns(List<(Name Name, FieldPath Path)> keys)
    {
        var columns = new List<(string, Func<IReadOnlyList<object>, object?>)>();
        var unnamed = 0;
        foreach (var item in query.Select)
        {
            switch (item)
            {
                case SelectField field when keys.Find(key => key.Name == field.Field) is { Path: { } path }:
                    columns.Add((field.Alias ?? (path.Made ? $"expr{unnamed++}" : path.Field.Name), group => path.Read(group[0])));
                    break;
                case SelectAggregate aggregate:
                    columns.Add((aggregate.Alias ?? $"expr{unnamed++}", Of(aggregate.Function, aggregate.Field)));
                    break;
                case SelectField field:
                    resolver.Path(shape, query.Alias, field.Field);
                    throw SoqlError.Malformed(text, field.Field.Position, $"Field must be grouped or aggregated: {field.Field.Text}");
                default:
                    throw SoqlError.Malformed("Only fields and aggregates can be selected with GROUP BY");
            }
        }

        if (columns.Select(column => column.Item1).Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Count)
            throw SoqlError.Malformed("duplicate alias in the select list");
        return columns;
    }

    private Func<IReadOnlyList<object>, object?> Of(Aggregate function, Name? name)
    {
        if (name is null)
            return query.GroupBy.Count > 0
                ? group => group.Count
                : throw SoqlError.Malformed("COUNT() must be the only element in the select list");
        var path = resolver.Path(shape, query.Alias, name);
        if (function is Aggregate.Sum or Aggregate.Avg && !path.Field.IsNumber)
            throw SoqlError.BadFilter(
                text,
                name.Position,
                $"field {path.Field.Name} does not support aggregate operator {function.ToString().ToUpperInvariant()}"
            );
        // Amounts of several currencies are summed in the corporate one.
        var money = path is { Field.Kind: FieldKind.Currency, Through.Count: 0 } ? resolver.Money(shape) : null;
        object? Read(object row) => money is not null && path.Read(row) is decimal amount ? money(row, amount) : path.Read(row);
        IEnumerable<object> Present(IReadOnlyList<object> group) => group.Select(Read).OfType<object>();
        return function switch
        {
            Aggregate.Count => group => Present(group).Count(),
            Aggregate.CountDistinct => group => Present(group).Distinct(Values.Equality).Count(),
            Aggregate.Sum => group => Sum(Present(group)),
            Aggregate.Avg => group => Present(group).ToList() is { Count: > 0 } values ? Sum(values) / values.Count : null,
            Aggregate.Min => group => Present(group).Min(Values.Order(descending: false, nullsLast: true)),
            _ => group => Present(group).Max(Values.Order(descending: false, nullsLast: false)),
        };
    }

    /// <summary>A name as a field of groups: a key, or an aggregate.</summary>
    private FieldPath Field(Name name, List<(Name Name, FieldPath Path)> keys)
    {
        if (keys.Find(key => key.Name == name) is { Path: { } path })
            return new FieldPath(
                Sequence<ObjectField>.Empty,
                path.Field with
                {
                    Read = group => path.Read(((IReadOnlyList<object>)group)[0]),
                },
                path.Rows
            );
        Aggregate? function = name.Function switch
        {
            "COUNT" => Aggregate.Count,
            "COUNT_DISTINCT" => Aggregate.CountDistinct,
            "SUM" => Aggregate.Sum,
            "AVG" => Aggregate.Avg,
            "MIN" => Aggregate.Min,
            "MAX" => Aggregate.Max,
            _ => null,
        };
        if (function is not { } known)
            throw SoqlError.Malformed(text, name.Position, $"Field must be grouped or aggregated: {name.Text}");
        var counts = known is Aggregate.Count or Aggregate.CountDistinct;
        var field = name.Text.Length == 0 ? null : name with { Function = null };
        var of = Of(known, field);
        var kind = counts ? FieldKind.Double : resolver.Path(shape, query.Alias, field!).Field.Kind;
        // Counts are whole numbers; filters compare decimals.
        object? Read(object group) => of((IReadOnlyList<object>)group) is int count ? (decimal)count : of((IReadOnlyList<object>)group);
        return new FieldPath(
            Sequence<ObjectField>.Empty,
            new ObjectField(name.Text, name.Text, kind, Read),
            keys.Count > 0 ? keys[0].Path.Rows : resolver.Rows
        );
    }

    private static decimal? Sum(IEnumerable<object> values)
    {
        decimal? sum = null;
        foreach (decimal value in values)
            sum = (sum ?? 0) + value;
        return sum;
    }

    private FieldPath Groupable(Name name)
    {
        var path = resolver.Path(shape, query.Alias, name);
        return path.Field.Filterable
            ? path
            : throw SoqlError.BadFilter(text, name.Position, $"field '{path.Field.Name}' can not be grouped in a query call");
    }

    private IEnumerable<IReadOnlyList<object>> Sorted(IEnumerable<IReadOnlyList<object>> groups, List<(Name Name, FieldPath Path)> keys)
    {
        IOrderedEnumerable<IReadOnlyList<object>>? sorted = null;
        foreach (var order in query.OrderBy)
        {
            var path = Field(order.Field, keys);
            var comparer = Values.Order(order.Descending, order.NullsLast ?? false);
            object? Read(IReadOnlyList<object> group) => path.Read(group);
            sorted = sorted is null ? groups.OrderBy(Read, comparer) : sorted.ThenBy(Read, comparer);
        }

        return sorted ?? groups;
    }

    private static JsonObject Write(object?[] row, List<(string Name, Func<IReadOnlyList<object>, object?> Of)> columns)
    {
        var record = new JsonObject { ["attributes"] = JsonText.Attributes("AggregateResult", null) };
        for (var i = 0; i < row.Length; i++)
            record[columns[i].Name] = JsonText.Of(row[i]);
        return record;
    }
}
