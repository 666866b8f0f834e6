using Entente.Onboarding.Accept;
using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Onboarding.Portal;

/// <summary>What the page of one agreement does, in the portal and behind a personal link alike; behind a link nothing is accepted.</summary>
public abstract class AgreementPageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    protected OwnAgreements Own { get; set; } = default!;

    [Inject]
    protected AcceptAgreement Act { get; set; } = default!;

    /// <summary>The kind of registration that waits for this to be accepted.</summary>
    [SupplyParameterFromQuery(Name = "register")]
    protected string? Waiting { get; set; }

    /// <summary>Another version that they may read.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    protected int? Version { get; set; }

    [SupplyParameterFromForm(FormName = "accept")]
    protected AcceptForm? Input { get; set; }

    protected OwnAgreementView? View { get; private set; }
    protected Problem? Problem { get; private set; }

    /// <summary>Who may accept, in a sentence; for those who may not.</summary>
    protected string Who { get; private set; } = "";

    /// <summary>The address of this page.</summary>
    protected abstract string Here { get; }

    /// <summary>The form from which they came; null: from nowhere.</summary>
    protected string? Back =>
        Enum.TryParse<Registrations.Rules.RegistrationKind>(Waiting, out var kind) && Enum.IsDefined(kind) ? Form(kind) : null;

    protected abstract string Form(Registrations.Rules.RegistrationKind kind);

    protected override async Task OnInitializedAsync()
    {
        // A post is about what waits now.
        await Load(Input is null ? Version : null);
        if (View is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    protected async Task Accept()
    {
        var done = await Act.Run(View!.Line.Id, Input?.Number ?? 0, Input?.Hash, Http.RequestAborted);
        if (done.Ok)
        {
            Said.Next(Http, "Thank you. It is accepted for your company.");
            SeeOther.To(Http, Here + (Back is null ? "" : "?register=" + Waiting));
            return;
        }
        Refusal.Set(Http, Problem = done.Problem);
        await Load(null);
    }

    private async Task Load(int? version)
    {
        View = Ids.TryParse<AgreementId>(Id, out var id) ? await Own.Load(id, version, Http.RequestAborted) : null;
        if (View is { Line.Waits: true } && !Own.SeesAccepting)
            Who = await Own.Who(Http.RequestAborted);
    }

    public sealed class AcceptForm
    {
        public int Number { get; set; }
        public string? Hash { get; set; }
    }
}
