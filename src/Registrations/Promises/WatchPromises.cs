using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Time;
using Entente.Registrations.Mails;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

/// <summary>Tells staff at 50 % and 75 % of a promise, and when it is broken, once each; in a transaction of its own each time.</summary>
internal sealed class WatchPromises(EntenteDb db, ClaimWorld world, StaffMails mails) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var calendar = (await world.Terms(ct)).Calendar;
        var due = await db.Set<WorkingPromise>()
            .Where(p => p.NextLookAt <= now)
            .OrderBy(p => p.NextLookAt)
            .Join(
                db.Set<Model.Registration>(),
                p => new { p.WorkspaceId, Id = p.RegistrationId },
                r => new { r.WorkspaceId, r.Id },
                (p, r) => new { p.Id, r.Number }
            )
            .ToListAsync(ct);
        await EachDue.Run(db, due.Select(p => new DueAct(p.Number, () => Look(p.Id, p.Number, calendar, now, ct))), ct);
    }

    private async Task Look(WorkingPromiseId id, string number, BusinessCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        var promise = await db.Set<WorkingPromise>().SingleAsync(p => p.Id == id, ct);
        // Done or ended since it was found.
        if (desk is null || promise.NextLookAt is null)
            return;
        var before = promise.Told;
        var mark = promise.Remind(calendar, now);
        if (mark > before && desk.Registration.State.Stands(desk.Registration.Protection))
            await mails.Promise(desk.Registration, promise, mark, ct);
        await desk.Save(ct);
    }
}
