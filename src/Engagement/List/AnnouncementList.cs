using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.List;

/// <param name="For">The audience in one sentence.</param>
/// <param name="People">How many get it; 0 before it began.</param>
internal sealed record AnnouncementRow(
    AnnouncementId Id,
    string Title,
    Phase Phase,
    string For,
    DateTimeOffset ChangedAt,
    DateTimeOffset? Begins,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? EndedAt,
    DateOnly? AcknowledgeBy,
    int People,
    int Delivered,
    int Opened,
    int Acknowledged
);

/// <summary>All announcements that staff see, the newest first, with what came of each.</summary>
internal sealed class AnnouncementList(EntenteDb db, PartnersApi partners, SegmentsApi segments, TimeProvider clock)
{
    public async Task<IReadOnlyList<AnnouncementRow>> Load(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await db.Set<Announcement>().AsNoTracking().OrderByDescending(a => a.ChangedAt).Take(500).ToListAsync(ct);
        var counts = (
            await db.Set<Recipient>()
                .GroupBy(r => r.AnnouncementId)
                .Select(g => new
                {
                    g.Key,
                    People = g.Count(),
                    Delivered = g.Count(r =>
                        r.DeliveredAt != null || r.OpenedAt != null || r.ClickedAt != null || r.AcknowledgedAt != null
                    ),
                    Opened = g.Count(r => r.OpenedAt != null || r.ClickedAt != null || r.AcknowledgedAt != null),
                    Acknowledged = g.Count(r => r.AcknowledgedAt != null),
                })
                .ToListAsync(ct)
        ).ToDictionary(c => c.Key);
        var sheets = all.ToDictionary(a => a.Id, a => a.Read());
        var names = await Names(partners, segments, sheets.Values.Select(s => s.Audience), ct);
        return
        [
            .. all.Select(a =>
            {
                var count = counts.GetValueOrDefault(a.Id);
                return new AnnouncementRow(
                    a.Id,
                    a.Title.Length > 0 ? a.Title : "Without a title",
                    a.PhaseAt(now),
                    sheets[a.Id].Audience.Words(id => names.GetValueOrDefault(id)),
                    a.ChangedAt,
                    a.Begins,
                    a.ExpiresAt,
                    a.EndedAt,
                    a.AcknowledgeBy,
                    count?.People ?? 0,
                    count?.Delivered ?? 0,
                    count?.Opened ?? 0,
                    count?.Acknowledged ?? 0
                );
            }),
        ];
    }

    /// <summary>What the partners and segments that audiences name are called; those that the reader does not see are missing.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> Names(
        PartnersApi partners,
        SegmentsApi segments,
        IEnumerable<Audience> audiences,
        CancellationToken ct
    )
    {
        List<Audience> all = [.. audiences];
        List<PartnerId> ids =
        [
            .. all.SelectMany(a => a.Rules)
                .Where(r => r.Facet is Facet.Partner)
                .SelectMany(r => r.Values)
                .Select(v => Ids.TryParse<PartnerId>(v, out var id) ? id : default)
                .Distinct(),
        ];
        var sets = await segments.Named([.. all.SelectMany(a => a.Named)], ct);
        return (await partners.Cards(ids, ct))
            .Select(c => KeyValuePair.Create(c.Key.Value, c.Value.Name))
            .Concat(sets.Select(s => KeyValuePair.Create(s.Key.Value, s.Value.Name)))
            .ToDictionary();
    }
}
