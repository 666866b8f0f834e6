using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>Everything that the credit of one deal is made of.</summary>
/// <param name="Sheet">As it stands; begun, and not kept, where nobody has looked at it yet.</param>
/// <param name="Kept">Whether the sheet is a row already.</param>
internal sealed record DealCredit(
    OpportunityCard Deal,
    DealShares Sheet,
    bool Kept,
    PublishedRule Rule,
    IReadOnlyList<CreditTouch> Touches,
    IReadOnlyList<PartnerCredit> Rows
)
{
    /// <summary>Who is credited: whoever has a part in the deal, and with whom a share was settled.</summary>
    public IReadOnlySet<PartnerId> Partners =>
        Deal
            .Partners.Select(p => p.Partner)
            .Concat(Sheet.Shares.Where(s => s is { Agreed: true, BasisPoints: > 0 }).Select(s => s.PartnerId))
            .ToHashSet();

    public CreditFacts Facts(IEnumerable<Touch> touches) =>
        new(
            Partners,
            Deal.Partner,
            [.. touches],
            Sheet.Shares.ToDictionary(s => s.PartnerId, s => new RoleShare(s.Role, s.BasisPoints)),
            Sheet.SettledAt is not null
        );

    /// <summary>What counted when the deal was closed; what counts now while it is open.</summary>
    public CreditModel Counts => Sheet.Model ?? (Sheet.SettledAt is null ? Rule.Rule.Model : CreditModel.Split);
}

/// <summary>Reads what the credit of deals is made of, many at a time.</summary>
internal sealed class CreditBook(EntenteDb db, PipelineApi pipeline, CreditRuleShelf rules)
{
    /// <param name="tracked">To be changed and saved by the caller; sheets that are missing are added.</param>
    public async Task<IReadOnlyList<DealCredit>> Load(IReadOnlyCollection<OpportunityId> ids, bool tracked, CancellationToken ct)
    {
        var deals = await pipeline.Cards(ids, ct);
        var wanted = deals.Keys.ToArray();
        var sheets = await As(db.Set<DealShares>().Include(d => d.Shares), tracked)
            .Where(d => wanted.Contains(d.OpportunityId))
            .ToDictionaryAsync(d => d.OpportunityId, ct);
        var touches = (
            await As(db.Set<CreditTouch>(), tracked).Where(t => wanted.Contains(t.OpportunityId)).OrderBy(t => t.At).ToListAsync(ct)
        ).ToLookup(t => t.OpportunityId);
        var rows = (await As(db.Set<PartnerCredit>(), tracked).Where(c => wanted.Contains(c.OpportunityId)).ToListAsync(ct)).ToLookup(c =>
            c.OpportunityId
        );
        var credits = new List<DealCredit>();
        foreach (var deal in deals.Values)
        {
            var kept = sheets.TryGetValue(deal.Id, out var sheet);
            sheet ??= DealShares.Begin(deal.Id);
            if (tracked && !kept && !deal.IsDirect)
                db.Add(sheet);
            sheet.Join(deal.Partners.Select(p => (p.Partner, p.Role)));
            credits.Add(new(deal, sheet, kept, await rules.Of(deal.Motion, ct), [.. touches[deal.Id]], [.. rows[deal.Id]]));
        }
        return credits;
    }

    /// <summary>One deal; null: there is none, or no partner ever had a part in it.</summary>
    public async Task<DealCredit?> One(OpportunityId id, bool tracked, CancellationToken ct) =>
        (await Load([id], tracked, ct)).SingleOrDefault() is { } credit
        && (!credit.Deal.IsDirect || credit.Kept || credit.Touches.Count > 0)
            ? credit
            : null;

    private static IQueryable<T> As<T>(IQueryable<T> query, bool tracked)
        where T : class => tracked ? query : query.AsNoTracking();
}
