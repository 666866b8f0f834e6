using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline;

/// <summary>
/// What higher modules may ask about opportunities. <see cref="OpenOn"/> and <see cref="WonOn"/> answer for any actor, because a
/// partner's claim is assessed against deals it may not see: what comes of them goes through the assessment, never out as it is.
/// They ask the same whatever there is, and name owners as the CRM does. The others name them as the people they are here, and answer a
/// partner's actor only about deals that it has a part in.
/// </summary>
public sealed class PipelineApi(EntenteDb db, Actor actor, CrmOwners owners, TimeProvider clock)
{
    /// <summary>The kind of an opportunity in a <see cref="SubjectRef"/>.</summary>
    public const string SubjectKind = "opportunity";

    /// <summary>
    /// Open deals with these companies. Staff with a data scope get those without a partner too, since a claim in their scope may meet them.
    /// </summary>
    /// <param name="everybodys">Also those of partners out of scope: for decisions that show nothing of them.</param>
    public Task<IReadOnlyList<OpportunityCard>> OpenOn(
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct,
        bool everybodys = false
    )
    {
        var (wanted, scope) = (accounts.Distinct().ToArray(), actor.Scope is { } some && !everybodys ? some.ToList() : null);
        return OpportunityCards.Load(
            db,
            owners: null,
            o =>
                o.AccountId != null
                && wanted.Contains(o.AccountId.Value)
                && o.State == OpportunityState.Open
                && !o.Deleted
                && (scope == null || !db.Set<DealParts>().Any(p => p.Deal == o.Id && !scope.Contains(p.Concerns))),
            ct,
            [Fences.Scope]
        );
    }

    /// <summary>Deals won with these companies since <paramref name="since"/>: recent customers.</summary>
    /// <param name="everybodys">Also the parts of partners whom this actor does not see: for rulings that show nothing of the deals.</param>
    public Task<IReadOnlyList<OpportunityCard>> WonOn(
        IReadOnlyCollection<AccountId> accounts,
        DateTimeOffset since,
        CancellationToken ct,
        bool everybodys = false
    )
    {
        var wanted = accounts.Distinct().ToArray();
        return OpportunityCards.Load(
            db,
            owners: null,
            o =>
                o.AccountId != null
                && wanted.Contains(o.AccountId.Value)
                && o.State == OpportunityState.Won
                && !o.Deleted
                && o.ClosedAt >= since,
            ct,
            everybodys ? Fences.OfLooker : null
        );
    }

    /// <summary>Open deals, direct ones and partners', that the CRM changed since: for a sweep, in pages.</summary>
    /// <param name="skip">How many of them are known already.</param>
    public Task<IReadOnlyList<OpportunityCard>> OpenSince(DateTimeOffset since, int skip, int most, CancellationToken ct)
    {
        var changed = db.Set<Opportunity>()
            .Where(o => o.State == OpportunityState.Open && !o.Deleted && o.AccountId != null && o.ModifiedAt >= since)
            .OrderBy(o => o.Id)
            .Skip(skip)
            .Take(most)
            .Select(o => o.Id);
        return OpportunityCards.Load(db, owners: null, o => changed.Contains(o.Id), ct);
    }

    /// <summary>Open deals that are expected to close within these days, both included: for what must be settled before.</summary>
    public Task<IReadOnlyList<OpportunityCard>> ClosingBetween(DateOnly from, DateOnly to, CancellationToken ct) =>
        OpportunityCards.Load(
            db,
            owners: null,
            o => o.State == OpportunityState.Open && !o.Deleted && o.AccountId != null && o.CloseDate >= from && o.CloseDate <= to,
            ct
        );

    /// <summary>Those of the ids that exist for this actor.</summary>
    public async Task<IReadOnlyDictionary<OpportunityId, OpportunityCard>> Cards(
        IReadOnlyCollection<OpportunityId> ids,
        CancellationToken ct
    )
    {
        var wanted = ids.Distinct().ToArray();
        return Mine(await OpportunityCards.Load(db, owners, o => wanted.Contains(o.Id), ct)).ToDictionary(o => o.Id);
    }

    public async Task<OpportunityCard?> Get(OpportunityId id, CancellationToken ct) => (await Cards([id], ct)).GetValueOrDefault(id);

    /// <summary>The opportunity that this deal of the CRM is, or null.</summary>
    public async Task<OpportunityCard?> ByCrmId(CrmConnectionId connection, string crmId, CancellationToken ct) =>
        Mine(await OpportunityCards.Load(db, owners, o => o.ConnectionId == connection && o.CrmId == crmId, ct)).SingleOrDefault();

    /// <summary>Every deal the partner has a part in, closed ones too; deleted ones not.</summary>
    public async Task<IReadOnlyList<OpportunityCard>> ForPartner(PartnerId partner, CancellationToken ct)
    {
        var ids = db.Set<OpportunityPartner>().Where(p => p.PartnerId == partner).Select(p => p.OpportunityId);
        return Mine(await OpportunityCards.Load(db, owners, o => ids.Contains(o.Id) && !o.Deleted, ct));
    }

    /// <summary>How each partner's open deals are sold: <c>reseller</c> …; who has none, or none with a motion, is left out.</summary>
    public async Task<IReadOnlyDictionary<PartnerId, IReadOnlySet<string>>> OpenMotions(CancellationToken ct)
    {
        var parts = await db.Set<OpportunityPartner>()
            .Where(p =>
                p.Motion != "" && db.Set<Opportunity>().Any(o => o.Id == p.OpportunityId && o.State == OpportunityState.Open && !o.Deleted)
            )
            .Select(p => new { p.PartnerId, p.Motion })
            .Distinct()
            .ToListAsync(ct);
        return parts
            .GroupBy(p => p.PartnerId)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.Select(p => p.Motion).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// Stages a partner's part in a deal that is in the CRM; the caller saves. Safe to repeat. When the mirror has not seen the deal yet,
    /// a row stands for it until the CRM's record comes in; when that record comes in at the same instant the save throws, and the
    /// relay's next try finds the row.
    /// </summary>
    public async Task<OpportunityId> Link(DealLink link, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // The scope is lifted: a deal that nobody has a part in yet gets its first.
        var opportunity = await db.Set<Opportunity>()
            .IgnoreQueryFilters([Fences.Scope])
            .SingleOrDefaultAsync(o => o.ConnectionId == link.Connection && o.CrmId == link.CrmId, ct);
        if (opportunity is null)
        {
            opportunity = Opportunity.Written(link.Connection, link.CrmId, link.Name, link.Account, link.Amount, now);
            db.Add(opportunity);
        }
        var parts = await db.Set<OpportunityPartner>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(p => p.OpportunityId == opportunity.Id)
            .ToListAsync(ct);
        if (parts.Find(p => p.PartnerId == link.Partner) is { } part)
            part.Renew(link);
        else
            db.Add(OpportunityPartner.Link(opportunity.Id, link, primary: parts.Count == 0, now));
        return opportunity.Id;
    }

    // The filter has already taken away the parts of others: what is left without a part is not this partner's.
    private IReadOnlyList<OpportunityCard> Mine(IReadOnlyList<OpportunityCard> cards) =>
        actor.IsOutsider ? [.. cards.Where(c => c.Partners.Any(p => p.Partner == actor.Partner))] : cards;
}
