using Entente.Crm.Index;
using Entente.Crm.Sites;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Duplicates;

/// <summary>
/// Looks for accounts of the mirror that are one company, with the same engine as <c>./entente eval dedupe</c>, and with what people said. Everything
/// against everything once a day; in between only what changed, with whoever shares a key with it, is like it by name, or stood beside it.
/// </summary>
internal sealed class FindDuplicates(EntenteDb db, AccountIndexes indexes) : IScheduled
{
    private const int Alike = 12;
    private const int MostAtOnce = 2_000;
    private static readonly TimeSpan WholeEvery = TimeSpan.FromDays(1);

    // As the fuzzy index does: a commit can carry an earlier stamp than one that was seen already.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var walk = await db.Set<DuplicateWalk>().AsNoTracking().SingleOrDefaultAsync(ct);
        var clock = await AccountChanges.Clock(db, ct);
        if (walk is null || now - walk.WholeAt >= WholeEvery)
        {
            await Whole(now, ct);
            await Mark(clock, now, ct);
            return;
        }
        var changed = await DuplicateSql.ChangedSince(db, walk.UpTo - Overlap, ct);
        if (changed.Count > MostAtOnce)
        {
            await Whole(now, ct);
            await Mark(clock, now, ct);
            return;
        }
        if (changed.Count > 0)
            await Around(changed, now, ct);
        await Mark(clock, walk.WholeAt, ct);
    }

    /// <summary>These accounts anew, and all that they touch; nothing else is looked at.</summary>
    public async Task Around(IReadOnlyCollection<Guid> changed, DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold(["crm:duplicates"], ct);
        var near = new HashSet<Guid>(changed);
        near.UnionWith(await DuplicateSql.WithSameKeys(db, changed, ct));
        if (await indexes.Of(db, ct) is { } index)
            foreach (var account in await DuplicateSql.These(db, changed, ct))
                near.UnionWith(
                    index
                        .Find(new CompanyQuery(account.Record.Name, account.Record.Domain), Alike)
                        .Where(c => c.Verdict is not MatchVerdict.None)
                        .Select(c => c.Id)
                );
        var said = await VerdictSql.Around(db, [.. near.Select(Mark)], ct);
        near.UnionWith(
            near.SelectMany(id => said.Pairs.SameAs(Mark(id))).Select(CompanyMark.Account).OfType<AccountId>().Select(a => a.Value).ToList()
        );
        // Whoever stood beside one of them is looked at with it, so that every duplicate is replaced whole.
        near.UnionWith(await DuplicateSql.Together(db, near, ct));
        var accounts = await DuplicateSql.These(db, near, ct);
        var found = Clusters.Groups(await Records(accounts, ct), await Known(accounts, ct));
        await DuplicateSql.Replace(db, near, accounts, found, now, ct);
        await held.Save(ct);
    }

    private async Task Whole(DateTimeOffset now, CancellationToken ct)
    {
        var accounts = await DuplicateSql.All(db, ct);
        var found = Clusters.Groups(await Records(accounts, ct), await Known(accounts, ct));
        await using var held = await db.Hold(["crm:duplicates"], ct);
        await DuplicateSql.Replace(db, null, accounts, found, now, ct);
        await held.Save(ct);
    }

    private async Task<IReadOnlyList<CompanyRecord>> Records(List<ComparedAccount> accounts, CancellationToken ct)
    {
        var sites = await SiteBook.Of(db, ct);
        return [.. accounts.Select(a => sites.IsShipped ? a.Record : a.Record with { Sites = sites })];
    }

    // What people said of accounts with one another; what they said of claims concerns no duplicate.
    private async Task<List<(int, int, bool)>> Known(List<ComparedAccount> accounts, CancellationToken ct)
    {
        var said = await db.Set<CompanyVerdict>()
            .AsNoTracking()
            .Where(v =>
                v.RevokedAt == null && v.LeftMark.StartsWith(CompanyMark.AccountPrefix) && v.RightMark.StartsWith(CompanyMark.AccountPrefix)
            )
            .Select(v => new
            {
                v.LeftMark,
                v.RightMark,
                v.Same,
            })
            .ToListAsync(ct);
        if (said.Count == 0)
            return [];
        var places = accounts.Select((a, i) => (Mark: Mark(a.Id), Place: i)).ToDictionary(a => a.Mark, a => a.Place);
        return
        [
            .. said.Where(s => places.ContainsKey(s.LeftMark) && places.ContainsKey(s.RightMark))
                .Select(s => (places[s.LeftMark], places[s.RightMark], s.Same)),
        ];
    }

    private Task<int> Mark(DateTimeOffset upTo, DateTimeOffset whole, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_duplicate_walk (workspace_id, up_to, whole_at) values ($1, $2, $3)
            on conflict (workspace_id) do update set up_to = excluded.up_to, whole_at = excluded.whole_at
            """,
            ct,
            db.Workspace.Value,
            upTo.ToUniversalTime(),
            whole.ToUniversalTime()
        );

    private static string Mark(Guid account) => CompanyMark.Of(new AccountId(account));
}
