using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Forms;

/// <summary>The editor of a form as the browser sends it: some rows of sections, one row for each field.</summary>
public sealed class FormEditor
{
    public const string Off = "off";
    public const string Required = "required";

    public int Seen { get; set; }
    public string? Act { get; set; }

    /// <summary>Key of a field of the CRM to be added.</summary>
    public string? Add { get; set; }
    public List<SectionRow> Sections { get; set; } = [];
    public List<FieldRow> Fields { get; set; } = [];

    public sealed class SectionRow
    {
        public string? Title { get; set; }
        public string? Help { get; set; }
        public bool Folded { get; set; }
        public string? WhenField { get; set; }

        /// <summary>With semicolons between.</summary>
        public string? WhenValues { get; set; }
    }

    public sealed class FieldRow
    {
        public string Key { get; set; } = "";

        /// <summary>From 1.</summary>
        public int Section { get; set; } = 1;
        public int Place { get; set; }

        /// <summary><c>off</c>, <c>asked</c>, <c>required</c>, <c>locked</c>, <c>hidden</c>.</summary>
        public string? Mode { get; set; }
        public string? Label { get; set; }
        public string? Help { get; set; }
        public string? Default { get; set; }
    }

    public static FormEditor Of(FormDefinition form, int seen)
    {
        var editor = new FormEditor { Seen = seen };
        foreach (var (section, at) in form.Sections.Select((s, i) => (s, i + 1)))
        {
            editor.Sections.Add(
                new()
                {
                    Title = section.Title,
                    Help = section.Help,
                    Folded = section.Folded,
                    WhenField = section.When?.Field,
                    WhenValues = section.When is { } when ? string.Join("; ", when.Values) : null,
                }
            );
            editor.Fields.AddRange(
                section.Fields.Select(
                    (f, i) =>
                        new FieldRow
                        {
                            Key = f.Key,
                            Section = at,
                            Place = (i + 1) * 10,
                            Mode = f is { Mode: FieldMode.Asked, Required: true } ? Required : f.Mode.ToString().ToLowerInvariant(),
                            Label = f.Label,
                            Help = f.Help,
                            Default = f.Default,
                        }
                )
            );
        }
        var absent = FormFields.All.Where(f => editor.Fields.TrueForAll(r => r.Key != f.Key));
        editor.Fields.AddRange(absent.Select(f => new FieldRow { Key = f.Key, Mode = Off }));
        return editor;
    }

    /// <summary>The form that was drawn; sections without a title and fields that are off are left out.</summary>
    public FormDefinition Read()
    {
        var rows = Fields.ToList();
        if (FormFields.Crm(Add ?? "") is not null && rows.TrueForAll(r => r.Key != Add))
            rows.Add(
                new()
                {
                    Key = Add!,
                    Mode = "asked",
                    Section = Math.Max(1, Titled.Count),
                    Place = int.MaxValue,
                }
            );
        var known = rows.Where(r => FormFields.IsOwn(r.Key) || FormFields.Crm(r.Key) is not null).ToList();
        return new([
            .. Titled.Select(
                (s, i) =>
                    new FormSection(
                        ClaimReader.OneLine(s.Title)!,
                        [
                            .. known
                                .Where(r => r.Mode is not (null or Off) && Math.Clamp(r.Section, 1, Titled.Count) == i + 1)
                                .OrderBy(r => r.Place)
                                .Select(Field),
                        ],
                        ClaimReader.OneLine(s.Help),
                        s.Folded,
                        ClaimReader.OneLine(s.WhenField) is { } field
                            ? new(
                                field,
                                (s.WhenValues ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                            )
                            : null
                    )
            ),
        ]);
    }

    private List<SectionRow> Titled => Sections.FindAll(s => ClaimReader.OneLine(s.Title) is not null);

    private static FormField Field(FieldRow row) =>
        new(
            row.Key,
            row.Mode switch
            {
                "locked" => FieldMode.Locked,
                "hidden" => FieldMode.Hidden,
                _ => FieldMode.Asked,
            },
            row.Mode == Required,
            ClaimReader.OneLine(row.Label),
            ClaimReader.OneLine(row.Help),
            ClaimReader.OneLine(row.Default)
        );
}
