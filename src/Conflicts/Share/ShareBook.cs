using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Share;

/// <summary>Finds or begins the shares of an opportunity. Only stages: the caller saves.</summary>
internal sealed class ShareBook(EntenteDb db, PipelineApi pipeline)
{
    /// <summary>Tracked; begun with equal shares when nobody has looked at them yet. Null: no such deal, or none with a partner.</summary>
    public async Task<DealShares?> Open(Guid opportunity, CancellationToken ct)
    {
        var kept = await Find(opportunity, ct);
        if (await pipeline.Get(new(opportunity), ct) is not { } deal || (deal.IsDirect && kept is null))
            return kept;
        var partners = deal.Partners.Select(p => (p.Partner, p.Role)).ToList();
        if (kept is null)
            db.Add(kept = DealShares.Equal(opportunity, partners));
        else
            kept.Join(partners);
        if (deal.State is not OpportunityState.Open)
            kept.Lock(deal.ClosedAt ?? deal.ChangedAt);
        return kept;
    }

    public Task<DealShares?> Find(Guid opportunity, CancellationToken ct) =>
        db.Set<DealShares>().Include(d => d.Shares).SingleOrDefaultAsync(d => d.Opportunity == opportunity, ct);

    /// <summary>Puts in force what a conflict's decision says: on the first deal of those that take part.</summary>
    public async Task Settle(
        IReadOnlyList<Party> parties,
        IReadOnlyDictionary<string, RoleShare> shares,
        PersonId? by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var given = parties
            .Where(p => p.Partner is not null && shares.ContainsKey(p.Key))
            .GroupBy(p => p.Partner!.Value)
            .ToDictionary(g => g.Key, g => shares[g.First().Key]);
        var deal = parties.OrderBy(p => p.Partner is null).Select(p => p.Deal).FirstOrDefault(d => d is not null);
        if (deal is not { } opportunity)
            return;
        var book = await Find(opportunity, ct);
        if (book is null)
            db.Add(book = DealShares.Equal(opportunity, []));
        if (book.LockedAt is null)
            book.Settle(given, by, now);
    }
}
