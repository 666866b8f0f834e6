using Entente.Crm.Model;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Duplicates;

/// <summary>Where a duplicate stands.</summary>
public enum DuplicateView
{
    /// <summary>Nobody has decided.</summary>
    Open,

    /// <summary>It can wait, for a month from when somebody said so.</summary>
    Later,

    /// <summary>It is one company, and waits for being merged in the CRM.</summary>
    Merge,
}

/// <param name="Text">Part of the name; null: any.</param>
/// <param name="Sure">Only those of at least 95 %.</param>
/// <param name="Owner">Owner in the CRM of one of the accounts, by their name there; null: anybody.</param>
public sealed record DuplicateFilter(DuplicateView View, string? Text = null, bool Sure = false, string? Owner = null);

/// <summary>One line of the queue.</summary>
/// <param name="Probability">0 to 1.</param>
public sealed record DuplicateLine(DuplicateId Id, string Name, int Size, double Probability, string Because, DateTimeOffset FoundAt);

/// <summary>A duplicate whole.</summary>
/// <param name="Accounts">In the order of their ids, those gone from the CRM left out.</param>
/// <param name="Pairs">Every account against the first, in their order; the first itself is left out.</param>
/// <param name="Said">What people said of its accounts with one another.</param>
/// <param name="Keep">The account that stays, once somebody has decided.</param>
public sealed record DuplicateCase(
    DuplicateLine Line,
    DuplicateView View,
    IReadOnlyList<AccountCard> Accounts,
    IReadOnlyList<PairAnswer> Pairs,
    IReadOnlyList<CompanySaid> Said,
    AccountId? Keep,
    PersonId? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? Until
);

/// <summary>Reads the queue of duplicates. For staff: it holds accounts whole.</summary>
public sealed class DuplicateDesk(EntenteDb db, CrmApi crm, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<DuplicateLine> Lines, int Total)> List(DuplicateFilter filter, int page, CancellationToken ct)
    {
        var which = In(filter);
        var total = await which.CountAsync(ct);
        var lines = await Ordered(which).Skip(Math.Max(0, page - 1) * PageSize).Take(PageSize).Select(Line).ToListAsync(ct);
        return (lines, total);
    }

    public Task<int> Count(DuplicateView view, CancellationToken ct) => In(new(view)).CountAsync(ct);

    /// <summary>The ids before and after one in its queue, and its place; nulls where it does not stand there.</summary>
    public async Task<(DuplicateId? Previous, DuplicateId? Next, int? Place, int Of)> Neighbours(
        DuplicateId id,
        DuplicateFilter filter,
        CancellationToken ct
    )
    {
        var all = await Ordered(In(filter)).Take(2_000).Select(d => d.Id).ToListAsync(ct);
        var at = all.IndexOf(id);
        return at < 0
            ? (null, all.Count > 0 ? all[0] : null, null, all.Count)
            : (at > 0 ? all[at - 1] : null, at + 1 < all.Count ? all[at + 1] : null, at + 1, all.Count);
    }

    /// <summary>Names of the owners of accounts that stand in a duplicate.</summary>
    public Task<List<string>> Owners(CancellationToken ct) =>
        (
            from m in db.Set<DuplicateMember>()
            join a in db.Set<AccountRow>() on m.AccountId equals a.Id
            join o in db.Set<OwnerRow>()
                on new { a.ConnectionId, CrmId = a.OwnerId } equals new { o.ConnectionId, CrmId = (string?)o.CrmId }
            where !a.Deleted
            select o.Name
        )
            .Distinct()
            .OrderBy(n => n)
            .Take(200)
            .ToListAsync(ct);

    /// <summary>Null when it is none any more: its accounts changed, were merged, or somebody said that they are different.</summary>
    public async Task<DuplicateCase?> Load(DuplicateId id, CancellationToken ct)
    {
        var line = await db.Set<DuplicateRow>().Where(d => d.Id == id).Select(Line).SingleOrDefaultAsync(ct);
        if (line is null)
            return null;
        var members = await db.Set<DuplicateMember>().Where(m => m.DuplicateId == id).Select(m => m.AccountId).ToListAsync(ct);
        var accounts = (await crm.Accounts(members, ct)).Where(a => !a.Deleted).ToList();
        var choice = await db.Set<DuplicateChoice>().AsNoTracking().SingleOrDefaultAsync(c => c.DuplicateId == id, ct);
        var now = clock.GetUtcNow();
        var marks = accounts.Select(a => CompanyMark.Of(a.Id)).ToHashSet();
        var said = await VerdictSql.Around(db, marks, ct);
        return new(
            line,
            choice switch
            {
                { Same: true } => DuplicateView.Merge,
                { Until: { } until } when until > now => DuplicateView.Later,
                _ => DuplicateView.Open,
            },
            accounts,
            accounts.Count < 2 ? [] : CompanyPair.OfMany(accounts[0].AsRecord(), [.. accounts.Skip(1).Select(a => a.AsRecord())]),
            [.. said.All.Where(s => marks.Contains(s.Left) && marks.Contains(s.Right))],
            choice?.Keep,
            choice?.By,
            choice?.At,
            choice?.Until
        );
    }

    private static readonly System.Linq.Expressions.Expression<Func<DuplicateRow, DuplicateLine>> Line = d => new DuplicateLine(
        d.Id,
        d.Name,
        d.Size,
        d.Probability,
        d.Because,
        d.FoundAt
    );

    private static IQueryable<DuplicateRow> Ordered(IQueryable<DuplicateRow> which) =>
        which.OrderByDescending(d => d.Probability).ThenBy(d => d.Id);

    private IQueryable<DuplicateRow> In(DuplicateFilter filter)
    {
        var now = clock.GetUtcNow();
        var choices = db.Set<DuplicateChoice>();
        var which = db.Set<DuplicateRow>().AsNoTracking();
        which = filter.View switch
        {
            DuplicateView.Merge => which.Where(d => choices.Any(c => c.DuplicateId == d.Id && c.Same)),
            DuplicateView.Later => which.Where(d => choices.Any(c => c.DuplicateId == d.Id && !c.Same && c.Until > now)),
            _ => which.Where(d => !choices.Any(c => c.DuplicateId == d.Id && (c.Same || c.Until > now))),
        };
        if (filter.Sure)
            which = which.Where(d => d.Probability >= 0.95);
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } text)
            which = which.Where(d =>
                db.Set<DuplicateMember>()
                    .Any(m =>
                        m.DuplicateId == d.Id && db.Set<AccountRow>().Any(a => a.Id == m.AccountId && a.Name.ToLower().Contains(text))
                    )
            );
        if (filter.Owner is { Length: > 0 } owner)
            which = which.Where(d =>
                (
                    from m in db.Set<DuplicateMember>()
                    join a in db.Set<AccountRow>() on m.AccountId equals a.Id
                    join o in db.Set<OwnerRow>()
                        on new { a.ConnectionId, CrmId = a.OwnerId } equals new { o.ConnectionId, CrmId = (string?)o.CrmId }
                    where m.DuplicateId == d.Id && o.Name == owner
                    select m
                ).Any()
            );
        return which;
    }
}
