using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Engagement.Portal;

/// <summary>What the page of one announcement does, in the portal and behind a personal link alike.</summary>
public abstract class NewsPageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    protected NewsQuery Query { get; set; } = default!;

    [Inject]
    protected ReadNews Reading { get; set; } = default!;

    /// <summary>The kind of registration that waits for this to be confirmed.</summary>
    [SupplyParameterFromQuery(Name = "register")]
    protected string? Waiting { get; set; }

    [SupplyParameterFromForm(FormName = "confirm")]
    protected ConfirmForm? Input { get; set; }

    [SupplyParameterFromForm(FormName = "language")]
    protected LanguageForm? Language { get; set; }

    protected NewsView? View { get; private set; }
    protected Problem? Problem { get; private set; }

    /// <summary>The address of this page.</summary>
    protected abstract string Here { get; }

    /// <summary>The form from which they came; null: from nowhere.</summary>
    protected string? Back =>
        Enum.TryParse<Registrations.Rules.RegistrationKind>(Waiting, out var kind) && Enum.IsDefined(kind) ? Form(kind) : null;

    protected abstract string Form(Registrations.Rules.RegistrationKind kind);

    protected override async Task OnInitializedAsync()
    {
        await Load();
        if (View is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (HttpMethods.IsGet(Http.Request.Method))
            await Reading.Opened(View.Line.Id, Http.RequestAborted);
    }

    protected async Task Confirm() =>
        await Done(await Reading.Confirm(View!.Line.Id, Input?.Text ?? 0, Http.RequestAborted), "Thank you. It is confirmed.");

    protected async Task Prefer() => await Done(await Reading.Prefer(View!.Line.Id, Language?.Code, Http.RequestAborted), null);

    private async Task Load() => View = Ids.TryParse<AnnouncementId>(Id, out var id) ? await Query.Load(id, Http.RequestAborted) : null;

    private async Task Done(Result result, string? said)
    {
        if (result.Ok)
        {
            if (said is not null)
                Said.Next(Http, said);
            SeeOther.To(Http, Here + (Back is null ? "" : "?register=" + Waiting));
            return;
        }
        Refusal.Set(Http, Problem = result.Problem);
        await Load();
    }

    public sealed class ConfirmForm
    {
        public int Text { get; set; }
    }

    public sealed class LanguageForm
    {
        public string? Code { get; set; }
    }
}
