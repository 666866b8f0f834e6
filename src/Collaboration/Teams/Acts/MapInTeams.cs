using Entente.Collaboration.Teams.People;
using Entente.Collaboration.Teams.Rules;
using Entente.Collaboration.Teams.Settings;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>Who one is here, and whose a channel is.</summary>
internal sealed class MapInTeams(TeamsLinks links, TeamsAnswers answers)
{
    private const string Help =
        "register sends a deal, deals shows how yours stand, link says who you are here. In a channel: map and a partner’s name makes it that partner’s, unmap ends that.";

    public async Task<TeamsOutcome> Run(TeamsActing by, CancellationToken ct) =>
        by.Call.Name switch
        {
            TeamsNames.Link => await answers.Say(
                by,
                "who they are",
                TeamsWords.Of(
                    $"You act as {by.Actor.Name}. To act as somebody else, link this account anew.",
                    TeamsCards.Link("Link my account", await links.Issue(by.Member.AadId, ct))
                ),
                ct
            ),
            TeamsNames.Map => await Say(by, await Channels(by).Map(by.Call, ct), ct),
            TeamsNames.Unmap => await Say(by, await Channels(by).Unmap(by.Call.Channel, ct), ct),
            _ => await answers.Say(by, "help", Help, ct),
        };

    private static TeamsChannels Channels(TeamsActing by) => by.Services.GetRequiredService<TeamsChannels>();

    private Task<TeamsOutcome> Say(TeamsActing by, Result<string> done, CancellationToken ct) =>
        answers.Say(by, done.Ok ? "channel changed" : done.Problem.Code, done.Ok ? done.Value : done.Problem.Message, ct);
}
