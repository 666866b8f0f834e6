using Entente.Conflicts.Appeal;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Evidence;
using Entente.Pipeline.Credits;
using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Conflicts.Claims;

/// <summary>What the page by link and the one in the portal do alike.</summary>
public abstract class OwnClaimPageBase : ComponentBase
{
    public const string Evidence = "evidence";
    public const string Appeal = "appeal";
    public const string Complaint = "complaint";

    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected OwnClaimQuery Query { get; set; } = default!;

    [Inject]
    protected AddEvidence AddAct { get; set; } = default!;

    [Inject]
    protected AppealCase AppealAct { get; set; } = default!;

    [Inject]
    protected MakeComplaint ComplainAct { get; set; } = default!;

    [Inject]
    protected TalkShares Talk { get; set; } = default!;

    [SupplyParameterFromForm(FormName = Evidence)]
    protected OwnClaimForm? EvidenceInput { get; set; }

    [SupplyParameterFromForm(FormName = Appeal)]
    protected OwnClaimForm? AppealInput { get; set; }

    [SupplyParameterFromForm(FormName = Complaint)]
    protected ComplaintForm? ComplaintInput { get; set; }

    protected OwnClaimView? View { get; private set; }
    protected Problem? Problem { get; private set; }
    protected string? Posted { get; private set; }
    protected OfferForm? Offered { get; private set; }
    protected OwnClaimForm? Typed => EvidenceInput ?? AppealInput;

    /// <summary>The address of the registration's own page; this one lies below.</summary>
    protected abstract string Back { get; }

    protected abstract Task<OwnClaimView?> Load();

    protected override async Task OnInitializedAsync()
    {
        if (Http.Request.HasFormContentType)
        {
            var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
            (Posted, Offered) = (form["_handler"].ToString(), new(form["Role"], form["Share"], form["Words"]));
        }
        View = await Load();
        if (View is null)
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    protected async Task Act(string form)
    {
        if (View is null)
            return;
        var ct = Http.RequestAborted;
        var (done, said) = form switch
        {
            Evidence => (await AddAct.Run(View.Id, Typed?.Words, ct), "Thank you. It is on record."),
            Appeal => (await AppealAct.Run(View.Id, Typed?.Words, ct), "We have your appeal. Somebody who did not decide looks at it."),
            Complaint => (await Complain(ct), "We have your complaint. Somebody who did not decide about it answers."),
            _ => (
                await Share(form, ct),
                form == OwnCreditCard.Propose ? "Thank you. Your manager answers it." : "Thank you. It is on record."
            ),
        };
        if (done.Ok)
        {
            Said.Next(Http, said);
            SeeOther.To(Http, Back + "/evidence");
            return;
        }
        View = await Load();
        Refusal.Set(Http, Problem = done.Problem);
    }

    private async Task<Result> Complain(CancellationToken ct)
    {
        var made = await ComplainAct.Run(new(View!.Id, null, ComplaintInput?.Reason, ComplaintInput?.Words), ct);
        return made.Ok ? Result.Done : made.Problem;
    }

    private Task<Result> Share(string form, CancellationToken ct) =>
        View?.Credit is not { } credit ? Task.FromResult<Result>(Refusals.NoShare)
        : form == OwnCreditCard.Propose ? Talk.Offer(credit.Opportunity, null, new(Offered?.Role, Offered?.Share), Offered?.Words, ct)
        : Talk.Answer(credit.Opportunity, null, form == OwnCreditCard.Agree, null, ct);
}
