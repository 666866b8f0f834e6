using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>Why a mapping cannot work.</summary>
/// <param name="Key">Entente's field; empty when it is about the object as a whole.</param>
/// <param name="Reason">A sentence for the admin.</param>
public sealed record MappingFault(CrmObject On, string Key, string Reason);

/// <summary>
/// Holds a mapping against the live schema. What would fail on some record later is refused now, with the reason. Pure.
/// </summary>
internal static class MappingCheck
{
    /// <param name="own">Entente's own mapping of this object, over which <paramref name="mapping"/> is laid.</param>
    public static IReadOnlyList<MappingFault> Of(CrmSchema schema, CrmMapping mapping, IReadOnlyList<FieldMap> own)
    {
        var faults = new List<MappingFault>();
        var set = mapping.Fields.Where(f => f.On == schema.Kind).ToList();
        foreach (var field in set)
            faults.AddRange(Why(field, schema).Select(reason => new MappingFault(schema.Kind, field.Key, reason)));
        faults.AddRange(
            set.GroupBy(f => f.Key)
                .Where(g => g.Count() > 1)
                .Select(g => new MappingFault(schema.Kind, g.Key, "This field is mapped twice."))
        );

        var maps = EffectiveMap.Over(schema.Kind, mapping, own);
        foreach (
            var twice in maps.Where(m => m.Writable).GroupBy(m => m.Native).Where(g => g.Count() > 1 && set.Exists(f => f.Native == g.Key))
        )
        {
            var labels = string.Join(" and ", twice.Select(m => LabelOf(schema.Kind, m.Key)));
            faults.AddRange(
                set.Where(f => f.Native == twice.Key)
                    .Select(f => new MappingFault(schema.Kind, f.Key, $"{labels} would both write “{NameOf(schema, twice.Key)}”."))
            );
        }
        var written = maps.Where(m => m.Writable).Select(m => m.Native).ToHashSet();
        faults.AddRange(
            schema
                .Fields.Where(f =>
                    f is { Required: true, ReadOnly: false } && !written.Contains(f.Name) && !FilledBySelf(schema.Kind, f.Name)
                )
                .Select(f => new MappingFault(
                    schema.Kind,
                    maps.FirstOrDefault(m => m.Native == f.Name)?.Key ?? "",
                    $"The CRM refuses a new record without “{f.Label}”, and nothing would fill it."
                ))
        );
        return faults;
    }

    private static IEnumerable<string> Why(FieldMapping field, CrmSchema schema)
    {
        if (EntenteSide.Find(schema.Kind, field.Key) is not { } side)
        {
            yield return "Entente has no such field, or keeps it to itself.";
            yield break;
        }
        if (field.Direction == FieldDirection.Off)
            yield break;
        if (schema.Fields.FirstOrDefault(f => f.Name == field.Native) is not { } there)
        {
            yield return $"The CRM has no field “{field.Native}”, or our user may not see it.";
            yield break;
        }
        if (field.Writes && !side.Written)
            yield return "Entente has nothing to write there: map it from the CRM only.";
        if (field is { Writes: true, Reads: false, Owner: FieldOwner.OnlyIfEmpty })
            yield return "Whether it is empty can only be told where it is read: map it both ways.";
        if (field.Writes && there.ReadOnly)
            yield return $"“{there.Label}” is read-only in the CRM.";
        if (field.Reads && !FieldConversion.Fits(there.Type, side.Type))
            yield return $"“{there.Label}” holds {Words(there.Type)}; that does not always say {Words(side.Type)}.";
        if (field.Writes && !FieldConversion.Fits(side.Type, there.Type))
            yield return $"Entente holds {Words(side.Type)} here; “{there.Label}” takes {Words(there.Type)}.";
        else if (field.Writes && there is { Restricted: true } && Closed(field, side, there) is { } reason)
            yield return reason;
        if (field.Direction == FieldDirection.Both && field.Values.GroupBy(v => v.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
            yield return $"{string.Join(" and ", twice.Select(v => $"“{v.Key}”"))} both become “{twice.Key}”: it could not be read back.";
    }

    /// <summary>The CRM takes only its own options: every value Entente may send must be one of them.</summary>
    private static string? Closed(FieldMapping field, EntenteSideField side, CrmField there)
    {
        var options = there.Options.Where(o => o.Active).Select(o => o.Value).ToHashSet();
        // Pipelines and stages are chosen from the CRM's own.
        if (side.Key is CrmFields.Stage or CrmFields.Pipeline || side.Type is CrmFieldType.Reference)
            return null;
        if (field.Values.Values.FirstOrDefault(v => !options.Contains(v)) is { } unknown)
            return $"“{there.Label}” has no option “{unknown}”.";
        if (side.Values.Count == 0)
            return $"“{there.Label}” takes only its {options.Count} options, and Entente writes any words here.";
        var lacking = side.Values.Where(v => !field.Values.ContainsKey(v) && !options.Contains(v)).ToList();
        return lacking.Count == 0
            ? null
            : $"“{there.Label}” takes only its options: say what becomes of {string.Join(", ", lacking.Select(v => $"“{v}”"))}.";
    }

    // Salesforce fills the owner with whoever writes.
    private static bool FilledBySelf(CrmObject kind, string native) => native is "OwnerId" or "hs_timestamp" || kind == CrmObject.Note;

    private static string LabelOf(CrmObject kind, string key) => EntenteSide.Find(kind, key)?.Label ?? key;

    private static string NameOf(CrmSchema schema, string native) => schema.Fields.FirstOrDefault(f => f.Name == native)?.Label ?? native;

    internal static string Words(CrmFieldType type) =>
        type switch
        {
            CrmFieldType.Text or CrmFieldType.LongText => "a text",
            CrmFieldType.Number => "a number",
            CrmFieldType.Boolean => "yes or no",
            CrmFieldType.Date => "a date",
            CrmFieldType.Instant => "a date with its time",
            CrmFieldType.Choice => "one choice",
            CrmFieldType.MultiChoice => "several choices",
            CrmFieldType.Reference => "another record",
            _ => "something Entente cannot read",
        };
}
