using Entente.Engagement.Model;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Show;

/// <summary>Whether partners' people open what they are told as they did (CON-2: falling response to announcements).</summary>
internal sealed class ResponseSignals(EntenteDb db) : IPartnerSignals
{
    /// <summary>The stretch that is judged, and the one before with which it is compared.</summary>
    private const int Days = 90;
    private const int BeforeDays = 180;

    /// <summary>So long somebody may take to read.</summary>
    private const int PatienceDays = 3;

    /// <summary>From fewer in either stretch nothing is read.</summary>
    private const int Fewest = 4;

    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var (newest, recent, oldest) = (now.AddDays(-PatienceDays), now.AddDays(-Days), now.AddDays(-Days - BeforeDays));
        var told = await db.Set<Recipient>()
            .Where(r => wanted.Contains(r.PartnerId) && r.DeliveredAt > oldest && r.DeliveredAt <= newest)
            .GroupBy(r => r.PartnerId)
            .Select(g => new
            {
                g.Key,
                Now = g.Count(r => r.DeliveredAt > recent),
                NowOpened = g.Count(r => r.DeliveredAt > recent && r.OpenedAt != null),
                Before = g.Count(r => r.DeliveredAt <= recent),
                BeforeOpened = g.Count(r => r.DeliveredAt <= recent && r.OpenedAt != null),
            })
            .ToListAsync(ct);
        return
        [
            .. told.Where(t => t.Now >= Fewest && t.Before >= Fewest)
                .Select(t => new PartnerSignal(
                    t.Key,
                    SignalKind.NewsLessOpened,
                    Fall((t.NowOpened, t.Now), (t.BeforeOpened, t.Before)),
                    $"{Format.Number(t.NowOpened)} of {Format.Count(t.Now, "announcement")} opened in {Days} days, {Format.Number(t.BeforeOpened)} of {Format.Number(t.Before)} before"
                )),
        ];
    }

    // By how many of a hundred the share is lower; a higher one is well.
    private static int Fall((int Opened, int Of) now, (int Opened, int Of) before) =>
        before.Opened == 0 ? 0 : Math.Max(0, 100 - (int)(100L * now.Opened * before.Of / ((long)now.Of * before.Opened)));
}
