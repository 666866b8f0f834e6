using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Runs a parsed query over rows.</summary>
internal sealed class QueryRunner(IRows rows, string text, DateTimeOffset now, bool withDeleted)
{
    private const int MaxOffset = 2000;
    private const int MaxFieldsRows = 200;

    private readonly Resolver _resolver = new(rows, text);

    /// <summary>Parses and runs; every refusal is an <see cref="ApiException"/>.</summary>
    public static QueryResult Run(IRows rows, string text, DateTimeOffset now, bool withDeleted = false) =>
        new QueryRunner(rows, text, now, withDeleted).Run(Parser.Parse(text));

    /// <summary>A condition in SOQL as a test of an object's rows.</summary>
    public static Func<object, bool> Condition(IRows rows, string objectName, string condition, DateTimeOffset now)
    {
        var text = $"SELECT Id FROM {objectName} WHERE {condition}";
        var query = Parser.Parse(text);
        var runner = new QueryRunner(rows, text, now, withDeleted: true);
        return runner.Test(query, runner._resolver.Entity(query.From));
    }

    private QueryResult Run(Query query)
    {
        var shape = _resolver.Entity(query.From);
        if (query.Select is [SelectAggregate { Field: null }])
            return new QueryResult(Page(query, Matching(query, shape)).Count(), [], Pageable: false, (_, _) => []);
        if (query.GroupBy.Count > 0 || query.Select.Any(item => item is SelectAggregate))
            return new Grouping(_resolver, query, shape, text).Run(Matching(query, shape).ToList());
        var projection = Project(query, shape);
        var found = Page(query, Sorted(query, shape, Matching(query, shape))).ToList();
        return new QueryResult(found.Count, found, Pageable: true, projection.Write);
    }

    private Projection Project(Query query, ObjectShape shape)
    {
        var projection = new Projection(shape, rows);
        foreach (var item in query.Select)
        {
            switch (item)
            {
                case SelectField field:
                    var path = _resolver.Path(shape, query.Alias, field.Field);
                    if (!projection.Add(path))
                        throw SoqlError.Malformed(text, field.Field.Position, $"duplicate field selected: {field.Field.Text}");
                    break;
                case SelectFields fields:
                    Expand(projection, query, shape, fields.Group);
                    break;
                case SelectChildren children:
                    projection.AddChildren(Children(shape, children.Query));
                    break;
            }
        }

        return projection;
    }

    private void Expand(Projection projection, Query query, ObjectShape shape, FieldsGroup group)
    {
        if (group != FieldsGroup.Standard && query.Limit is not <= MaxFieldsRows)
            throw SoqlError.Malformed("The SOQL FIELDS function must have a LIMIT of at most 200");
        foreach (var field in shape.Fields)
        {
            if (group == FieldsGroup.All || field.Custom == (group == FieldsGroup.Custom))
                projection.Add(new FieldPath(Sequence<ObjectField>.Empty, field, rows));
        }
    }

    private (ChildRelationship Relation, Func<string, (ObjectShape Shape, Projection Projection, IReadOnlyList<object> Rows)> Of) Children(
        ObjectShape parent,
        Query query
    )
    {
        var relation = parent.ChildRows(query.From.Text) ?? throw SoqlError.UnknownChildren(query.From.Text);
        var shape = rows.Shape(relation.Child) ?? throw SoqlError.UnknownChildren(query.From.Text);
        if (query.GroupBy.Count > 0 || query.Select.Any(item => item is SelectAggregate))
            throw SoqlError.Malformed("Only root queries support aggregate expressions");
        var key = shape.Field(relation.Field)!;
        var projection = Project(query, shape);
        var filter = Test(query, shape);
        return (
            relation,
            id =>
            {
                var children = rows.Indexed(shape, key, id, withDeleted) ?? All(shape).Where(row => Values.Same(key.Read(row), id));
                return (shape, projection, Page(query, Sorted(query, shape, children.Where(filter))).ToList());
            }
        );
    }

    private IEnumerable<object> Matching(Query query, ObjectShape shape)
    {
        var test = Test(query, shape);
        return (Candidates(query.Where, query.Alias, shape) ?? All(shape)).Where(test);
    }

    private IEnumerable<object> All(ObjectShape shape) => rows.All(shape, withDeleted);

    private Func<object, bool> Test(Query query, ObjectShape shape) =>
        query.Where is null
            ? _ => true
            : new Filter(_resolver, shape, query.Alias, text, DateOnly.FromDateTime(now.UtcDateTime), Inner).Compile(query.Where);

    /// <summary>The ids a semi-join's inner query selects.</summary>
    private IEnumerable<string?> Inner(Query query)
    {
        var shape = _resolver.Entity(query.From);
        if (query.Select is not [SelectField only])
            throw SoqlError.Malformed(text, query.From.Position, "The inner query must select exactly one field");
        var path = _resolver.Path(shape, query.Alias, only.Field);
        return path.Field.IsId
            ? Page(query, Sorted(query, shape, Matching(query, shape))).Select(row => (string?)path.Read(row)).ToList()
            : throw SoqlError.Malformed(text, only.Field.Position, $"The inner select field '{path.Field.Name}' must be an id");
    }

    /// <summary>Fewer rows to test, when a part of the filter that must hold names values an index knows.</summary>
    private IEnumerable<object>? Candidates(Condition? where, string? alias, ObjectShape shape)
    {
        switch (where)
        {
            case And and:
                return and.Parts.Select(part => Candidates(part, alias, shape)).FirstOrDefault(found => found is not null);
            case Compare { Operator: Operator.Equal, Value: StringLiteral value } compare:
                return ByIndex(compare.Field, alias, shape, [value]);
            case In { Negated: false } @in when @in.Values.All(value => value is StringLiteral):
                return ByIndex(@in.Field, alias, shape, @in.Values.Cast<StringLiteral>());
            default:
                return null;
        }
    }

    private List<object>? ByIndex(Name name, string? alias, ObjectShape shape, IEnumerable<StringLiteral> values)
    {
        var path = _resolver.Path(shape, alias, name);
        if (path.Through.Count > 0)
            return null;
        var found = new List<object>();
        foreach (var value in values.Select(value => value.Value()).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var wanted = path.Field.IsId ? SalesforceId.Normalise(value) : value;
            if (string.IsNullOrEmpty(wanted) || rows.Indexed(shape, path.Field, wanted, withDeleted) is not { } matches)
                return null;
            found.AddRange(matches);
        }

        // An id may be named in both its forms.
        return [.. found.Distinct(ReferenceEqualityComparer.Instance)!];
    }

    private IEnumerable<object> Sorted(Query query, ObjectShape shape, IEnumerable<object> found)
    {
        IOrderedEnumerable<object>? sorted = null;
        foreach (var order in query.OrderBy)
        {
            var path = _resolver.Path(shape, query.Alias, order.Field);
            if (!path.Field.Filterable)
                throw SoqlError.BadFilter(text, order.Field.Position, $"field '{path.Field.Name}' can not be sorted in a query call");
            var comparer = Values.Order(order.Descending, order.NullsLast ?? false);
            sorted = sorted is null ? found.OrderBy(path.Read, comparer) : sorted.ThenBy(path.Read, comparer);
        }

        return sorted ?? found;
    }

    private static IEnumerable<object> Page(Query query, IEnumerable<object> found)
    {
        if (query.Offset is > MaxOffset)
            throw new ApiException(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        if (query.Offset is { } offset)
            found = found.Skip(offset);
        return query.Limit is { } limit ? found.Take(limit) : found;
    }
}
