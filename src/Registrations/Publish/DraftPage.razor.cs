using Entente.Platform.Values;
using Entente.Portal.Shell;
using Entente.Registrations.Rules;
using Entente.Ui.Pages;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Publish;

public sealed partial class DraftPage
{
    private static readonly IReadOnlyDictionary<string, string> NoFaults = new Dictionary<string, string>(StringComparer.Ordinal);

    private PolicyForm? form;
    private PolicyState? state;
    private Problem? problem;
    private string posted = "";
    private IReadOnlyDictionary<string, string> faults = NoFaults;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public string Slug { get; set; } = "";

    [SupplyParameterFromForm(FormName = "draft")]
    private PolicyForm? Input { get; set; }

    [SupplyParameterFromForm]
    private MoveForm? Moved { get; set; }

    [SupplyParameterFromForm(FormName = "publish")]
    private OutForm? Out { get; set; }

    private string Root => $"/w/{Slug}/settings/policy/draft";

    private string Lede =>
        state!.Draft is null
            ? "Nothing is being prepared."
            : $"The draft of version {state.Newest + 1}, begun from version {state.Draft.BasedOn}. Version {state.InForce.Version} is in force until you publish.";

    // What already contradicts itself is shown while it is prepared; a draft may be unfinished.
    private Problem? Shown =>
        faults.Where(f => !f.Key.StartsWith("rules.", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value)
            is { Count: > 0 } own
            ? PolicyFaults.Of(own)
            : null;

    protected override async Task OnInitializedAsync()
    {
        state = await Shelf.Load(Http.RequestAborted);
        if (state.Draft is not { } draft)
            return;
        form = Input ?? PolicyForm.Of(draft.Version, draft.Policy);
        faults = PolicyCheck.Wrong(draft.Policy);
    }

    private async Task Begin() => Done("begin", await Act.Begin(Http.RequestAborted), "The draft is begun.");

    private async Task Keep()
    {
        var (policy, unread) = form!.Read(state!.Draft!.Policy);
        Done("draft", await Act.Keep(policy, unread, form.Seen, Http.RequestAborted), "The draft is kept. Nothing is published yet.");
    }

    private async Task Move()
    {
        var (name, seen) = (Moved?.Name ?? "", Moved?.Seen ?? 0);
        var result =
            Moved?.Do == "raise" ? await Act.Raise(name, seen, Http.RequestAborted) : await Act.Remove(name, seen, Http.RequestAborted);
        Done("move", result, Moved?.Do == "raise" ? "The rule moved up." : "The rule is removed.");
    }

    private async Task Publish()
    {
        var unread = new Dictionary<string, string>(StringComparer.Ordinal);
        DateOnly? from = null;
        if (!string.IsNullOrWhiteSpace(Out?.From))
        {
            if (PolicyForm.Day(Out.From.Trim(), out var day))
                from = day;
            else
                unread["from"] = "There is no such date. Write it like 2026-05-29.";
        }
        var input = new PublishInput(Out?.Seen ?? 0, state!.Draft!.Policy, Out?.Note, unread, from) { Draft = Out?.Draft };
        var result = await Publishing.Run(input, Http.RequestAborted);
        Done(
            "publish",
            result.Ok ? Result.Done : result.Problem,
            result.Ok ? $"Version {result.Value} is published." : "",
            $"/w/{Slug}/settings/policy/history"
        );
    }

    private async Task Discard() => Done("move", await Act.Discard(Moved?.Seen ?? 0, Http.RequestAborted), "The draft is discarded.");

    private async Task CarryOn() =>
        Done(
            "move",
            await Act.CarryOn(Moved?.Newest ?? 0, Moved?.Seen ?? 0, Http.RequestAborted),
            "The draft carries on after the newest version."
        );

    private void Done(string form, Result result, string said, string? where = null)
    {
        posted = form;
        if (result.Ok)
        {
            Said.Next(Http, said);
            SeeOther.To(Http, where ?? Root);
            return;
        }
        Refusal.Set(Http, problem = result.Problem);
    }

    private sealed class MoveForm
    {
        public int Seen { get; set; }
        public string? Name { get; set; }
        public int Newest { get; set; }
        public string? Do { get; set; }
    }

    private sealed class OutForm
    {
        public int Seen { get; set; }
        public int Draft { get; set; }
        public string? From { get; set; }
        public string? Note { get; set; }
    }
}
