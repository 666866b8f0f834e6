using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

using ChildRows = (ChildRelationship Relation, Func<string, (ObjectShape Shape, Projection Projection, IReadOnlyList<object> Rows)> Of);

/// <summary>The fields a query selects, nested as its answer nests them: parents as objects, children as a result of their own.</summary>
internal sealed class Projection(ObjectShape? shape, IRows rows)
{
    private readonly List<(string Name, ObjectField? Field, ObjectField? Reference, Projection? Parent)> _items = [];
    private readonly List<ChildRows> _children = [];
    private readonly List<(string Name, ObjectField Reference, Dictionary<string, Projection> Choices)> _choices = [];
    private readonly HashSet<ObjectField> _made = [];

    /// <summary>False when the same field is selected already.</summary>
    public bool Add(FieldPath path, string? alias = null) => Add(path.Through.ToArray(), path.Field, alias ?? path.Field.Name, path.Made);

    /// <summary>What is selected of the row a reference leads to depends on its object.</summary>
    public void AddChoice(ObjectField reference, SelectTypeOf choice, Dictionary<string, Projection> choices) =>
        _choices.Add((choice.Relationship.Text, reference, choices));

    /// <summary>Dotted names of the fields, parents' included, and their kinds.</summary>
    public IReadOnlyList<(string Name, FieldKind Kind)> Columns() =>
        [
            .. _items.SelectMany(item =>
                item.Parent is { } parent
                    ? parent.Columns().Select(column => ($"{item.Name}.{column.Name}", column.Kind))
                    : [(item.Name, item.Field!.Kind)]
            ),
        ];

    public void AddChildren(ChildRows children) => _children.Add(children);

    /// <summary>A record as the API writes it, below this address.</summary>
    public JsonObject Write(object row, string address) =>
        Write(shape ?? throw new InvalidOperationException("The outermost rows of a query are of one object."), row, address);

    private bool Add(ReadOnlySpan<ObjectField> through, ObjectField field, string name, bool made)
    {
        if (through.IsEmpty)
        {
            if (_items.Exists(item => item.Field is not null && item.Name == name))
                return false;
            _items.Add((name, field, null, null));
            if (made)
                _made.Add(field);
            return true;
        }

        var reference = through[0];
        var parent = _items.Find(item => item.Reference == reference).Parent;
        if (parent is null)
        {
            parent = new Projection(null, rows);
            _items.Add((reference.RelationshipName!, null, reference, parent));
        }

        return parent.Add(through[1..], field, name, made);
    }

    private JsonObject Write(ObjectShape of, object row, string address)
    {
        var id = of.IdOf(row);
        var record = new JsonObject
        {
            ["attributes"] = JsonText.Attributes(of.Name, id is null ? null : $"{address}/sobjects/{of.Name}/{id}"),
        };
        foreach (var (name, field, reference, parent) in _items)
        {
            if (parent is null)
                record[name] = JsonText.Of(field!, Value(of, row, field!), $"{address}/sobjects/{of.Name}/{id}");
            else
                record[name] = FieldPath.Follow(reference!, row, rows) is { } found ? parent.Write(found.Shape, found.Row, address) : null;
        }

        foreach (var (name, reference, choices) in _choices)
        {
            record[name] =
                FieldPath.Follow(reference, row, rows) is not { } found ? null
                : choices.TryGetValue(found.Shape.Name, out var chosen) ? chosen.Write(found.Shape, found.Row, address)
                : Bare(found.Shape, found.Row, address);
        }

        foreach (var (relation, children) in _children)
            record[relation.Name] = Children(children(id!), address);
        return record;
    }

    /// <summary>A row of which nothing was asked: what it is.</summary>
    private static JsonObject Bare(ObjectShape of, object row, string address) =>
        new() { ["attributes"] = JsonText.Attributes(of.Name, $"{address}/sobjects/{of.Name}/{of.IdOf(row)}") };

    /// <summary>Behind a polymorphic reference the field is the one of that name of the row's own object.</summary>
    private object? Value(ObjectShape of, object row, ObjectField field)
    {
        if (shape is not null || _made.Contains(field))
            return field.Read(row);
        return FieldPath.OfAny(of, row, field.Name);
    }

    private static JsonObject? Children((ObjectShape Shape, Projection Projection, IReadOnlyList<object> Rows) children, string address)
    {
        if (children.Rows.Count == 0)
            return null;
        var records = new JsonArray([.. children.Rows.Select(row => children.Projection.Write(children.Shape, row, address))]);
        return new JsonObject
        {
            ["totalSize"] = children.Rows.Count,
            ["done"] = true,
            ["records"] = records,
        };
    }
}
