using Entente.Collaboration.Slack.People;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Slack.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary><c>/entente</c>: who one is here, and whose a channel is.</summary>
internal sealed class MapInSlack(SlackLinks links, SlackAnswers answers)
{
    private const string Help =
        "/entente me links your account. /entente link and a partner’s name makes this channel that partner’s; /entente unlink ends that. /register sends a deal, /deal shows how yours stand.";

    public async Task<SlackOutcome> Run(SlackActing by, CancellationToken ct)
    {
        var words = by.Call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["me", ..] => await Me(by, ct),
            ["link", var partner] => await Say(by, await Channels(by).MapByName(by.Call.Channel, partner, ct), ct),
            ["unlink", ..] => await Say(by, await Channels(by).Unmap(by.Call.Channel, ct), ct),
            _ => await answers.Say(by.Visit, "help", Help, ct),
        };
    }

    private static SlackChannels Channels(SlackActing by) => by.Services.GetRequiredService<SlackChannels>();

    private async Task<SlackOutcome> Me(SlackActing by, CancellationToken ct)
    {
        var link = await links.Issue(by.Call.User, ct);
        return await answers.Say(
            by.Visit,
            "who they are",
            SlackWords.Of(
                $"You act as {SlackText.Escape(by.Actor.Name)}. To act as somebody else, or to be told here, link this account.",
                SlackBlocks.Actions(SlackBlocks.LinkButton("Link my account", link))
            ),
            ct
        );
    }

    private Task<SlackOutcome> Say(SlackActing by, Platform.Values.Result<string> done, CancellationToken ct) =>
        answers.Say(by.Visit, done.Ok ? "channel changed" : done.Problem.Code, done.Ok ? done.Value : done.Problem.Message, ct);
}
