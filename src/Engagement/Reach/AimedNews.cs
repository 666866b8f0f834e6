using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Reach;

/// <summary>Which announcements aim at a segment: drafts, planned and live ones. What is over aims at nobody any more.</summary>
internal sealed class AimedNews(EntenteDb db, TimeProvider clock) : ISegmentUse
{
    public async Task<IReadOnlyList<SegmentUse>> Of(SegmentId segment, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await db.Set<Announcement>().AsNoTracking().Where(a => a.EndedAt == null).OrderBy(a => a.Title).ToListAsync(ct);
        return
        [
            .. all.Where(a => a.PhaseAt(now) is not Phase.Ended && a.Read().Audience.Named.Contains(segment))
                .Select(a => new SegmentUse(
                    $"the announcement “{(a.Title.Length > 0 ? a.Title : "Without a title")}”",
                    $"announcements/{a.Id.Value:N}"
                )),
        ];
    }
}
