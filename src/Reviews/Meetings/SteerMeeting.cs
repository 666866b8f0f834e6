using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;

namespace Entente.Reviews.Meetings;

/// <summary>Staff hold a meeting, or skip it. A page of before is refused.</summary>
public sealed class SteerMeeting
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly GatherAgenda gather;
    private readonly MeetingMails mails;
    private readonly GiveTask tasks;

    internal SteerMeeting(EntenteDb db, Actor actor, TimeProvider clock, GatherAgenda gather, MeetingMails mails, GiveTask tasks) =>
        (this.db, this.actor, this.clock, this.gather, this.mails, this.tasks) = (db, actor, clock, gather, mails, tasks);

    /// <summary>
    /// It was held: its agenda is frozen as it is now, and each decision becomes a task in the conversation of what it is about; where the partner takes
    /// part, one that both sides read.
    /// </summary>
    public Task<Result> Hold(MeetingId id, int seen, CancellationToken ct) =>
        Run(
            id,
            seen,
            async meeting =>
            {
                var now = clock.GetUtcNow();
                var (points, _) = await gather.Run(meeting, now, ct);
                db.Add(MeetingSheet.Of(meeting, outside: false, points));
                if (meeting.Out)
                    db.Add(MeetingSheet.Of(meeting, outside: true, Agenda.Outward(points)));
                meeting.Hold(actor.Person, now);
                foreach (var decision in meeting.Decisions.OrderBy(d => d.Id.Value))
                    if (await Give(meeting, decision, ct))
                        decision.Give();
                await mails.Over(meeting, ct);
                return Result.Done;
            },
            ct
        );

    /// <summary>It is not held. Nothing that was noted for it becomes a task.</summary>
    public Task<Result> Skip(MeetingId id, int seen, string? why, CancellationToken ct)
    {
        var words = TypedText.Line(why);
        return Run(
            id,
            seen,
            async meeting =>
            {
                if (words.Length is 0 or > ReviewText.LongestLine)
                    return Refusals.NoWhy;
                meeting.Skip(words, actor.Person, clock.GetUtcNow());
                await mails.Over(meeting, ct);
                return Result.Done;
            },
            ct
        );
    }

    private Task<bool> Give(Meeting meeting, MeetingDecision decision, CancellationToken ct)
    {
        var once = $"meeting:{decision.Id.Value:N}";
        return meeting.Out
            ? tasks.StageShared(
                decision.About,
                decision.PartnerId,
                decision.OwnerId,
                decision.Words,
                decision.DueOn,
                (actor.Person, actor.Name),
                once,
                ct
            )
            : tasks.Stage(decision.About, decision.OwnerId, decision.Words, decision.DueOn, once, ct);
    }

    // A second click is told what the first one did, not that the page is old.
    private async Task<Result> Run(MeetingId id, int seen, Func<Meeting, Task<Result>> act, CancellationToken ct)
    {
        if (!Refusals.May(actor))
            return Refusals.MayNotPlan;
        await using var desk = await MeetingDesk.Take(db, id, ct);
        if (desk is not { Meeting: { } meeting })
            return Refusals.NoMeeting;
        if (meeting.State is not MeetingState.Planned)
            return Refusals.MeetingOver;
        if (meeting.Version != seen)
            return Refusals.Stale;
        var done = await act(meeting);
        if (done.Ok)
            await desk.Save(ct);
        return done;
    }
}
