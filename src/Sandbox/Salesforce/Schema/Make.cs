using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>Fields of the objects that are rows of their own, in a word each.</summary>
internal static class Make
{
    public static ObjectField Text(string name, int length = 255, FieldKind kind = FieldKind.String) =>
        new(name, Label(name), kind, row => StoredValue.OfRow(kind, ((SetupRow)row).Text(name))) { Length = length };

    public static ObjectField Area(string name, int length = 32_000) => Text(name, length, FieldKind.TextArea);

    public static ObjectField Number(string name, FieldKind kind = FieldKind.Double) => Text(name, 0, kind);

    public static ObjectField Money(string name) => Text(name, 0, FieldKind.Currency);

    public static ObjectField Day(string name) => Text(name, 0, FieldKind.Date);

    public static ObjectField Moment(string name) => Text(name, 0, FieldKind.DateTime);

    public static ObjectField Flag(string name) => Text(name, 0, FieldKind.Boolean) with { Nillable = false, DefaultedOnCreate = true };

    public static ObjectField Pick(string name, params string[] values) =>
        Text(name, 255, FieldKind.Picklist) with
        {
            Values = [.. values.Select(value => new PicklistValue(value, value))],
        };

    public static ObjectField Reference(string name, params string[] to) =>
        Text(name, 18, FieldKind.Reference) with
        {
            ReferenceTo = to,
            RelationshipName = name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : name,
        };

    /// <summary>A value the platform sets.</summary>
    public static ObjectField Told(this ObjectField field) =>
        field with
        {
            Createable = false,
            Updateable = false,
            DefaultedOnCreate = true,
        };

    public static ObjectField Once(this ObjectField field) => field with { Updateable = false };

    public static ObjectField Required(this ObjectField field) => field with { Nillable = false };

    public static ObjectField Restricted(this ObjectField field) => field with { RestrictedPicklist = true };

    /// <summary>What every row shows first, and last.</summary>
    public static IEnumerable<ObjectField> Framed(this IEnumerable<ObjectField> fields, string runAsId) =>
        fields
            .Prepend(Computed("IsDeleted", FieldKind.Boolean, row => row.DeletedMs != 0))
            .Prepend(Computed("Id", FieldKind.Id, row => row.Id))
            .Append(Computed("CreatedDate", FieldKind.DateTime, row => StoredValue.Seconds(row.CreatedMs)))
            .Append(User("CreatedById", "CreatedBy", runAsId))
            .Append(Computed("LastModifiedDate", FieldKind.DateTime, row => StoredValue.Seconds(row.ModifiedMs)))
            .Append(User("LastModifiedById", "LastModifiedBy", runAsId))
            .Append(Computed("SystemModstamp", FieldKind.DateTime, row => StoredValue.Seconds(row.ModifiedMs)));

    public static ObjectField Computed(string name, FieldKind kind, Func<SetupRow, object?> read) =>
        new(name, Label(name), kind, row => read((SetupRow)row))
        {
            Length = kind == FieldKind.Id ? 18 : 255,
            Nillable = false,
            Createable = false,
            Updateable = false,
            DefaultedOnCreate = true,
        };

    /// <summary>Whoever calls the API made everything here.</summary>
    public static ObjectField User(string name, string relationship, string userId) =>
        new(name, Label(name), FieldKind.Reference, _ => userId)
        {
            Length = 18,
            Nillable = false,
            Createable = false,
            Updateable = false,
            DefaultedOnCreate = true,
            ReferenceTo = ["User"],
            RelationshipName = relationship,
        };

    /// <summary><c>NumberOfEmployees</c> → <c>Number Of Employees</c>.</summary>
    private static string Label(string name)
    {
        var words = string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(name[i - 1]) ? $" {c}" : c.ToString()));
        return words.EndsWith(" Id", StringComparison.Ordinal) ? words[..^2] + "ID" : words;
    }
}
