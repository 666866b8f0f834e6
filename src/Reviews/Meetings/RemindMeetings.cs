using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>Every hour: of meetings within three days both sides are told, once; of one that was moved once more. Each in a transaction of its own.</summary>
internal sealed class RemindMeetings(EntenteDb db, MeetingMails mails, Workspaces workspaces) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var until = LocalTime.EndOf(workspace.DayOf(now).AddDays(Planning.TellDays), workspace.Zone);
        var near = await db.Set<Meeting>()
            .Where(m => m.State == MeetingState.Planned && m.ToldAt == null && m.StartsAt > now && m.StartsAt < until)
            .OrderBy(m => m.StartsAt)
            .Select(m => m.Id)
            .ToListAsync(ct);
        foreach (var id in near)
        {
            await using (var desk = await MeetingDesk.Take(db, id, ct))
            {
                // Where nobody is there to be told, somebody may come: it is not told yet.
                if (
                    desk is { Meeting: { State: MeetingState.Planned, ToldAt: null } meeting }
                    && meeting.StartsAt > now
                    && meeting.StartsAt < until
                    && await mails.Soon(meeting, ct)
                )
                {
                    meeting.Tell(now);
                    await desk.Save(ct);
                }
            }
            db.ChangeTracker.Clear();
        }
    }
}
