using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Evaluate;

/// <summary>What is kept about the tiers of some partners, loaded at once to be changed.</summary>
internal sealed class TierRows
{
    private readonly Dictionary<PartnerId, TierCard> cards;
    private readonly Dictionary<PartnerId, TierCourse> courses;
    private readonly ILookup<PartnerId, TierException> exceptions;
    private readonly Dictionary<PartnerId, TierProposal> open;
    private readonly Dictionary<PartnerId, (PartnerTier Tier, Quarter Quarter)> refused;

    private TierRows(List<TierCard> cards, List<TierCourse> courses, List<TierException> exceptions, List<TierProposal> proposals)
    {
        this.cards = cards.ToDictionary(c => c.PartnerId);
        this.courses = courses.ToDictionary(c => c.PartnerId);
        this.exceptions = exceptions.ToLookup(e => e.PartnerId);
        open = proposals.Where(p => p.State is ProposalState.Open).ToDictionary(p => p.PartnerId);
        refused = proposals
            .Where(p => p.State is ProposalState.Declined)
            .GroupBy(p => p.PartnerId)
            .ToDictionary(g => g.Key, g => g.MaxBy(p => p.DecidedAt)!)
            .ToDictionary(p => p.Key, p => (p.Value.To, Quarter.Of(p.Value.DecidedOn!.Value)));
    }

    public static async Task<TierRows> Load(EntenteDb db, IReadOnlyCollection<PartnerId> of, CancellationToken ct)
    {
        var ids = of.ToArray();
        return new(
            await db.Set<TierCard>().Where(c => ids.Contains(c.PartnerId)).ToListAsync(ct),
            await db.Set<TierCourse>().Where(c => ids.Contains(c.PartnerId)).ToListAsync(ct),
            await db.Set<TierException>().Where(e => ids.Contains(e.PartnerId)).ToListAsync(ct),
            await db.Set<TierProposal>()
                .Where(p => ids.Contains(p.PartnerId) && (p.State == ProposalState.Open || p.State == ProposalState.Declined))
                .ToListAsync(ct)
        );
    }

    public TierCourse Course(EntenteDb db, PartnerId partner)
    {
        if (!courses.TryGetValue(partner, out var course))
            db.Add(courses[partner] = course = TierCourse.Of(partner));
        return course;
    }

    public TierCard Card(EntenteDb db, PartnerId partner)
    {
        if (!cards.TryGetValue(partner, out var card))
            db.Add(cards[partner] = card = TierCard.Of(partner));
        return card;
    }

    public TierProposal? Proposal(PartnerId partner) => open.GetValueOrDefault(partner);

    public (PartnerTier Tier, Quarter Quarter)? Refused(PartnerId partner) => refused.TryGetValue(partner, out var one) ? one : null;

    /// <summary>By criterion: until when it is let off, as it stood on that day.</summary>
    public IReadOnlyDictionary<string, DateOnly> Waived(PartnerId partner, DateOnly day) =>
        exceptions[partner]
            .Where(e => e.Until > day)
            .GroupBy(e => e.Criterion, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(e => e.Until), StringComparer.Ordinal);
}
