using System.Collections.Frozen;

namespace Entente.Access.Safelist;

/// <summary>What one looker may see of a record's fields. A hidden field is absent: no hole, no label, no count.</summary>
public sealed class Projection
{
    private readonly FrozenDictionary<(string Object, string Field), Visibility>? given;
    private readonly FrozenDictionary<string, Projection>? byStage;
    private readonly Projection? elsewhere;

    private Projection(FrozenDictionary<(string Object, string Field), Visibility>? given, Stages? stages)
    {
        this.given = given;
        if (stages is null)
            return;
        elsewhere = Of(stages.Elsewhere, null);
        byStage = stages.Named.ToFrozenDictionary(s => s.Key, s => Of(s.Value, null), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Staff: every field, listed or not.</summary>
    public static Projection Everything { get; } = new(null, null);

    /// <summary>A guest: no field at all.</summary>
    public static Projection Nothing { get; } = Only([]);

    public static Projection Only(IEnumerable<(string Object, string Field)> fields) =>
        Of(fields.Distinct().ToDictionary(f => f, _ => Visibility.Visible), null);

    internal static Projection Of(IReadOnlyDictionary<(string, string), Visibility> fields, Stages? stages) =>
        new(fields.Where(f => f.Value is not Visibility.Hidden).ToFrozenDictionary(f => f.Key, f => f.Value), stages);

    /// <summary>What may be seen of a record in this stage. A record without a stage shows what may be seen in every one.</summary>
    public Projection In(string? stage) =>
        stage is null || byStage is null ? this
        : byStage.TryGetValue(stage, out var named) ? named
        : elsewhere!;

    public Visibility Of(string objectName, string field) =>
        given is null ? Visibility.Editable : given.GetValueOrDefault((objectName, field));

    public bool Shows(string objectName, string field) => given is null || given.ContainsKey((objectName, field));

    /// <summary>Whether the looker may change it.</summary>
    public bool Edits(string objectName, string field) => Of(objectName, field) is Visibility.Editable;

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

    /// <param name="Elsewhere">In any stage that no rule names.</param>
    internal sealed record Stages(
        IReadOnlyDictionary<(string, string), Visibility> Elsewhere,
        IReadOnlyDictionary<string, Dictionary<(string, string), Visibility>> Named
    );
}
