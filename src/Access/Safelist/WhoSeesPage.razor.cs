using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Safelist;

public sealed partial class WhoSeesPage
{
    private const int Choices = 50;

    private SafelistState? state;
    private IReadOnlyList<Looker> people = [];
    private IReadOnlyList<(string Object, IReadOnlyList<SafeRecordCard> Records)> records = [];
    private readonly List<Problem> problems = [];
    private PersonSight? sight;
    private FieldAudience? audience;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Slug { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Record { get; set; }

    [SupplyParameterFromQuery]
    private string? Object { get; set; }

    [SupplyParameterFromQuery]
    private string? Person { get; set; }

    [SupplyParameterFromQuery(Name = "field")]
    private string? FieldName { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var ct = Http.RequestAborted;
        (state, people, records) = (await Shelf.Load(ct), await Ask.People(ct), await Ask.Records(Choices, ct));
        if (string.IsNullOrWhiteSpace(Record))
            return;
        var of = Object ?? SafeObjects.Registration;
        if (string.IsNullOrEmpty(Person) && string.IsNullOrEmpty(FieldName))
            Refuse(Problem.Invalid("safelist.ask", "person", "Choose a person, or a field."));
        if (!string.IsNullOrEmpty(Person))
        {
            var sees = Ids.TryParse<PersonId>(Person, out var person) ? await Ask.Sees(person, of, Record, ct) : WhoSees.NoPerson;
            if (sees.Ok)
                sight = sees.Value;
            else
                Refuse(sees.Problem);
        }
        if (!string.IsNullOrEmpty(FieldName))
        {
            var who = await Ask.Who(of, Record, FieldName, ct);
            if (who.Ok)
                audience = who.Value;
            else
                Refuse(who.Problem);
        }
    }

    private void Refuse(Problem problem)
    {
        // Once: a record that is not there is told of once, whatever was asked of it.
        if (!problems.Exists(p => p.Code == problem.Code))
            problems.Add(problem);
        Refusal.Set(Http, problem);
    }

    private static Tone Look(Visibility visibility) =>
        visibility switch
        {
            Visibility.Editable => Ui.Tone.Ok,
            Visibility.Visible => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    private static string Of(PersonSight sight) =>
        $"{sight.Who.PartnerName}{(sight.Who.Role is { } role ? ", " + RoleNames.Of(role) : "")}. {Format.Number(sight.Fields.Count(f => f.Visibility is Visibility.Hidden))} of {Format.Number(sight.Fields.Count)} fields stay hidden.";
}
