using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm.Settings;

/// <summary>
/// The mapping page's form, field by field: <c>native.amount</c>, <c>direction.amount</c>, <c>owner.amount</c>,
/// <c>value.entente_attribution.Sourced</c>; <c>stage.default/closedwon</c>; <c>person.501</c>. What is left as Entente has it is not kept.
/// </summary>
internal static class MappingForm
{
    /// <summary>The mapping with one object's fields as the form has them; the rest stays.</summary>
    public static CrmMapping Fields(IFormCollection form, MappingView view, CrmObject of)
    {
        var kept = view.Mapping.Fields.Where(f => f.On != of);
        var set = view.Fields[of].Select(row => Field(form, view, row)).OfType<FieldMapping>();
        return view.Mapping with { Fields = [.. kept, .. set] };
    }

    public static CrmMapping Stages(IFormCollection form, MappingView view) =>
        view.Mapping with
        {
            Stages =
            [
                .. view
                    .Stages.Select(s => (Row: s, Means: Read<EntenteStage>(form[$"stage.{s.Pipeline}/{s.Stage.Id}"])))
                    .Where(s => s.Means is { } means && (means != s.Row.Means || s.Row.Set))
                    .Select(s => new StageMapping(s.Row.Pipeline, s.Row.Stage.Id, s.Means!.Value)),
            ],
        };

    /// <param name="staff">Addresses that may be chosen.</param>
    public static CrmMapping Owners(IFormCollection form, MappingView view, IReadOnlySet<string> staff)
    {
        var shown = view.Owners.Where(o => form.ContainsKey($"person.{o.Owner}")).ToDictionary(o => o.Owner);
        var kept = view.Mapping.Owners.Where(o => !shown.ContainsKey(o.Owner));
        var set = shown
            .Values.Select(o => (o.Owner, Chosen: form[$"person.{o.Owner}"].ToString()))
            .Where(o => o.Chosen == "nobody" || staff.Contains(o.Chosen))
            .Select(o => new OwnerMapping(o.Owner, o.Chosen == "nobody" ? "" : o.Chosen));
        return view.Mapping with { Owners = [.. kept, .. set] };
    }

    private static FieldMapping? Field(IFormCollection form, MappingView view, FieldRow row)
    {
        var (key, native) = (row.Side.Key, Canonical.Text(form[$"native.{row.Side.Key}"]));
        if (native is null)
            // Left empty: not mapped, which must be said where Entente would map it by itself.
            return row.Own is { } own ? own with { Direction = FieldDirection.Off } : null;
        var field =
            view.Native[row.Side.On].FirstOrDefault(f => f.Name == native)
            // People remember labels.
            ?? view.Native[row.Side.On].FirstOrDefault(f => f.Label.Equals(native, StringComparison.OrdinalIgnoreCase));
        var set = new FieldMapping(
            row.Side.On,
            key,
            field?.Name ?? native,
            field?.Type ?? CrmFieldType.Text,
            Read<FieldDirection>(form[$"direction.{key}"]) ?? FieldDirection.Both,
            Read<FieldOwner>(form[$"owner.{key}"]) ?? FieldOwner.Crm,
            Values(form, row, field)
        );
        // The type is the live one; Entente's own mapping holds with whatever the CRM's type is.
        return row.Own is { } same && set.Equals(same with { Type = set.Type }) ? null : set;
    }

    private static IReadOnlyDictionary<string, string> Values(IFormCollection form, FieldRow row, CrmField? field)
    {
        if (row.Side.Values.Count == 0 || field is null || field.Options.Count == 0)
            return new Dictionary<string, string>();
        // Another field than the one whose options were shown: begin with what looks alike.
        if (row.Now?.Native != field.Name || !row.Side.Values.Any(v => form.ContainsKey($"value.{row.Side.Key}.{v}")))
            return Suggestions.Values(row.Side.Values, field.Options);
        return row
            .Side.Values.Select(v => (Ours: v, Theirs: form[$"value.{row.Side.Key}.{v}"].ToString()))
            .Where(v => v.Theirs.Length > 0)
            .ToDictionary(v => v.Ours, v => v.Theirs);
    }

    private static T? Read<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
