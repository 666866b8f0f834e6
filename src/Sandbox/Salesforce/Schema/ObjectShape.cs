namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>An object as the API shows it: its fields in order, found by name in any case.</summary>
internal sealed class ObjectShape
{
    private readonly Dictionary<string, ObjectField> _byName;
    private readonly Dictionary<string, ObjectField> _byRelationship;

    public ObjectShape(
        string name,
        string labelPlural,
        string? keyPrefix,
        IReadOnlyList<ObjectField> fields,
        params IReadOnlyList<ChildRelationship> children
    )
    {
        Name = name;
        LabelPlural = labelPlural;
        KeyPrefix = keyPrefix;
        Fields = fields;
        Children = children;
        _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        _byRelationship = fields
            .Where(field => field.RelationshipName is not null)
            .ToDictionary(field => field.RelationshipName!, StringComparer.OrdinalIgnoreCase);
    }

    public string Name { get; }

    public string Label { get; init; } = "";

    public string LabelPlural { get; }

    public string? KeyPrefix { get; }

    public IReadOnlyList<ObjectField> Fields { get; }

    public IReadOnlyList<ChildRelationship> Children { get; }

    /// <summary>Rows are made, changed and deleted through the API; without it they are only read.</summary>
    public bool Writable { get; init; }

    /// <summary>Rows are made and deleted, but never changed.</summary>
    public bool Unchangeable { get; init; }

    /// <summary>The type of the <see cref="SetupRow"/>s this object shows, numbered and with stamps of their own; null for other objects.</summary>
    public string? RowType { get; init; }

    /// <summary>Which rows of that type it shows; null for all.</summary>
    public Func<SetupRow, bool>? RowFilter { get; init; }

    /// <summary>Answers <c>updated</c> and <c>deleted</c>.</summary>
    public bool Replicateable { get; init; }

    public ObjectField? Field(string name) => _byName.GetValueOrDefault(name);

    public ObjectField? Parent(string relationship) => _byRelationship.GetValueOrDefault(relationship);

    public ChildRelationship? ChildRows(string relationship) =>
        Children.FirstOrDefault(child => child.Name.Equals(relationship, StringComparison.OrdinalIgnoreCase));

    /// <summary>A row's id, 18 characters; null for rows of no own id (aggregates have none, every stored row has one).</summary>
    public string? IdOf(object row) => Field("Id")?.Read(row) as string;
}

/// <summary>Where queries find their rows: the store, or a table in a test.</summary>
internal interface IRows
{
    ObjectShape? Shape(string name);

    IEnumerable<object> All(ObjectShape shape, bool withDeleted);

    /// <summary>The row of this normal id, deleted or not; null when there is none of this object.</summary>
    object? ById(ObjectShape shape, string id);

    /// <summary>The rows whose field has this value, from an index; null when no index leads there and the caller has to look at all.</summary>
    IEnumerable<object>? Indexed(ObjectShape shape, ObjectField field, string value, bool withDeleted);

    /// <summary>Amounts of a row of this object in the user's currency; null in an org of one currency.</summary>
    Func<object, decimal, decimal>? Money(ObjectShape shape) => null;

    /// <summary>An amount of a currency in that of a row of this object; null in an org of one currency.</summary>
    Func<object, string, decimal, decimal>? MoneyOf(ObjectShape shape) => null;

    /// <summary>The object a normal id belongs to; null for a prefix no object has.</summary>
    ObjectShape? ShapeOfId(string id);
}
