using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Registrations.Answer;
using Entente.Registrations.Evidence;
using Entente.Registrations.Meet;
using Entente.Registrations.Withdraw;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Status;

/// <summary>What the status page by link and the deal room do alike: they show one registration and take its partner's forms.</summary>
public abstract class StatusPageBase : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected StatusQuery Query { get; set; } = default!;

    [Inject]
    protected AnswerQuestion AnswerAct { get; set; } = default!;

    [Inject]
    protected WithdrawRegistration WithdrawAct { get; set; } = default!;

    [Inject]
    protected LogFirstMeeting MeetAct { get; set; } = default!;

    [Inject]
    protected PartnerActs Acts { get; set; } = default!;

    [Inject]
    protected Platform.Audit.Reads Reads { get; set; } = default!;

    [Inject]
    protected IEnumerable<IClaimBeside> Rooms { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "answer")]
    protected AnswerForm? Input { get; set; }

    [SupplyParameterFromForm(FormName = PartnerActs.Tell)]
    protected PartnerActForm? Tell { get; set; }

    [SupplyParameterFromForm(FormName = PartnerActs.Extend)]
    protected PartnerActForm? Extend { get; set; }

    [SupplyParameterFromForm(FormName = PartnerActs.Postpone)]
    protected PartnerActForm? Postpone { get; set; }

    [SupplyParameterFromForm(FormName = PartnerActs.Appeal)]
    protected PartnerActForm? Appeal { get; set; }

    [SupplyParameterFromForm(FormName = PartnerActs.Confirm)]
    protected PartnerActForm? Confirm { get; set; }

    [Inject]
    protected ListFiles FilesQuery { get; set; } = default!;

    protected IReadOnlyList<FileLine> Files { get; private set; } = [];

    protected StatusView? View { get; private set; }
    protected StatusForms Forms { get; private set; } = new(null, null, null);

    /// <summary>What higher rooms show beside it.</summary>
    protected IReadOnlyList<RenderFragment> Beside { get; private set; } = [];

    /// <summary>The address of this page.</summary>
    protected abstract string Here { get; }

    protected abstract Task<StatusView?> Load();

    protected override async Task OnInitializedAsync()
    {
        var posted = Http.Request.HasFormContentType
            ? (await Http.Request.ReadFormAsync(Http.RequestAborted))["_handler"].ToString()
            : null;
        Forms = new(posted, null, Tell ?? Extend ?? Postpone ?? Appeal ?? Confirm) { Answer = Input?.Answer };
        View = await Load();
        if (View is not null)
            Files = await FilesQuery.Of(View.Number, Http.RequestAborted);
        if (View is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
        {
            Reads.Note(View.Id.Subject);
            Beside = await Shown(View.Id);
        }
    }

    private async Task<IReadOnlyList<RenderFragment>> Shown(RegistrationId claim)
    {
        var parts = new List<RenderFragment>();
        foreach (var room in Rooms)
            if (await room.ForPartner(claim, Here, Http.RequestAborted) is { } part)
                parts.Add(part);
        return parts;
    }

    protected async Task SendAnswer() =>
        await Done(
            await AnswerAct.Run(
                new(View!.Number, Input?.Answer) { Files = await AttachFiles.Of(Http.Request, Http.RequestAborted) },
                Http.RequestAborted
            ),
            "Thank you. Our clock runs again."
        );

    protected async Task Meet() => await Done(await MeetAct.Run(View!.Number, Http.RequestAborted), "The first meeting is on record.");

    protected async Task Withdraw() =>
        await Done(await WithdrawAct.Run(View!.Number, Http.RequestAborted), "Withdrawn. The company is free again.");

    protected async Task Act(string form)
    {
        var input = Forms.Input ?? new();
        input.Take(await AttachFiles.Of(Http.Request, Http.RequestAborted));
        var (problem, said) = await Acts.Run(form, View!.Number, input, Http.RequestAborted);
        await Done(problem, said);
    }

    private Task Done(Result result, string said) => Done(result.Ok ? null : result.Problem, said);

    private async Task Done(Problem? problem, string said)
    {
        if (problem is null)
        {
            Said.Next(Http, said);
            SeeOther.To(Http, Here);
            return;
        }
        View = await Load();
        Forms = Forms with { Problem = problem };
        Refusal.Set(Http, problem);
    }
}

/// <summary>What was posted to a status page, and what came of it.</summary>
/// <param name="Posted">The form's name; null: nothing was.</param>
/// <param name="Problem">Why it was refused.</param>
/// <param name="Input">One of the smaller forms, to fill it again.</param>
public sealed record StatusForms(string? Posted, Problem? Problem, PartnerActForm? Input)
{
    /// <summary>The answer to a question, to fill it again.</summary>
    public string? Answer { get; init; }

    public Problem? ProblemOf(string form) => Posted == form && Problem is { Fields: not null } ? Problem : null;

    public PartnerActForm? InputOf(string form) => Posted == form ? Input : null;
}
