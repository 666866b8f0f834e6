using System.Globalization;
using System.Text;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Exports;

/// <summary>The rows of an export as one CSV file.</summary>
internal sealed class ExportFile(CrmStore store, Search.SearchRoutes search)
{
    public string Write(ExportOrder order)
    {
        var text = new StringBuilder();
        Csv.Write(text, Head(order), ',', "\n");
        foreach (var record in Records(order))
            Csv.Write(text, Row(order, record), ',', "\n");
        return text.ToString();
    }

    private List<Record> Records(ExportOrder order)
    {
        var found = store
            .All(order.Kind)
            .Where(r => !r.Archived && order.Members?.Contains(r.Id) != false && order.Search?.Matches(r) != false)
            .ToList();
        if (order.Search is { } asked)
            search.Sort(found, asked);
        return found;
    }

    private static IEnumerable<string> Head(ExportOrder order)
    {
        yield return "Record ID";
        foreach (var field in order.Fields)
            yield return order.Names ? field.HubSpotName! : field.Label;
        if (order.Associated is not { } kind)
            yield break;
        var word = char.ToUpperInvariant(ObjectTypes.Singular(kind)[0]) + ObjectTypes.Singular(kind)[1..];
        yield return $"Associated {word} IDs";
        yield return $"Associated {word}";
    }

    private IEnumerable<string?> Row(ExportOrder order, Record record)
    {
        yield return Id(record.Id);
        foreach (var field in order.Fields)
            yield return Shown(order, field, store.Value(record, field));
        if (order.Associated is not { } kind)
            yield break;
        var others = store.Linked(record.Id, kind).Select(x => x.Record).ToList();
        yield return string.Join(';', others.Select(o => Id(o.Id)));
        yield return string.Join(';', others.Select(o => Pages.Show.Title(store, o)));
    }

    private string? Shown(ExportOrder order, Field field, string? value)
    {
        if (order.Values || value is null)
            return value;
        if (Kinds.PipelineFields(field.Kind) is { } names && (field.Name == names.Stage || field.Name == names.Pipeline))
        {
            var pipelines = store.PipelinesOf(field.Kind);
            return field.Name == names.Stage
                ? pipelines.SelectMany(p => p.Stages).FirstOrDefault(s => s.Id == value)?.Label ?? value
                : pipelines.FirstOrDefault(p => p.Id == value)?.Label ?? value;
        }
        return field.Type switch
        {
            FieldType.Choice or FieldType.MultiChoice => string.Join(
                ';',
                value.Split(';').Select(v => field.Options.FirstOrDefault(o => o.Value == v)?.Label ?? v)
            ),
            FieldType.Owner when long.TryParse(value, CultureInfo.InvariantCulture, out var id) => store.Owner(id)?.Name ?? value,
            _ => value,
        };
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
