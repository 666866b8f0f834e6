using System.Globalization;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Forms;
using Entente.Ui.Pages;
using Entente.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Safelist;

public sealed partial class FieldsPage
{
    private static readonly string[] Shown =
    [
        SafeObjects.Opportunity,
        SafeObjects.Account,
        SafeObjects.Contact,
        SafeObjects.Registration,
        SafeObjects.Lead,
    ];

    private SafelistState? state;
    private MatrixSlice slice = new(SafeObjects.Opportunity, null, null, null, null);
    private IReadOnlyList<MatrixColumn> columns = [];
    private IReadOnlyList<MatrixGroup> groups = [];
    private IFormCollection? form;
    private Problem? problem;
    private string posted = "";
    private string? preset;
    private string? type;
    private bool everyType;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Slug { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Object { get; set; }

    [SupplyParameterFromQuery]
    private string? Tier { get; set; }

    [SupplyParameterFromQuery]
    private string? Role { get; set; }

    [SupplyParameterFromQuery]
    private string? Region { get; set; }

    [SupplyParameterFromQuery]
    private string? Stage { get; set; }

    [SupplyParameterFromQuery(Name = "types")]
    private string? WhichTypes { get; set; }

    private string Root => $"/w/{Slug}/settings/fields";

    private string Seen => form?["Seen"].ToString() ?? state!.Draft?.ToString(CultureInfo.InvariantCulture) ?? "";

    private IReadOnlyList<Option> Presets => [.. SafelistPresets.All.Select(p => new Option(p.Name, $"{p.Label}: {p.Says}"))];

    private IReadOnlyList<Option> Types => [.. state!.Segments.Types.Select(t => new Option(t.Name, t.Label))];

    private IReadOnlyList<ViewLink> Objects =>
        [.. Shown.Select(o => new ViewLink(Address(slice with { Object = o, Stage = null }), SafelistText.Object(o), o == slice.Object))];

    protected override async Task OnInitializedAsync()
    {
        state = await Shelf.Load(Http.RequestAborted);
        var of = Shown.FirstOrDefault(o => o == Object) ?? SafeObjects.Opportunity;
        slice = new(
            of,
            state.Segments.Tiers.FirstOrDefault(t => t.Name == Tier)?.Name,
            Enum.GetNames<PartnerRole>().FirstOrDefault(r => r == Role),
            state.Segments.Regions.FirstOrDefault(r => r.Name == Region)?.Name,
            state.StagesOf(of).FirstOrDefault(s => s == Stage)
        );
        everyType = WhichTypes == "all";
        columns = Matrix.Columns(state, slice, everyType);
        groups = Matrix.Groups(state, slice, columns);
    }

    private static IEnumerable<Visibility> Words(CatalogField field) => Enum.GetValues<Visibility>().Where(v => v <= field.Most);

    private string Chosen(MatrixCell cell) =>
        posted == "matrix" && form is { } sent && sent.ContainsKey(cell.Name) ? sent[cell.Name].ToString()
        : cell.Word is { } word ? word.ToString().ToLowerInvariant()
        : cell.Name.StartsWith(Matrix.Everybody + ":", StringComparison.Ordinal) && slice.Whole ? "hidden"
        : "";

    private string? Fault(CatalogField field) =>
        posted == "matrix" ? problem?.Fields?.GetValueOrDefault($"{field.Object}.{field.Name}") : null;

    private async Task Save()
    {
        form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        var (words, wrong) = Matrix.Read(form, state!, slice, columns);
        Done("matrix", wrong.Count > 0 ? SafelistFaults.Of(wrong) : await Act.Say(words, Draft(form), Http.RequestAborted));
    }

    private async Task Preset()
    {
        var sent = await Http.Request.ReadFormAsync(Http.RequestAborted);
        (preset, type) = (sent["Preset"], sent["Type"]);
        Done("preset", await Act.Apply(preset, type, Draft(sent), Http.RequestAborted));
    }

    private void Done(string which, Result<int> result)
    {
        posted = which;
        if (result.Ok)
            SeeOther.To(Http, Address(slice));
        else
            Refusal.Set(Http, problem = result.Problem);
    }

    private static int? Draft(IFormCollection sent) =>
        int.TryParse(sent["Seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    private string Address(MatrixSlice to)
    {
        var query = new (string Name, string? Value)[]
        {
            ("object", to.Object),
            ("tier", to.Tier),
            ("role", to.Role),
            ("region", to.Region),
            ("stage", to.Stage),
            ("types", everyType ? "all" : null),
        };
        return Root + QueryString.Create(query.Where(q => q.Value is not null).Select(q => KeyValuePair.Create(q.Name, q.Value)));
    }
}
