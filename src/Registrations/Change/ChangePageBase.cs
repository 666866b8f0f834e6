using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Registrations.Submit;
using Entente.Ui.Pages;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Change;

/// <summary>What the change page by link and the one in the portal do alike.</summary>
public abstract class ChangePageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [CascadingParameter]
    protected ShellModel Shell { get; set; } = default!;

    [Inject]
    protected ChangeQuery Query { get; set; } = default!;

    [Inject]
    protected ChangeByForm Act { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "as")]
    protected string? As { get; set; }

    [SupplyParameterFromForm(FormName = "change")]
    protected RegisterForm? Input { get; set; }

    protected ChangeView? View { get; private set; }
    protected RegisterForm Form { get; private set; } = new();
    protected Problem? Problem { get; private set; }

    /// <summary>The address of the registration's own page.</summary>
    protected abstract string Back { get; }

    protected bool AsDeal => string.Equals(As, "deal", StringComparison.Ordinal);

    protected abstract Task<ChangeView?> Load();

    protected override async Task OnInitializedAsync()
    {
        View = await Load();
        Form = Input ?? View?.Form ?? new();
        if (View is not null)
            return;
        // Decided, changed or closed meanwhile: its own page says what it is now.
        if (Input is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            SeeOther.To(Http, Back);
    }

    protected async Task Submit()
    {
        if (View is null)
            return;
        var (problem, said) = await Act.Run(View, Form, Http.RequestAborted);
        if (problem is null)
        {
            Said.Next(Http, said);
            SeeOther.To(Http, Back);
            return;
        }
        Refusal.Set(Http, Problem = problem);
    }
}
