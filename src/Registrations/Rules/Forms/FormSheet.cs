using Entente.Crm.Port;

namespace Entente.Registrations.Rules.Forms;

/// <summary>One question as it is shown and judged.</summary>
/// <param name="Bound">The CRM's field behind it; null: one of the claim's own.</param>
public sealed record Question(FormField Field, string Label, bool Required, BoundField? Bound)
{
    public string Key => Field.Key;
    public string? Help => Field.Help;
    public FieldMode Mode => Field.Mode;

    /// <summary>The name of its input.</summary>
    public string Input => Bound is null ? "Input." + char.ToUpperInvariant(Key[0]) + Key[1..] : $"Input.Custom.{Key}";
}

public sealed record SheetSection(string Title, string? Help, bool Folded, ShowWhen? When, IReadOnlyList<Question> Questions);

/// <summary>
/// A form as it holds now: the policy's required fields are in it whatever it says, what the CRM requires is asked, and what it has no more is left
/// out. Pure.
/// </summary>
public sealed record FormSheet(IReadOnlyList<SheetSection> Sections)
{
    public IEnumerable<Question> Questions => Sections.SelectMany(s => s.Questions);

    /// <param name="demanded">Keys that the policy requires of this claim.</param>
    /// <param name="bound">What the CRM has, by key.</param>
    public static FormSheet Of(FormDefinition form, IReadOnlyCollection<string> demanded, IReadOnlyDictionary<string, BoundField> bound)
    {
        var (sections, asked) = (new List<SheetSection>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var section in form.Sections)
        {
            // A condition on a field that is gone can never be met, and can never be looked at: the section is always shown.
            var when = section.When is { } w && Known(form, w.Field, bound) ? w : null;
            var questions = new List<Question>();
            foreach (var field in section.Fields)
            {
                var must = field.Key == FormFields.Company || demanded.Contains(field.Key);
                // What the policy demands of every such claim cannot hang on a condition, nor be left empty by us.
                if (!asked.Contains(field.Key) && !(must && when is not null) && Question(field, must, bound) is { } question)
                {
                    questions.Add(question);
                    asked.Add(field.Key);
                }
            }
            sections.Add(new(section.Title, section.Help, section.Folded, when, questions));
        }
        var lacking = demanded.Append(FormFields.Company).Distinct().Where(k => FormFields.IsOwn(k) && !asked.Contains(k)).ToList();
        if (lacking.Count > 0)
            sections.Insert(0, new("Also needed", null, false, null, [.. lacking.Select(k => Question(new(k), true, bound)!)]));
        return new([.. Unfolded(sections).Where(s => s.Questions.Count > 0)]);
    }

    /// <summary>Whether a section is for the claim, as far as its other fields say.</summary>
    public static bool Shows(SheetSection section, Func<string, string?> value) =>
        section.When is not { } when
        || (value(when.Field) ?? "").Split(';').Any(v => when.Values.Contains(v.Trim(), StringComparer.OrdinalIgnoreCase));

    private static bool Known(FormDefinition form, string key, IReadOnlyDictionary<string, BoundField> bound) =>
        form.Fields.Any(f => f.Key == key) && (FormFields.IsOwn(key) || bound.ContainsKey(key));

    private static Question? Question(FormField field, bool must, IReadOnlyDictionary<string, BoundField> bound)
    {
        var own = FormFields.IsOwn(field.Key);
        if (!own && !bound.ContainsKey(field.Key))
            return null;
        var source = own ? null : bound[field.Key];
        must = must || source is { Required: true };
        var asked = must && field.Mode is not FieldMode.Asked && string.IsNullOrWhiteSpace(field.Default);
        return new(
            asked ? field with { Mode = FieldMode.Asked } : field,
            field.Label ?? source?.Label ?? FormFields.Label(field.Key),
            must || field.Required,
            source
        );
    }

    // What must be filled in stands in front of the fold.
    private static List<SheetSection> Unfolded(List<SheetSection> sections)
    {
        var shown = new List<SheetSection>();
        foreach (var section in sections)
        {
            var required = section.Folded && section.When is null ? section.Questions.Where(q => q.Required).ToList() : [];
            if (required.Count > 0 && shown.FindLastIndex(s => !s.Folded && s.When is null) is var at && at >= 0)
            {
                shown[at] = shown[at] with { Questions = [.. shown[at].Questions, .. required] };
                shown.Add(section with { Questions = [.. section.Questions.Except(required)] });
            }
            else
            {
                shown.Add(section with { Folded = section.Folded && required.Count == 0 });
            }
        }
        return shown;
    }
}
