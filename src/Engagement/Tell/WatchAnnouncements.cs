using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Tell;

/// <summary>
/// Every hour, for what is live: whoever came into its audience is added and told, whom it reached is noted, and who has to confirm is
/// reminded.
/// </summary>
internal sealed class WatchAnnouncements(
    EntenteDb db,
    GatherRecipients gather,
    Notices notices,
    TellRecipients tell,
    NoticeDelivery delivery,
    Workspaces workspaces
) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var live = await db.Set<Announcement>()
            .AsNoTracking()
            .Where(a =>
                a.Published && a.EndedAt == null && (a.StartsAt == null || a.StartsAt <= now) && (a.ExpiresAt == null || a.ExpiresAt > now)
            )
            .OrderBy(a => a.Id)
            .ToListAsync(ct);
        foreach (var of in live)
        {
            await Newcomers(of, ct);
            await Delivered(of, ct);
            if (of.AcknowledgeBy is not null)
                await Remind(of, now, ct);
        }
    }

    private async Task Newcomers(Announcement of, CancellationToken ct)
    {
        await using var held = await db.Hold([Write.WriteAnnouncement.Key(of.Id)], ct);
        if (await gather.Again(of, ct) > 0)
            await db.EnqueueOnce(new TellAnnouncement(of.Id), of.Id.Value.ToString("N"), ct);
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }

    private async Task Delivered(Announcement of, CancellationToken ct)
    {
        var handed = (await delivery.Of(of.Id.Subject, ct)).ToList();
        if (handed.Count > 0)
            await db.Write(
                """
                update announcement_recipient r set delivered_at = h.at
                  from unnest($3::uuid[], $4::timestamptz[]) as h(person, at)
                 where r.workspace_id = $1 and r.announcement_id = $2 and r.person_id = h.person and r.delivered_at is null
                """,
                ct,
                db.Workspace.Value,
                of.Id.Value,
                handed.Select(h => h.Key.Value).ToArray(),
                handed.Select(h => h.Value.ToUniversalTime()).ToArray()
            );
    }

    private async Task Remind(Announcement of, DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var today = workspace.DayOf(now);
        if (today < of.AcknowledgeBy!.Value.AddDays(-Confirming.Steps.Max()))
            return;
        var open = await db.Set<Recipient>()
            .AsNoTracking()
            .Where(r => r.AnnouncementId == of.Id && r.AcknowledgedAt == null && r.ToldAt != null && (r.Reminded == null || r.Reminded > 1))
            .OrderBy(r => r.PersonId)
            .ToListAsync(ct);
        var due = open.Select(r => (To: r, Due: NewsMails.Due(of, r, workspace)!.Value))
            .Select(r => (r.To, r.Due, Step: Confirming.Remind(r.Due, workspace.DayOf(r.To.ToldAt!.Value), today, r.To.Reminded)))
            .Where(r => r.Step is not null);
        foreach (var lot in due.GroupBy(r => r.Step!.Value).SelectMany(g => g.Chunk(TellRecipients.Lot)))
            await Remind(of, [.. lot.Select(r => r.To)], lot[0].Step!.Value, ct);
    }

    // Reminded and told in one transaction, as ever: a step is nobody's twice.
    private async Task Remind(Announcement of, IReadOnlyList<Recipient> lot, int step, CancellationToken ct)
    {
        await using var held = await db.Hold([TellRecipients.Key(of.Id)], ct);
        // It may have been corrected or ended since this run began.
        if (await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == of.Id, ct) is not { EndedAt: null } now)
            return;
        await notices.Tell(NoticeEvents.AnnouncementAsked, await tell.Reminders(now, now.Read(), lot, step, ct), ct);
        await db.Write(
            "update announcement_recipient set reminded = $3 where workspace_id = $1 and announcement_id = $2 and person_id = any($4)",
            ct,
            db.Workspace.Value,
            of.Id.Value,
            step,
            lot.Select(r => r.PersonId.Value).ToArray()
        );
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }
}
