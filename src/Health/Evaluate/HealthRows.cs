using Entente.Health.Model;
using Entente.Health.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Health.Evaluate;

/// <summary>What is kept about the health of some partners, loaded at once to be changed.</summary>
internal sealed class HealthRows
{
    private readonly EntenteDb db;
    private readonly Dictionary<PartnerId, HealthCard> cards;
    private readonly Dictionary<PartnerId, HealthDay> days;
    private readonly Dictionary<PartnerId, int> before;
    private readonly Dictionary<(PartnerId, EpisodeKind), HealthEpisode> open;

    private HealthRows(
        EntenteDb db,
        Dictionary<PartnerId, HealthCard> cards,
        Dictionary<PartnerId, HealthDay> days,
        Dictionary<PartnerId, int> before,
        Dictionary<(PartnerId, EpisodeKind), HealthEpisode> open
    ) => (this.db, this.cards, this.days, this.before, this.open) = (db, cards, days, before, open);

    public static async Task<HealthRows> Load(EntenteDb db, PartnerId[] of, DateOnly today, CancellationToken ct)
    {
        var (newest, oldest) = (today.AddDays(-HealthWords.Back), today.AddDays(-HealthWords.BackAtMost));
        var past = await db.Set<HealthDay>()
            .AsNoTracking()
            .Where(d => of.Contains(d.PartnerId) && d.Day <= newest && d.Day >= oldest)
            .ToListAsync(ct);
        return new(
            db,
            await db.Set<HealthCard>().Where(c => of.Contains(c.PartnerId)).ToDictionaryAsync(c => c.PartnerId, ct),
            await db.Set<HealthDay>().Where(d => of.Contains(d.PartnerId) && d.Day == today).ToDictionaryAsync(d => d.PartnerId, ct),
            past.GroupBy(d => d.PartnerId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.Day)!.Score),
            await db.Set<HealthEpisode>()
                .Where(e => of.Contains(e.PartnerId) && e.EndedOn == null)
                .ToDictionaryAsync(e => (e.PartnerId, e.Kind), ct)
        );
    }

    public HealthEpisode? Open(PartnerId partner, EpisodeKind kind) => open.GetValueOrDefault((partner, kind));

    /// <summary>Null: nothing is measured, so that it has no health.</summary>
    public void Keep(PartnerId partner, HealthScore? score, DateOnly today)
    {
        if (score is null)
        {
            if (cards.Remove(partner, out var gone))
                db.Remove(gone);
            return;
        }
        if (!cards.TryGetValue(partner, out var card))
            db.Add(cards[partner] = card = HealthCard.Of(partner));
        card.Show(score, before.TryGetValue(partner, out var then) ? then : null, today);
        if (days.TryGetValue(partner, out var day))
            day.Correct(score.Score);
        else
            db.Add(days[partner] = HealthDay.Of(partner, today, score.Score));
    }
}
