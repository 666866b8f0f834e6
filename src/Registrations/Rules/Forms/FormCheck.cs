namespace Entente.Registrations.Rules.Forms;

/// <summary>Why a form cannot be published, by field of its editor. Pure.</summary>
internal static class FormCheck
{
    public const int MostSections = 8;
    public const int MostFields = 60;

    /// <param name="demanded">What the policy requires of the claims that this form is for.</param>
    public static IReadOnlyDictionary<string, string> Wrong(
        FormDefinition form,
        IReadOnlyCollection<string> demanded,
        IReadOnlyDictionary<string, BoundField> bound
    )
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (form.Sections.Count is 0 or > MostSections || form.Fields.Count() > MostFields)
            wrong["form"] = $"A form has one to {MostSections} sections and at most {MostFields} fields.";
        foreach (var twice in form.Fields.GroupBy(f => f.Key).Where(g => g.Count() > 1))
            wrong[twice.Key] = "This field stands in the form twice.";
        foreach (var section in form.Sections)
            Sections(form, section, wrong);
        foreach (var (section, field) in form.Sections.SelectMany(s => s.Fields.Select(f => (s, f))))
            if (Why(section, field, demanded, bound) is { } reason)
                wrong.TryAdd(field.Key, reason);
        foreach (var key in demanded.Append(FormFields.Company).Where(k => form.Fields.All(f => f.Key != k)))
            wrong.TryAdd(key, $"{Label(key)} is required by the policy, so the form cannot leave it out.");
        foreach (var lacking in Lacking(form, bound))
            wrong.TryAdd(lacking.Key, $"{ByCrm(lacking)}, so the form cannot leave it out.");
        return wrong;
    }

    /// <summary>What of the CRM's changes concerns a form, in sentences.</summary>
    public static IReadOnlyList<string> Drift(FormDefinition form, IReadOnlyDictionary<string, BoundField> bound)
    {
        var found = new List<string>();
        foreach (var field in form.Fields.Where(f => !FormFields.IsOwn(f.Key)))
            if (!bound.TryGetValue(field.Key, out var there))
                found.Add($"“{field.Label ?? field.Key}” is gone from the CRM, or may not be written any more: the form leaves it out.");
            else if (field.Default is { } value && FormReader.Read(there, value).Fault is not null)
                found.Add($"“{field.Label ?? there.Label}” no longer takes “{value}”, which the form sets.");
        foreach (var lacking in Lacking(form, bound))
            found.Add($"{ByCrm(lacking)}, and the form does not ask for it: what is approved cannot be written.");
        foreach (var when in form.Sections.Select(s => s.When).OfType<ShowWhen>())
            if (bound.TryGetValue(when.Field, out var there) && there.Chosen && when.Values.Any(v => there.Options.All(o => o.Value != v)))
                found.Add($"“{there.Label}” has lost an option that a section hangs on.");
        return found;
    }

    private static void Sections(FormDefinition form, FormSection section, Dictionary<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(section.Title) || section.Title.Length > ClaimReader.LongestLine)
            wrong.TryAdd("sections", "Give each section a title, up to 200 characters.");
        if (section.When is not { } when)
            return;
        if (when.Values.Count == 0)
            wrong.TryAdd("sections", $"Say for which values “{section.Title}” is shown.");
        if (form.Sections.FirstOrDefault(s => s.Fields.Any(f => f.Key == when.Field)) is not { When: null })
            wrong.TryAdd("sections", $"“{section.Title}” hangs on a field that the form does not always show.");
    }

    private static string? Why(
        FormSection section,
        FormField field,
        IReadOnlyCollection<string> demanded,
        IReadOnlyDictionary<string, BoundField> bound
    )
    {
        if (new[] { field.Label, field.Help, field.Default }.Any(t => t?.Length > ClaimReader.LongestLine))
            return "Keep label, help and default within 200 characters.";
        if (!FormFields.IsOwn(field.Key) && !bound.ContainsKey(field.Key))
            return "The CRM has no such field, or it may not be written.";
        if (field.Default is { } typed && bound.TryGetValue(field.Key, out var there) && FormReader.Read(there, typed).Fault is { } fault)
            return $"The default does not fit: {fault}";
        var empty = string.IsNullOrWhiteSpace(field.Default);
        if (field.Key == FormFields.Company)
            return field.Mode is not FieldMode.Asked || section.When is not null
                ? "Every claim names its company: it is always asked."
                : null;
        if (field.Mode is not FieldMode.Asked && empty && field.Required)
            return "It is required, and nobody can fill it in: give it a default.";
        var required =
            demanded.Contains(field.Key) ? $"{Label(field.Key)} is required by the policy"
            : bound.TryGetValue(field.Key, out var needed) && needed.Required ? ByCrm(needed)
            : null;
        if (required is null)
            return null;
        if (section.When is not null)
            return $"{required}, so it cannot hang on a condition.";
        return field.Mode is not FieldMode.Asked && empty
            ? $"{required}, so it cannot be {(field.Mode is FieldMode.Hidden ? "hidden" : "locked")} without a default."
            : null;
    }

    private static IEnumerable<BoundField> Lacking(FormDefinition form, IReadOnlyDictionary<string, BoundField> bound) =>
        bound.Values.Where(b => b.Required && form.Fields.All(f => f.Key != b.Key));

    private static string ByCrm(BoundField field) => $"“{field.Label}” is required by the CRM of every new record";

    private static string Label(string key) => $"“{FormFields.Label(key)}”";
}
