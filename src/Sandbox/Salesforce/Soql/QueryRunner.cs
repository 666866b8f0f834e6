using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>Runs a parsed query over rows.</summary>
internal sealed class QueryRunner(IRows rows, string text, DateTimeOffset now, bool withDeleted)
{
    private const int MaxOffset = 2000;
    private const int MaxFieldsRows = 200;
    private const int MaxChildQueries = 20;
    private const int MaxParents = 55;

    private readonly Resolver _resolver = new(rows, text);

    /// <summary>Parses and runs; every refusal is an <see cref="ApiException"/>.</summary>
    public static QueryResult Run(IRows rows, string text, DateTimeOffset now, bool withDeleted = false)
    {
        var query = Parser.Parse(text);
        return new QueryRunner(rows, text, now, withDeleted || query.AllRows).Run(query);
    }

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
        CheckWidth(query);
        if (query.Select is [SelectAggregate { Field: null }] && query.GroupBy.Count == 0)
            return new QueryResult(Page(query, Matching(query, shape)).Count(), [], Pageable: false, (_, _) => []);
        if (query.GroupBy.Count > 0 || query.Select.Any(item => item is SelectAggregate))
            return new Grouping(_resolver, query, shape, text, resolve => Filter(resolve, shape)).Run(Matching(query, shape).ToList());
        var projection = Project(query, shape);
        var found = Page(query, Sorted(query, shape, Matching(query, shape))).ToList();
        return new QueryResult(found.Count, found, Pageable: true, projection.Write) { Columns = projection.Columns() };
    }

    private Projection Project(Query query, ObjectShape shape)
    {
        var projection = new Projection(shape, rows);
        foreach (var item in query.Select)
        {
            switch (item)
            {
                case SelectField { Alias: { } alias, Field: { Function: null } plain }:
                    throw SoqlError.Malformed(text, plain.Position, $"expecting 'FROM', found '{alias}'");
                case SelectField field:
                    var path = _resolver.Path(shape, query.Alias, field.Field);
                    if (!projection.Add(path, field.Alias))
                        throw SoqlError.Malformed(text, field.Field.Position, $"duplicate field selected: {field.Field.Text}");
                    break;
                case SelectFields fields:
                    Expand(projection, query, shape, fields.Group);
                    break;
                case SelectTypeOf choice:
                    projection.AddChoice(_resolver.Reference(shape, choice.Relationship), choice, Choices(shape, choice));
                    break;
                case SelectChildren children:
                    projection.AddChildren(Children(shape, children.Query));
                    break;
            }
        }

        return projection;
    }

    /// <summary>What is selected of each kind of row a polymorphic reference may lead to.</summary>
    private Dictionary<string, Projection> Choices(ObjectShape shape, SelectTypeOf choice)
    {
        var reference = _resolver.Reference(shape, choice.Relationship);
        var choices = new Dictionary<string, Projection>(StringComparer.Ordinal);
        foreach (var (name, fields) in choice.Cases.Select(c => (c.Object, c.Fields)))
        {
            var target = _resolver.Entity(name);
            if (!reference.ReferenceTo.Contains(target.Name))
                throw SoqlError.Malformed(text, name.Position, $"{choice.Relationship.Text} never refers to {target.Name}");
            choices[target.Name] = Chosen(target, fields);
        }

        foreach (var other in reference.ReferenceTo.Where(name => !choices.ContainsKey(name)))
        {
            if (choice.Else is { } fields && rows.Shape(other) is { } target)
                choices[other] = Chosen(target, fields);
        }

        return choices;
    }

    private Projection Chosen(ObjectShape target, Sequence<Name> fields)
    {
        var projection = new Projection(target, rows);
        foreach (var field in fields)
            projection.Add(_resolver.Path(target, null, field));
        return projection;
    }

    /// <summary>At most 20 queries of children and 55 relationships to parents.</summary>
    private static void CheckWidth(Query query)
    {
        if (query.Select.Count(item => item is SelectChildren) > MaxChildQueries)
            throw SoqlError.Malformed($"The maximum number of child relationship queries is {MaxChildQueries}.");
        var parents = query
            .Select.OfType<SelectField>()
            .Select(field => field.Field.Text.LastIndexOf('.') is > 0 and var dot ? field.Field.Text[..dot].ToUpperInvariant() : null)
            .Distinct()
            .Count(path => path is not null);
        if (parents > MaxParents)
            throw SoqlError.Malformed($"The maximum number of child to parent relationships is {MaxParents}.");
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
        query.Where is null ? _ => true : Filter(name => _resolver.Path(shape, query.Alias, name), shape).Compile(query.Where);

    private Filter Filter(Func<Name, FieldPath> resolve, ObjectShape shape) =>
        new(resolve, rows.MoneyOf(shape), text, DateOnly.FromDateTime(now.UtcDateTime), Inner);

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
        if (path.Through.Count > 0 || path.Made)
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
