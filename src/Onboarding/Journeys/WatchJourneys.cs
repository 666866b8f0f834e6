using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>
/// Every hour: what Entente sees moves journeys on, and open steps that are due within three days or overdue are told once each. Each journey in a
/// transaction of its own that looks at it anew.
/// </summary>
internal sealed class WatchJourneys(EntenteDb db, JourneyDesk desk, JourneyMails mails) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Set<Journey>().Where(j => j.EndedAt == null).OrderBy(j => j.Id).Select(j => j.PartnerId).ToListAsync(ct);
        foreach (var partner in open)
        {
            await using var held = await db.Hold([JourneyDesk.Key(partner)], ct);
            if (await desk.Open(partner, ct) is { } journey)
            {
                await desk.Advance(journey, ct);
                var today = await desk.Today(ct);
                foreach (var step in journey.Steps.Where(s => s is { State: JourneyStepState.Open, DueOn: not null }).OrderBy(s => s.Order))
                    if (PlanDates.Tell(step.DueOn!.Value, step.Told, today) is not ItemNews.Nothing and var news)
                    {
                        // Where nobody is there to be told, somebody may come: it is not told yet.
                        if (await mails.Remind(journey, step, news, ct))
                            step.Tell(news);
                    }
                await held.Save(ct);
            }
            db.ChangeTracker.Clear();
        }
    }
}
