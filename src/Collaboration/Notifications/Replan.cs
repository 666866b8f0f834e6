using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>Somebody chose anew: what waits for them leaves as they want it now. Only stages.</summary>
internal static class Replan
{
    public static async Task Run(
        EntenteDb db,
        NoticeProfile profile,
        NoticeChoices role,
        TimeZoneInfo zone,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var choices = profile.Read();
        var waiting = await db.Set<Notice>()
            .IgnoreQueryFilters(Fences.OfLooker) // whoever looks: these are all theirs
            .Where(n => n.PersonId == profile.PersonId && n.MailAt != null)
            .ToListAsync(ct);
        foreach (var notice in waiting)
        {
            if (NoticeEvents.Find(notice.Event) is not { } what)
                continue;
            var plan = NoticePlan.Of(what, notice.Concern, notice.ActBy, NoticeChoices.Of(what, choices, role), profile.Quiet, zone, now);
            notice.Replan(plan?.Cadence ?? notice.Cadence, plan?.MailAt);
            if (plan?.MailAt is { } at)
                db.Enqueue(new SendHeld(profile.PersonId), at);
        }
    }
}
