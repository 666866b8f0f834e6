using System.Collections.Frozen;

namespace Entente.Access.Safelist;

/// <summary>What one looker may see of a record's fields. A hidden field is absent: no hole, no label, no count.</summary>
public sealed class Projection
{
    private readonly FrozenSet<(string Object, string Field)>? shown;

    private Projection(FrozenSet<(string Object, string Field)>? shown) => this.shown = shown;

    /// <summary>Staff: every field, listed or not.</summary>
    public static Projection Everything { get; } = new(null);

    /// <summary>A guest: no field at all.</summary>
    public static Projection Nothing { get; } = Only([]);

    public static Projection Only(IEnumerable<(string Object, string Field)> fields) => new(fields.ToFrozenSet());

    public bool Shows(string objectName, string field) => shown is null || shown.Contains((objectName, field));

    /// <summary>The value, or the type's default when the field is hidden. For a nullable value, so that a page can leave label and all away.</summary>
    public T? Show<T>(string objectName, string field, T? value) => Shows(objectName, field) ? value : default;

    /// <summary>The fields of <paramref name="values"/> that may be seen, in their order.</summary>
    public IReadOnlyDictionary<string, object?> Pick(string objectName, IReadOnlyDictionary<string, object?> values)
    {
        var picked = new Dictionary<string, object?>(values.Count, StringComparer.Ordinal);
        foreach (var (field, value) in values)
            if (Shows(objectName, field))
                picked[field] = value;
        return picked;
    }
}
