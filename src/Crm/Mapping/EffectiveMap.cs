using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>The fields a connector reads and writes: Entente's own mapping of this CRM, and over it what the admin set.</summary>
internal static class EffectiveMap
{
    private static readonly ConditionalWeakTable<CrmMapping, ConcurrentDictionary<(CrmKind, CrmObject), IReadOnlyList<FieldMap>>> Made = [];

    /// <param name="own">Entente's own mapping; the same every time for one protocol and object.</param>
    public static IReadOnlyList<FieldMap> Of(CrmKind crm, CrmObject kind, CrmMapping mapping, Func<IEnumerable<FieldMap>> own) =>
        Made.GetOrCreateValue(mapping).GetOrAdd((crm, kind), _ => Over(kind, mapping, own()));

    /// <summary>What Entente puts into its own fields, whatever the CRM calls them.</summary>
    public static IEnumerable<FieldMap> OwnFields(CrmObject kind, Func<EntenteField, string> native) =>
        EntenteFields.Of(kind).Select(f => new FieldMap(f.Name, native(f), f.Type));

    internal static List<FieldMap> Over(CrmObject kind, CrmMapping mapping, IEnumerable<FieldMap> own)
    {
        var maps = own.ToList();
        foreach (var set in mapping.Fields.Where(f => f.On == kind && f.Key != EntenteFields.Id))
        {
            var standing = maps.FindIndex(m => m.Key == set.Key);
            var type = standing >= 0 ? maps[standing].Entente : EntenteSide.TypeOf(kind, set.Key);
            var map = new FieldMap(set.Key, set.Native, set.Type, set.Writes)
            {
                Entente = type,
                Readable = set.Reads,
                Values = set.Values,
            };
            if (standing >= 0)
                maps[standing] = map;
            else
                maps.Add(map);
        }
        return maps;
    }

    /// <summary>A value of the CRM as Entente holds it. What says nothing in our type is left as it came: better odd than lost.</summary>
    public static string? Read(FieldMap map, string? wire, TimeZoneInfo zone) =>
        !map.Readable
            ? null
            : FieldConversion.Listed(FieldConversion.Convert(wire, map.Crm, map.Entente, zone).Value, map.Values, toCrm: false);

    /// <summary>A value of Entente's as the CRM's field takes it; the CRM refuses what it cannot take, and says so.</summary>
    public static string? Write(FieldMap map, string? value, TimeZoneInfo zone) =>
        FieldConversion.Convert(FieldConversion.Listed(Canonical.Text(value), map.Values, toCrm: true), map.Entente, map.Crm, zone).Value;
}
