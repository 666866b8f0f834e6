namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>Salesforce's type of a field; <c>describe</c> spells them in lower case (but <c>datetime</c> as filters say <c>dateTime</c>).</summary>
internal enum FieldKind
{
    Id,
    Reference,
    String,
    TextArea,
    Picklist,
    MultiPicklist,
    Email,
    Phone,
    Url,
    Boolean,
    Int,
    Double,
    Currency,
    Percent,
    Date,
    DateTime,
    Base64,
}

internal sealed record PicklistValue(string Value, string Label, bool Active = true);

/// <summary>
/// A field as the API shows it. <paramref name="Read"/> takes a row of the object's own kind and gives a string, bool, decimal,
/// <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> (UTC, whole seconds) or null.
/// </summary>
internal sealed record ObjectField(string Name, string Label, FieldKind Kind, Func<object, object?> Read)
{
    public int Length { get; init; } = 255;

    public bool Nillable { get; init; } = true;

    public bool Createable { get; init; } = true;

    public bool Updateable { get; init; } = true;

    public bool Unique { get; init; }

    public bool ExternalId { get; init; }

    public bool DefaultedOnCreate { get; init; }

    public bool RestrictedPicklist { get; init; }

    public IReadOnlyList<PicklistValue> Values { get; init; } = [];

    /// <summary>The objects a reference may point to; more than one makes it polymorphic.</summary>
    public IReadOnlyList<string> ReferenceTo { get; init; } = [];

    /// <summary>How a query goes through the reference (<c>Account</c> in <c>Account.Name</c>); null when it cannot.</summary>
    public string? RelationshipName { get; init; }

    /// <summary>The store's field behind it; null when the protocol computes it.</summary>
    public Store.Field? Stored { get; init; }

    /// <summary>Kept beside the store's record, because only Salesforce knows it.</summary>
    public bool Aside { get; init; }

    public bool Custom => Name.EndsWith("__c", StringComparison.OrdinalIgnoreCase);

    /// <summary>Text longer than an index takes can be read but not filtered, sorted or grouped.</summary>
    public bool Filterable => Kind != FieldKind.Base64 && (Kind != FieldKind.TextArea || Length <= 255);

    public bool IsText =>
        Kind
            is FieldKind.String
                or FieldKind.TextArea
                or FieldKind.Picklist
                or FieldKind.MultiPicklist
                or FieldKind.Email
                or FieldKind.Phone
                or FieldKind.Url;

    public bool IsNumber => Kind is FieldKind.Int or FieldKind.Double or FieldKind.Currency or FieldKind.Percent;

    public bool IsId => Kind is FieldKind.Id or FieldKind.Reference;
}

/// <summary>Rows of <paramref name="Child"/> whose <paramref name="Field"/> is the parent's id.</summary>
internal sealed record ChildRelationship(string Name, string Child, string Field, bool CascadeDelete);
