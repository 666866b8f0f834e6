using System.Globalization;
using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Share;

/// <summary>What both sides' pages of shares do alike.</summary>
public abstract class SharePageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected ShareDesk Desk { get; set; } = default!;

    [Parameter]
    public string Slug { get; set; } = "";

    [Parameter]
    public string Number { get; set; } = "";

    protected IReadOnlyList<ShareRow>? Rows { get; private set; }

    /// <summary>The address that was just made.</summary>
    protected string? Made { get; private set; }
    protected ShareInput? Typed { get; private set; }
    protected Problem? Wrong { get; private set; }

    protected abstract string Here { get; }

    protected override async Task OnInitializedAsync()
    {
        Rows = await Desk.List(Number, Http.RequestAborted);
        if (Rows is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // The answer to this one post shows the link, so it is not redirected: nothing but this page ever holds it.
    protected async Task Make()
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        Typed = new(
            form["ForWhom"].ToString(),
            form["Email"],
            form["Amounts"] == "true",
            int.TryParse(form["Days"], CultureInfo.InvariantCulture, out var days) ? days : 0
        );
        var done = await Desk.Make(Number, Typed, Http.RequestAborted);
        if (!done.Ok)
        {
            Refusal.Set(Http, Wrong = done.Problem);
            return;
        }
        (Made, Typed) = (done.Value, null);
        Rows = await Desk.List(Number, Http.RequestAborted);
    }

    protected async Task TakeBack()
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        var done = await Desk.TakeBack(Number, Guid.TryParse(form["Share"], out var id) ? id : Guid.Empty, Http.RequestAborted);
        if (!done.Ok)
        {
            Refusal.Set(Http, Wrong = done.Problem);
            return;
        }
        Said.Next(Http, "Taken back. The link opens nothing from now on.");
        SeeOther.To(Http, Here);
    }
}
