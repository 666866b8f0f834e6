using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Soql;

/// <summary>A dotted name resolved against the schema: references to follow, then a field.</summary>
internal sealed record FieldPath(Sequence<ObjectField> Through, ObjectField Field, IRows Rows)
{
    /// <summary>Whether the field is what a function made of it.</summary>
    public bool Made { get; init; }

    public object? Read(object row)
    {
        foreach (var reference in Through)
        {
            if (Follow(reference, row, Rows) is not { } parent)
                return null;
            row = parent.Row;
            // Behind a polymorphic reference the field is known only once the row is.
            if (reference.ReferenceTo.Count > 1 && !Made)
                return OfAny(parent.Shape, row, Field.Name);
        }

        return Field.Read(row);
    }

    /// <summary>What a row of whatever object has under this name. Its type is what it is, whatever an own field of that name says.</summary>
    public static object? OfAny(ObjectShape shape, object row, string name) =>
        name != "Type" ? shape.Field(name)?.Read(row)
        : shape.Name == "Group" ? "Queue"
        : shape.Name;

    /// <summary>The row a reference points to, with its object; null when empty or gone.</summary>
    public static (ObjectShape Shape, object Row)? Follow(ObjectField reference, object row, IRows rows) =>
        reference.Read(row) is string id && rows.ShapeOfId(id) is { } shape && rows.ById(shape, id) is { } parent ? (shape, parent) : null;
}

/// <summary>Turns names into paths, with Salesforce's words for names that lead nowhere.</summary>
internal sealed class Resolver(IRows rows, string text)
{
    private const int MaxLevels = 5;

    public IRows Rows => rows;

    /// <summary>What can be read of a row whose object is not known beforehand (a task's <c>Who</c> and <c>What</c>).</summary>
    private static readonly ObjectShape AnyName = new(
        "Name",
        "Names",
        null,
        [
            new ObjectField("Id", "Id", FieldKind.Id, _ => null),
            new ObjectField("Name", "Name", FieldKind.String, _ => null),
            new ObjectField("Type", "Type", FieldKind.String, _ => null),
            new ObjectField("Email", "Email", FieldKind.Email, _ => null),
            new ObjectField("FirstName", "First Name", FieldKind.String, _ => null),
            new ObjectField("LastName", "Last Name", FieldKind.String, _ => null),
            new ObjectField("Phone", "Phone", FieldKind.Phone, _ => null),
            new ObjectField("Title", "Title", FieldKind.String, _ => null),
            new ObjectField("Username", "Username", FieldKind.String, _ => null),
            new ObjectField("IsActive", "Active", FieldKind.Boolean, _ => null),
        ]
    );

    /// <inheritdoc cref="IRows.MoneyOf"/>
    public Func<object, string, decimal, decimal>? MoneyOf(ObjectShape shape) => rows.MoneyOf(shape);

    /// <inheritdoc cref="IRows.Money"/>
    public Func<object, decimal, decimal>? Money(ObjectShape shape) => rows.Money(shape);

    /// <summary>A reference by the name of its relationship.</summary>
    public ObjectField Reference(ObjectShape shape, Name name) =>
        shape.Parent(name.Text) ?? throw SoqlError.UnknownParent(text, name.Position, name.Text);

    public ObjectShape Entity(Name name) => rows.Shape(name.Text) ?? throw SoqlError.UnknownEntity(text, name.Position, name.Text);

    public FieldPath Path(ObjectShape shape, string? alias, Name name)
    {
        if (name.Function is "COUNT" or "COUNT_DISTINCT" or "SUM" or "AVG" or "MIN" or "MAX")
            throw SoqlError.Malformed(text, name.Position, $"unexpected aggregate: {name.Function}({name.Text})");
        var parts = name.Text.Split('.').AsSpan();
        if (
            parts.Length > 1
            && (
                parts[0].Equals(alias, StringComparison.OrdinalIgnoreCase)
                || (shape.Parent(parts[0]) is null && parts[0].Equals(shape.Name, StringComparison.OrdinalIgnoreCase))
            )
        )
            parts = parts[1..];
        if (parts.Length > MaxLevels + 1)
            throw SoqlError.Malformed(text, name.Position, "SELECT has too many levels of relationships; the maximum is 5.");
        var through = new List<ObjectField>();
        foreach (var part in parts[..^1])
        {
            var reference = shape.Parent(part) ?? throw SoqlError.UnknownParent(text, name.Position, part);
            through.Add(reference);
            shape =
                reference.ReferenceTo.Count > 1
                    ? AnyName
                    : rows.Shape(reference.ReferenceTo[0]) ?? throw SoqlError.UnknownParent(text, name.Position, part);
        }

        var field = shape.Field(parts[^1]) ?? throw SoqlError.UnknownField(text, name.Position, parts[^1], shape.Name);
        if (name.Function is not { } function)
            return new FieldPath(new Sequence<ObjectField>(through), field, rows);
        var made =
            Functions.Apply(function, field, rows.Money(shape))
            ?? throw SoqlError.BadFilter(text, name.Position, $"field {field.Name} does not support the function {function}");
        return new FieldPath(new Sequence<ObjectField>(through), made, rows) { Made = true };
    }
}
