using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.People;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>One activity under way.</summary>
/// <param name="Age">Since it came.</param>
internal sealed record TeamsVisit(TeamsApp App, TeamsCall Call, WorkspaceCard Workspace, TimeSpan Age);

/// <summary>What became of an activity.</summary>
/// <param name="What">For staff who look, in a few words.</param>
/// <param name="Wait">Not finished: again after this.</param>
internal sealed record TeamsOutcome(string What, TimeSpan? Wait = null)
{
    public static TeamsOutcome Done(string what) => new(what);

    public static TeamsOutcome Again(TimeSpan wait) => new("Teams did not answer", wait);
}

/// <summary>An activity with whoever did it.</summary>
/// <param name="Member">Their account.</param>
/// <param name="Services">Of a scope that acts as they do, with their rights and no others.</param>
internal sealed record TeamsActing(TeamsVisit Visit, TeamsMember Member, Actor Actor, IServiceProvider Services)
{
    public TeamsCall Call => Visit.Call;

    public TeamsApp App => Visit.App;
}

/// <summary>Everything that Teams can tell or ask for, each with the act that does it.</summary>
internal sealed class TeamsActs(
    EntenteDb db,
    TeamsPeople people,
    TeamsAnswers answers,
    RegisterInTeams register,
    DealsInTeams deals,
    DecideInTeams decide,
    SaidInTeams said,
    MapInTeams map,
    IServiceScopeFactory scopes,
    TimeProvider clock
)
{
    public async Task<TeamsOutcome> Run(TeamsVisit visit, CancellationToken ct)
    {
        switch (visit.Call.Kind)
        {
            case TeamsKind.ChannelGone:
                return await Channels(visit, c => c.Lose(visit.Call.Name, clock.GetUtcNow()), ct);
            case TeamsKind.ChannelBack:
                return await Channels(visit, c => c.Regain(), ct);
            case TeamsKind.Removed when !visit.Call.Personal:
                return await Channels(
                    visit with
                    {
                        Call = visit.Call with { Channel = "" },
                    },
                    c => c.Lose("removed", clock.GetUtcNow()),
                    ct
                );
        }
        if (await people.Seen(visit.Call, ct) is not { } member)
            return TeamsOutcome.Done("nobody here");
        if (visit.Call.Kind is TeamsKind.Added or TeamsKind.Removed)
            return TeamsOutcome.Done("noted");
        if (await people.Who(member, ct) is not { } actor)
            return await answers.Unknown(visit, member, ct);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        var acting = new TeamsActing(visit, member, actor, scope.ServiceProvider);
        return (visit.Call.Kind, visit.Call.Name) switch
        {
            (TeamsKind.Message or TeamsKind.Edit or TeamsKind.Delete, _) => await said.Run(acting, ct),
            (TeamsKind.Command, TeamsNames.Register) => await register.Open(acting, ct),
            (TeamsKind.Command, TeamsNames.Deals) => await deals.Run(acting, ct),
            (TeamsKind.Command, _) => await map.Run(acting, ct),
            (TeamsKind.Submit, TeamsNames.Register) => await register.Send(acting, ct),
            (TeamsKind.Submit, TeamsNames.Approve or TeamsNames.Decline or TeamsNames.Ask) => await decide.Run(acting, ct),
            (TeamsKind.Submit, TeamsNames.Say) => await said.FromCard(acting, ct),
            _ => TeamsOutcome.Done("nothing of ours"),
        };
    }

    // One channel, or every one of the team.
    private async Task<TeamsOutcome> Channels(TeamsVisit visit, Action<TeamsChannel> change, CancellationToken ct)
    {
        var (channel, team) = (visit.Call.Channel, visit.Call.Team);
        var found = await db.Set<TeamsChannel>()
            .Where(c => channel != "" ? c.ChannelId == channel : team != "" && c.TeamId == team)
            .ToListAsync(ct);
        found.ForEach(change);
        return TeamsOutcome.Done(found.Count == 0 ? "a channel of nobody’s" : "the channel is marked");
    }
}
