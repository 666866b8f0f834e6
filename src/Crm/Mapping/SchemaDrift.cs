using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>What became of a field, option or stage that the mapping uses.</summary>
public enum DriftKind
{
    FieldGone,
    TypeChanged,
    BecameReadOnly,
    BecameRequired,
    OptionGone,
    StageGone,
}

/// <summary>One difference between the CRM as it was mapped and as it is.</summary>
/// <param name="Name">The CRM's own name; for a stage <c>pipeline/stage</c>.</param>
/// <param name="Option">The option that is gone, when it is one.</param>
/// <param name="Affected">Entente's fields that are mapped to it, by label; empty when nothing fills a field that is now required.</param>
public sealed record Drift(CrmObject On, string Name, DriftKind What, string? Option, IReadOnlyList<string> Affected, string Sentence)
{
    /// <summary>One per thing that can drift.</summary>
    public string Key => $"{On}/{Name}/{What}/{Option}";
}

/// <summary>Schema drift of what the mapping uses; whatever else changes in the CRM is none of our business. Pure.</summary>
internal static class SchemaDrift
{
    /// <param name="before">As it was when the mapping was last accepted.</param>
    /// <param name="maps">The mapping in force.</param>
    public static IReadOnlyList<Drift> Of(CrmSchema before, CrmSchema now, IReadOnlyList<FieldMap> maps)
    {
        var found = new List<Drift>();
        var (was, there) = (ByName(before), ByName(now));
        foreach (var used in maps.GroupBy(m => m.Native))
        {
            // What was never there (a field Entente has not made yet) has not drifted.
            if (!was.TryGetValue(used.Key, out var old))
                continue;
            var labels = used.Select(m => EntenteSide.Find(now.Kind, m.Key)?.Label ?? m.Key).ToList();
            if (!there.TryGetValue(used.Key, out var field))
            {
                found.Add(Say(now, old, DriftKind.FieldGone, null, labels, "was deleted, or is hidden from our user"));
                continue;
            }
            if (field.Type != old.Type)
            {
                var words = $"held {MappingCheck.Words(old.Type)} and now holds {MappingCheck.Words(field.Type)}";
                found.Add(Say(now, field, DriftKind.TypeChanged, null, labels, words));
            }
            if (field.ReadOnly && !old.ReadOnly && used.Any(m => m.Writable))
                found.Add(Say(now, field, DriftKind.BecameReadOnly, null, labels, "has become read-only"));
            var options = field.Options.Where(o => o.Active).Select(o => o.Value).ToHashSet();
            var needed = used.SelectMany(m => m.Values.Values).Distinct().Where(v => old.Options.Any(o => o.Active && o.Value == v));
            found.AddRange(
                needed
                    .Where(v => !options.Contains(v))
                    .Select(v => Say(now, field, DriftKind.OptionGone, v, labels, $"has lost its option “{v}”"))
            );
        }
        var filled = maps.Where(m => m.Writable).Select(m => m.Native).ToHashSet();
        found.AddRange(
            now.Fields.Where(f => f is { Required: true, ReadOnly: false } && !filled.Contains(f.Name))
                .Where(f => !was.TryGetValue(f.Name, out var old) || !old.Required)
                .Select(f => Say(now, f, DriftKind.BecameRequired, null, [], "is now required of a new record, and nothing fills it"))
        );
        return found;
    }

    public static IReadOnlyList<Drift> OfStages(IReadOnlyList<StageMapping> mapped, IReadOnlyList<CrmPipeline> now)
    {
        var there = now.SelectMany(p => p.Stages.Select(s => (p.Id, s.Id))).ToHashSet();
        return
        [
            .. mapped
                .Where(m => !there.Contains((m.Pipeline, m.Stage)))
                .Select(m => new Drift(
                    CrmObject.Deal,
                    $"{m.Pipeline}/{m.Stage}",
                    DriftKind.StageGone,
                    null,
                    [m.Means.ToString()],
                    $"The stage “{m.Stage}”, mapped to {m.Means}, is gone from the CRM."
                )),
        ];
    }

    private static Drift Say(
        CrmSchema schema,
        CrmField field,
        DriftKind what,
        string? option,
        IReadOnlyList<string> labels,
        string words
    ) =>
        new(
            schema.Kind,
            field.Name,
            what,
            option,
            labels,
            $"“{field.Label}” ({schema.NativeName}.{field.Name}) {words}."
                + (labels.Count == 0 ? "" : $" Affected: {string.Join(", ", labels)}.")
        );

    private static Dictionary<string, CrmField> ByName(CrmSchema schema) =>
        schema.Fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.First());
}
