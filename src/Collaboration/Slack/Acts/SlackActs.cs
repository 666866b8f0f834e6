using System.Text.Json.Nodes;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.People;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary>One request under way.</summary>
/// <param name="Age">Since it came.</param>
/// <param name="Modal">Its person still looks at the modal, and is answered there.</param>
internal sealed record SlackVisit(SlackApp App, SlackCall Call, WorkspaceCard Workspace, TimeSpan Age, bool Modal);

/// <summary>What became of a request.</summary>
/// <param name="What">For staff who look, in a few words.</param>
/// <param name="Wait">Not finished: again after this.</param>
/// <param name="Answer">What a modal is answered with.</param>
internal sealed record SlackOutcome(string What, TimeSpan? Wait = null, JsonObject? Answer = null)
{
    public static SlackOutcome Done(string what) => new(what);

    public static SlackOutcome Again(TimeSpan wait) => new("Slack did not answer", wait);
}

/// <summary>Everything that Slack can ask for, each with the act that does it.</summary>
internal sealed class SlackActs(
    EntenteDb db,
    SlackPeople people,
    SlackAnswers answers,
    RegisterInSlack register,
    DealsInSlack deals,
    DecideInSlack decide,
    SaidInSlack said,
    MapInSlack map,
    IServiceScopeFactory scopes,
    TimeProvider clock
)
{
    public async Task<SlackOutcome> Run(SlackVisit visit, CancellationToken ct)
    {
        switch (visit.Call.Kind)
        {
            case SlackKind.Out:
                visit.App.Refuse(SlackFaults.Words(visit.Call.Name), clock.GetUtcNow());
                return SlackOutcome.Done("disconnected");
            case SlackKind.ChannelGone:
                return await Channel(visit, c => c.Lose(visit.Call.Name, clock.GetUtcNow()), ct);
            case SlackKind.ChannelBack:
                return await Channel(visit, c => c.Regain(), ct);
        }
        var who = await people.Find(visit.App, visit.Call.User, visit.Call.Channel, ct);
        if (who.Wait is { } wait)
            return SlackOutcome.Again(wait);
        if (who.Actor is not { } actor)
            return await answers.Unknown(visit, who.Why, ct);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        var acting = new SlackActing(visit, actor, scope.ServiceProvider);
        return visit.Call switch
        {
            { Kind: SlackKind.Message or SlackKind.Edit or SlackKind.Delete } => await said.Run(acting, ct),
            { Kind: SlackKind.Command, Name: var name } when Is(name, SlackNames.RegisterCommand) => await register.Open(acting, ct),
            { Kind: SlackKind.Command, Name: var name } when Is(name, SlackNames.DealCommand) => await deals.Run(acting, ct),
            { Kind: SlackKind.Command } => await map.Run(acting, ct),
            { Kind: SlackKind.Press, Name: SlackNames.Register } => await register.Open(acting, ct),
            { Kind: SlackKind.Press, Name: SlackNames.Approve } => await decide.Approve(acting, ct),
            { Kind: SlackKind.Press, Name: SlackNames.Decline } => await decide.AskWhy(acting, ct),
            { Kind: SlackKind.Submit, Name: SlackNames.Register } => await register.Send(acting, ct),
            { Kind: SlackKind.Submit, Name: SlackNames.Decline } => await decide.Decline(acting, ct),
            _ => SlackOutcome.Done("nothing of ours"),
        };
    }

    // Where several vendors’ apps are in one Slack workspace, an admin names the second one’s commands /register-corvane.
    private static bool Is(string command, string ours) =>
        command == ours || command.StartsWith(ours + "-", StringComparison.OrdinalIgnoreCase);

    private async Task<SlackOutcome> Channel(SlackVisit visit, Action<SlackChannel> change, CancellationToken ct)
    {
        if (await db.Set<SlackChannel>().SingleOrDefaultAsync(c => c.ChannelId == visit.Call.Channel, ct) is not { } channel)
            return SlackOutcome.Done("a channel of nobody’s");
        change(channel);
        return SlackOutcome.Done("the channel is marked");
    }
}

/// <summary>A request with whoever makes it.</summary>
/// <param name="Services">Of a scope that acts as they do, with their rights and no others.</param>
internal sealed record SlackActing(SlackVisit Visit, Actor Actor, IServiceProvider Services)
{
    public SlackCall Call => Visit.Call;

    public SlackApp App => Visit.App;
}
