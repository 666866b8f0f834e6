using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Remind;

/// <summary>
/// Every hour: what is due within three days, and what is overdue, is told once each. Each plan in a transaction of its own that looks at it anew, so that
/// two nodes at once, or a run that died, tell nobody twice.
/// </summary>
internal sealed class RemindPlans(EntenteDb db, PlanMails mails, PlanClock clock) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var day = await clock.Now(ct);
        var (today, soon) = (day.Today, day.Today.AddDays(PlanDates.SoonDays));
        var due = await db.Set<PlanItem>()
            .Where(i =>
                i.State == ItemState.Open
                && ((i.DueOn < today && i.Told != ItemNews.Overdue) || (i.DueOn >= today && i.DueOn <= soon && i.Told == ItemNews.Nothing))
                && db.Set<ActionPlan>().Any(p => p.Id == i.PlanId && (p.State == PlanState.Shared || p.State == PlanState.Agreed))
            )
            .Select(i => i.PlanId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(ct);
        // All of them: what nobody can be told yet stays on the list, and must not keep the others from their turn.
        await EachDue.Run(db, due.Select(id => new DueAct(id.ToString(), () => Remind(id, today, day.Calendar, ct))), ct);
    }

    private async Task Remind(ActionPlanId id, DateOnly today, BusinessCalendar calendar, CancellationToken ct)
    {
        await using var desk = await PlanDesk.Take(db, id, ct);
        if (desk.Plan is not { State: PlanState.Shared or PlanState.Agreed } plan)
            return;
        foreach (var item in plan.Items.Where(i => i.State is ItemState.Open))
            if (PlanDates.Tell(item.DueOn, item.Told, today) is not ItemNews.Nothing and var news)
            {
                // Where nobody is there to be told, somebody may come: it is not told yet.
                if (await mails.Remind(plan, item, news, calendar.StartOf(item.DueOn.AddDays(1)), ct))
                    item.Tell(news);
            }
        await desk.Save(ct);
    }
}
