using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Onboarding.Journeys;

/// <summary>What a form of a journey's page says.</summary>
public sealed class JourneyInput
{
    public string? Do { get; set; }
    public string? Id { get; set; }
    public int Seen { get; set; }
    public string? Words { get; set; }

    /// <summary>To whom a step is given; empty: nobody.</summary>
    public string? Owner { get; set; }
}

/// <summary>What the page of a journey does, on both sides.</summary>
public abstract class JourneyPageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Slug { get; set; } = "";

    [Inject]
    protected JourneysQuery Query { get; set; } = default!;

    [Inject]
    protected CloseStep Closing { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "journey")]
    protected JourneyInput? Input { get; set; }

    protected JourneyView? View { get; set; }
    protected Problem? Problem { get; private set; }

    /// <summary>The address of this page.</summary>
    protected abstract string Here { get; }

    protected abstract Task Load();

    /// <summary>What else this side does.</summary>
    protected virtual Task<Result> Else(JourneyInput form) => Task.FromResult<Result>(Refusals.NoJourney);

    protected async Task Act()
    {
        var form = Input ?? new();
        var id = Ids.TryParse<JourneyStepId>(form.Id, out var step) ? step : default;
        var done = form.Do switch
        {
            "tick" => await Closing.Tick(id, form.Seen, form.Words, Http.RequestAborted),
            "skip" => await Closing.Skip(id, form.Seen, form.Words, Http.RequestAborted),
            "reopen" => await Closing.Reopen(id, form.Seen, Http.RequestAborted),
            _ => await Else(form),
        };
        if (done.Ok)
        {
            SeeOther.To(Http, Here);
            return;
        }
        Refusal.Set(Http, Problem = done.Problem);
        await Load();
    }
}
