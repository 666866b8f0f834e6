using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Teams.Acts;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Intake;

[JobName("teams.work")]
internal sealed record WorkTeams(string Key);

/// <summary>
/// Works a kept activity off. Safe to repeat: what it leads to carries the activity’s own id or the version that was looked at, and what became of it is
/// saved last.
/// </summary>
internal sealed class RunWorkTeams(EntenteDb db, TeamsActs acts, Workspaces workspaces, TimeProvider clock) : IJob<WorkTeams>
{
    /// <summary>Teams that does not answer for so long will not: what was asked is old by then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task<JobOutcome> Run(WorkTeams payload, CancellationToken ct)
    {
        var request = await db.Set<TeamsRequest>().SingleOrDefaultAsync(r => r.Key == payload.Key, ct);
        if (request is not { DoneAt: null } || await db.Set<TeamsApp>().SingleOrDefaultAsync(ct) is not { } app)
            return JobOutcome.Done;
        var age = clock.GetUtcNow() - request.At;
        var visit = new TeamsVisit(app, TeamsReader.Read(request.Body), await workspaces.Get(db.Workspace, ct), age);
        var outcome = app.Works ? await acts.Run(visit, ct) : TeamsOutcome.Done("Teams is not connected");
        if (outcome.Wait is { } wait && age < Longest)
        {
            await db.SaveChangesAsync(ct);
            return JobOutcome.At(clock.GetUtcNow() + wait);
        }
        request.Done(ChatText.Short(outcome.Wait is null ? outcome.What : "Teams did not answer in time", 300), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }
}
