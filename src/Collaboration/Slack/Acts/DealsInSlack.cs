using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary><c>/deal</c>: how one’s own deals stand, as the portal would say it.</summary>
internal sealed class DealsInSlack(SlackAnswers answers)
{
    private const int Most = 10;

    public async Task<SlackOutcome> Run(SlackActing by, CancellationToken ct)
    {
        var number = by.Call.Text.Length is > 0 and <= 40 ? by.Call.Text : null;
        if (by.Actor.IsStaff)
            return await answers.Say(
                by.Visit,
                "staff",
                SlackWords.Of(
                    "This shows partners their own deals.",
                    SlackBlocks.Actions(
                        SlackBlocks.LinkButton("Open registrations", answers.Url($"/w/{by.Visit.Workspace.Slug}/registrations"))
                    )
                ),
                ct
            );
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return SlackOutcome.Done("nobody takes claims");
        var own = await room.Own(number, ct);
        if (own.Count == 0)
            return await answers.Say(
                by.Visit,
                "no deals",
                number is null
                    ? "You have no registrations yet. Type /register to send the first one."
                    : "You have no registration with this number.",
                ct
            );
        var lines = own.Take(Most)
            .Select(d =>
                SlackBlocks.Section(
                    $"*{SlackText.Link(answers.Url(d.Path), d.Number)}* {SlackText.Escape(ChatText.Short(d.Title, 200))} · {SlackText.Escape(d.State)}\n{SlackText.Escape(ChatText.Short(d.Next, 300))}"
                )
            );
        var more =
            own.Count > Most ? [SlackBlocks.Context($"The first {Most}. `/deal DR-1048` shows one of them.")] : Array.Empty<JsonObject>();
        return await answers.Say(by.Visit, "deals shown", new SlackWords("How your deals stand", [.. lines, .. more]), ct);
    }
}
