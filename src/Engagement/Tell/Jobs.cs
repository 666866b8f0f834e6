using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Tell;

/// <summary>Recipients of this announcement wait to be told.</summary>
[JobName("announcement.tell")]
internal sealed record TellAnnouncement(AnnouncementId Announcement);

/// <summary>The moment has come for which it was planned.</summary>
[JobName("announcement.begin")]
internal sealed record BeginAnnouncement(AnnouncementId Announcement);

internal sealed class RunAnnouncements(EntenteDb db, GatherRecipients gather, TellRecipients tell, TimeProvider clock)
    : IJob<TellAnnouncement>,
        IJob<BeginAnnouncement>
{
    /// <summary>Then another run goes on: none holds its line for long.</summary>
    private const int LotsOfARun = 4;

    public async Task<JobOutcome> Run(TellAnnouncement payload, CancellationToken ct)
    {
        for (var lot = 0; lot < LotsOfARun; lot++)
            if (!await tell.Next(payload.Announcement, ct))
                return JobOutcome.Done;
        return JobOutcome.At(clock.GetUtcNow());
    }

    public async Task<JobOutcome> Run(BeginAnnouncement payload, CancellationToken ct)
    {
        await using var held = await db.Hold([Write.WriteAnnouncement.Key(payload.Announcement)], ct);
        var of = await db.Set<Announcement>().SingleOrDefaultAsync(a => a.Id == payload.Announcement, ct);
        if (of?.PhaseAt(clock.GetUtcNow()) is not Phase.Live)
            return JobOutcome.Done;
        if (await gather.Again(of, ct) > 0)
            await db.EnqueueOnce(new TellAnnouncement(of.Id), of.Id.Value.ToString("N"), ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
