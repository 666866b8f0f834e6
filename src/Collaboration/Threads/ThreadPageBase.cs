using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Collaboration.Threads;

/// <summary>What every page of a conversation does alike, whoever looks: shows it, remembers that it was read, takes what is said.</summary>
public abstract class ThreadPageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected ThreadQuery Query { get; set; } = default!;

    [Inject]
    protected PostMessage PostAct { get; set; } = default!;

    [SupplyParameterFromForm(FormName = MessageForm.Name)]
    protected MessageForm? MessageInput { get; set; }

    protected ThreadView? View { get; private set; }
    protected Problem? Problem { get; private set; }

    /// <summary>The record's own page; this one lies below, as <c>/messages</c>.</summary>
    protected abstract string Back { get; }

    /// <summary>The record; null when there is none for whoever looks.</summary>
    protected abstract Task<SubjectRef?> About();

    protected override async Task OnInitializedAsync()
    {
        var ct = Http.RequestAborted;
        if (await About() is { } about)
            View = await Query.Load(about, ThreadQuery.Most, ct);
        if (View is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await Query.Read(View, ct);
    }

    protected async Task Post()
    {
        if (View is null)
            return;
        var done = await PostAct.Run((MessageInput ?? new()).Input(View.About), Http.RequestAborted);
        if (done.Ok)
        {
            Said.Next(Http, "Sent.");
            SeeOther.To(Http, Back + "/messages");
            return;
        }
        Refusal.Set(Http, Problem = done.Problem);
    }
}
