using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Acts;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Intake;

[JobName("slack.work")]
internal sealed record WorkSlack(string Key);

/// <summary>
/// Works a kept request off. Safe to repeat: what it leads to carries the request’s own id or the version that was looked at, and what became of it is
/// saved last.
/// </summary>
internal sealed class RunWorkSlack(EntenteDb db, SlackActs acts, Workspaces workspaces, TimeProvider clock) : IJob<WorkSlack>
{
    /// <summary>Slack that does not answer for so long will not: what was asked is old by then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task<JobOutcome> Run(WorkSlack payload, CancellationToken ct) =>
        await Work(payload.Key, modal: false, ct) is { Wait: { } wait } ? JobOutcome.At(clock.GetUtcNow() + wait) : JobOutcome.Done;

    /// <summary>Null: it was done before.</summary>
    /// <param name="modal">Its person still looks at the modal, and is answered there.</param>
    public async Task<SlackOutcome?> Work(string key, bool modal, CancellationToken ct)
    {
        var request = await db.Set<SlackRequest>().SingleOrDefaultAsync(r => r.Key == key, ct);
        if (request is not { DoneAt: null } || await db.Set<SlackApp>().SingleOrDefaultAsync(ct) is not { } app)
            return null;
        var call = SlackReader.Read(request.ContentType, request.Body);
        var age = clock.GetUtcNow() - request.At;
        var visit = new SlackVisit(app, call, await workspaces.Get(db.Workspace, ct), age, modal);
        var outcome = app.Works || call.Kind is SlackKind.Out ? await acts.Run(visit, ct) : SlackOutcome.Done("Slack is not connected");
        if (outcome.Wait is not null && age < Longest)
        {
            await db.SaveChangesAsync(ct);
            return outcome;
        }
        request.Done(ChatText.Short(outcome.Wait is null ? outcome.What : "Slack did not answer in time", 300), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return outcome with { Wait = null };
    }
}
