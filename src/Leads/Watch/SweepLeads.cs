using Entente.Leads.Hold;
using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Route;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Watch;

/// <summary>
/// Every few minutes: offers whose time has passed are over, silent holders are reminded, asked, and lose the lead at last. Each lead in a transaction of its
/// own that looks at it anew, so that two nodes at once, or a run that died, do nothing twice.
/// </summary>
internal sealed class SweepLeads(EntenteDb db, LeadMails mails) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var due = await db.Set<Lead>().Where(l => l.LookAt <= now).OrderBy(l => l.LookAt).Select(l => l.Id).ToListAsync(ct);
        await EachDue.Run(db, due.Select(id => new DueAct(id.ToString(), () => Look(id, now, ct))), ct);
    }

    private async Task Look(LeadId id, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await LeadDesk.Take(db, id, ct);
        if (desk is { Lead: { } lead } && lead.LookAt <= now)
        {
            await Look(lead, now, ct);
            await desk.Save(ct);
        }
    }

    private async Task Look(Lead lead, DateTimeOffset now, CancellationToken ct)
    {
        switch (lead.State)
        {
            case LeadState.Offered or LeadState.Pool:
                lead.Lapse(now);
                break;
            case LeadState.Held when lead.TouchBy <= now:
                var lost = lead.Held!;
                lead.PullBack(now);
                await mails.PulledBack(lost, ct);
                break;
            case LeadState.Held when lead.TouchBy is { } by:
                await mails.Remind(lead, by, ct);
                lead.Remind(now);
                break;
            case LeadState.Held:
                lead.Nudge(now);
                await mails.Nudge(lead, ct);
                break;
        }
        // Also one whose own job is long due: that job, should it come, finds nothing to do.
        if (lead.State is LeadState.Routing)
            db.Enqueue(new RouteLead(lead.Id));
    }
}
