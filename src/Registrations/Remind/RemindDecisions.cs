using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Crm;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Remind;

/// <summary>
/// Every few minutes: tells the people who decide at 50 % and 75 % of the clock and escalates at its breach; withdraws claims whose question
/// stayed unanswered; does the same for the clocks of appeals. Each registration in a transaction of its own.
/// </summary>
internal sealed class RemindDecisions(EntenteDb db, ClaimWorld world, StaffMails mails) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        var reminded = await Due(r => r.NextReminderAt <= now, ct);
        var unanswered = await Due(r => r.WaitsUntil <= now, ct);
        var appealed = await Appealed(now, ct);
        await EachDue.Run(
            db,
            [
                .. reminded.Select(n => new DueAct(n, () => Remind(n, terms, now, ct))),
                .. unanswered.Select(n => new DueAct(n, () => Close(n, now, ct))),
                .. appealed.Select(n => new DueAct(n, () => RemindOfAppeal(n, terms, now, ct))),
            ],
            ct
        );
    }

    private Task<List<string>> Appealed(DateTimeOffset now, CancellationToken ct) =>
        db.Set<Appeal>()
            .Where(a => a.NextReminderAt <= now)
            .OrderBy(a => a.DueAt)
            .Join(
                db.Set<Registration>(),
                a => new { a.WorkspaceId, Id = a.RegistrationId },
                r => new { r.WorkspaceId, r.Id },
                (a, r) => r.Number
            )
            .ToListAsync(ct);

    private async Task RemindOfAppeal(string number, Terms terms, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is not { Registration: { OpenAppeal: { } appeal } registration })
            return;
        var before = appeal.RemindedMark;
        var mark = appeal.Remind(terms, now);
        if (mark > before)
            await mails.Appeal(registration, appeal, mark, ct);
        await desk.Save(ct);
    }

    private Task<List<string>> Due(System.Linq.Expressions.Expression<Func<Registration, bool>> which, CancellationToken ct) =>
        db.Set<Registration>().Where(which).OrderBy(r => r.SubmittedAt).Select(r => r.Number).ToListAsync(ct);

    private async Task Remind(string number, Terms terms, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is not { Registration: { State: RegistrationState.InReview } registration })
            return;
        var before = registration.RemindedMark;
        var mark = registration.Remind(terms, now);
        if (mark > before)
            await mails.Remind(registration, mark, ct);
        await desk.Save(ct);
    }

    private async Task Close(string number, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is not { Registration: { State: RegistrationState.NeedsInfo } registration } || registration.WaitsUntil > now)
            return;
        if (registration.StandsAs is not null)
            registration.DropChange(now);
        else
            registration.Withdraw(null, "Our question was not answered in time", now);
        db.Enqueue(new ContestDeals(registration.Id));
        await desk.Save(ct);
    }
}
