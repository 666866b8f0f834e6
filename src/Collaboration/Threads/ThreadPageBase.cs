using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Collaboration.Threads;

/// <summary>What every page of a conversation does alike, whoever looks: shows it, remembers that it was read, takes what is said and done.</summary>
public abstract class ThreadPageBase : ComponentBase
{
    /// <summary>The form that carries every click on a reaction; its value is <c>{message}:{kind}</c>.</summary>
    public const string ReactForm = "react";

    /// <summary>The form that carries every click on a task; its value is <c>{task}:done</c> or <c>{task}:open</c>.</summary>
    public const string TaskDoForm = "task-do";

    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected ThreadQuery Query { get; set; } = default!;

    [Inject]
    protected PostMessage PostAct { get; set; } = default!;

    [Inject]
    protected TaskDesk TaskAct { get; set; } = default!;

    [Inject]
    protected React ReactAct { get; set; } = default!;

    [SupplyParameterFromForm(FormName = MessageForm.Name)]
    public MessageForm? MessageInput { get; set; }

    [SupplyParameterFromForm(FormName = TaskForm.Name)]
    public TaskForm? TaskInput { get; set; }

    [SupplyParameterFromForm(FormName = ReactForm, Name = "React")]
    public string? Reacted { get; set; }

    [SupplyParameterFromForm(FormName = TaskDoForm, Name = "Task")]
    public string? TaskDone { get; set; }

    public ThreadView? View { get; private set; }
    public Problem? Problem { get; private set; }

    /// <summary>The record's own page; null: it has none for whoever looks.</summary>
    public virtual string? RecordPage => View?.Record;

    /// <summary>This page.</summary>
    public abstract string Here { get; }

    /// <summary>In front of the address of a file.</summary>
    public abstract string Files { get; }

    /// <summary>The workspace's part of addresses, for staff; empty otherwise.</summary>
    public virtual string StaffSlug => "";

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

    internal async Task Post()
    {
        if (View is null)
            return;
        var files = await Uploads.Of(Http.Request, Http.RequestAborted);
        Ended(await PostAct.Run((MessageInput ?? new()).Input(View.About, files), Http.RequestAborted), "Sent.", "");
    }

    internal async Task AddTask()
    {
        if (View is not null)
            Ended(await TaskAct.Add((TaskInput ?? new()).Input(View.About), Http.RequestAborted), "The task stands.", "#tasks");
    }

    internal async Task DoTask()
    {
        if (View is null)
            return;
        var (task, verb) = Clicked(TaskDone);
        Ended(
            verb == "open"
                ? await TaskAct.Reopen(View.About, task, Http.RequestAborted)
                : await TaskAct.Finish(View.About, task, Http.RequestAborted),
            verb == "open" ? "The task is open again." : "Done.",
            "#tasks"
        );
    }

    internal async Task Say()
    {
        if (View is null)
            return;
        var (message, kind) = Clicked(Reacted);
        Ended(
            Enum.TryParse<ReactionKind>(kind, out var what) && Enum.IsDefined(what)
                ? await ReactAct.Run(View.About, message, what, Http.RequestAborted)
                : Refusals.NoMessage,
            null,
            $"#m-{message:N}"
        );
    }

    private static (Guid Id, string Verb) Clicked(string? value) =>
        value?.Split(':') is [var id, var verb] && Guid.TryParse(id, out var key) ? (key, verb) : (default, "");

    private void Ended(Result done, string? said, string anchor)
    {
        if (!done.Ok)
        {
            Refusal.Set(Http, Problem = done.Problem);
            return;
        }
        if (said is not null)
            Said.Next(Http, said);
        SeeOther.To(Http, Here + anchor);
    }
}
