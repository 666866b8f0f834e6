using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>GROUP BY and aggregates. Its rows are arrays of values in the order of the select list.</summary>
internal sealed class Grouping(Resolver resolver, Query query, ObjectShape shape, string text)
{
    private const int MaxRows = 2000;

    public QueryResult Run(IReadOnlyList<object> found)
    {
        var keys = query.GroupBy.Select(name => (name.Text, Path: Groupable(name))).ToList();
        var columns = Columns(keys);
        // Without GROUP BY all rows are one group, also when there are none.
        var groups =
            keys.Count == 0
                ? [found]
                : found
                    .GroupBy(row => new Sequence<object?>(keys.Select(key => Key(key.Path.Read(row)))))
                    .Select(group => (IReadOnlyList<object>)group.ToList())
                    .ToList();
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

    private List<(string Name, Func<IReadOnlyList<object>, object?> Of)> Columns(List<(string Text, FieldPath Path)> keys)
    {
        var columns = new List<(string, Func<IReadOnlyList<object>, object?>)>();
        var unnamed = 0;
        foreach (var item in query.Select)
        {
            switch (item)
            {
                case SelectField field
                    when keys.Find(key => key.Text.Equals(field.Field.Text, StringComparison.OrdinalIgnoreCase)) is { Path: { } path }:
                    columns.Add((path.Field.Name, group => path.Read(group[0])));
                    break;
                case SelectAggregate aggregate:
                    columns.Add((aggregate.Alias ?? $"expr{unnamed++}", Of(aggregate)));
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

    private Func<IReadOnlyList<object>, object?> Of(SelectAggregate aggregate)
    {
        if (aggregate.Field is not { } name)
            throw SoqlError.Malformed("COUNT() must be the only element in the select list");
        var path = resolver.Path(shape, query.Alias, name);
        if (aggregate.Function is Aggregate.Sum or Aggregate.Avg && !path.Field.IsNumber)
            throw SoqlError.BadFilter(
                text,
                name.Position,
                $"field {path.Field.Name} does not support aggregate operator {aggregate.Function.ToString().ToUpperInvariant()}"
            );
        IEnumerable<object> Present(IReadOnlyList<object> group) => group.Select(path.Read).OfType<object>();
        return aggregate.Function switch
        {
            Aggregate.Count => group => Present(group).Count(),
            Aggregate.CountDistinct => group => Present(group).Distinct(Values.Equality).Count(),
            Aggregate.Sum => group => Sum(Present(group)),
            Aggregate.Avg => group => Present(group).ToList() is { Count: > 0 } values ? Sum(values) / values.Count : null,
            Aggregate.Min => group => Present(group).Min(Values.Order(descending: false, nullsLast: true)),
            _ => group => Present(group).Max(Values.Order(descending: false, nullsLast: false)),
        };
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

    private IEnumerable<IReadOnlyList<object>> Sorted(IEnumerable<IReadOnlyList<object>> groups, List<(string Text, FieldPath Path)> keys)
    {
        IOrderedEnumerable<IReadOnlyList<object>>? sorted = null;
        foreach (var order in query.OrderBy)
        {
            if (keys.Find(key => key.Text.Equals(order.Field.Text, StringComparison.OrdinalIgnoreCase)).Path is not { } path)
                throw SoqlError.Malformed(text, order.Field.Position, $"Ordered field must be grouped or aggregated: {order.Field.Text}");
            var comparer = Values.Order(order.Descending, order.NullsLast ?? false);
            object? Read(IReadOnlyList<object> group) => path.Read(group[0]);
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
