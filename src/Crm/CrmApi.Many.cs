using Entente.Crm.Verdicts;
using Entente.Platform.Matching;

namespace Entente.Crm;

// Which accounts may be a company, and how likely: of one or of many at once in the same few questions, so that neither the answers nor their time differ by what is found.
public sealed partial class CrmApi
{
    private static readonly PairAnswer Stranger = new(0, PairVerdict.Different, "The names are hardly alike.");

    /// <summary>Accounts that may be the company, best first; strong keys, likeness and what people said together.</summary>
    public Task<AccountCandidates> Candidates(string? name, string? domain, int take, CancellationToken ct) =>
        Candidates(new CompanyRecord(name, Domain: domain), take, ct);

    /// <summary>As above, of a whole record: its country and phone count as well.</summary>
    public async Task<AccountCandidates> Candidates(CompanyRecord asked, int take, CancellationToken ct) =>
        (await CandidatesOfMany([asked], take, ct))[0];

    /// <summary>As <see cref="Candidates(CompanyRecord,int,CancellationToken)"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<AccountCandidates>> CandidatesOfMany(IReadOnlyList<CompanyRecord> asked, int take, CancellationToken ct)
    {
        var index = await indexes.Of(db, ct);
        var found = new IReadOnlyList<Candidate>[asked.Count];
        if (index is null)
            for (var i = 0; i < asked.Count; i++)
                found[i] = await ByStrongKeys(asked[i], take, ct);
        else if (asked.Count == 1)
            found[0] = index.Find(Query(asked[0]), take);
        else
            Parallel.For(0, asked.Count, new() { CancellationToken = ct }, i => found[i] = index.Find(Query(asked[i]), take));
        // The index knows the shipped list alone: what proves by the word of the workspace is asked of the database.
        if (index is not null)
            for (var i = 0; i < asked.Count; i++)
                if (asked[i].Sites is { Prove.Count: > 0 })
                    found[i] = [.. (await ByStrongKeys(asked[i], take, ct)).Concat(found[i]).DistinctBy(f => f.Id).Take(take)];
        var marks = asked.Select(CompanyMark.OfClaim).ToList();
        var said = await VerdictSql.Around(
            db,
            [.. marks, .. found.SelectMany(f => f).Select(f => CompanyMark.Of(new AccountId(f.Id)))],
            ct
        );
        var all = marks.Select((mark, i) => WithSaid(mark, found[i], said.Pairs)).ToList();
        var living = (await Accounts([.. all.SelectMany(a => a.Keys).Distinct()], ct)).ToDictionary(c => c.Id);
        return
        [
            .. asked.Select(
                (record, i) =>
                    new AccountCandidates(Judged(record, marks[i], all[i], living, said, asked.Count == 1 ? take : 0), index is not null)
            ),
        ];
    }

    /// <summary>What was found, and whom people called the same as the claim or as an account that surely is it.</summary>
    private static Dictionary<AccountId, Candidate?> WithSaid(string mark, IReadOnlyList<Candidate> found, KnownPairs pairs)
    {
        var all = found.ToDictionary(f => new AccountId(f.Id), f => (Candidate?)f);
        if (pairs.IsEmpty)
            return all;
        var sure = found
            .Where(f => f.Verdict is MatchVerdict.Exact)
            .Select(f => CompanyMark.Of(new AccountId(f.Id)))
            .Where(account => pairs.Of(mark, account) is not false)
            .Append(mark);
        foreach (var other in sure.SelectMany(pairs.SameAs).Select(CompanyMark.Account).OfType<AccountId>())
            all.TryAdd(other, null);
        return all;
    }

    private static IReadOnlyList<AccountCandidate> Judged(
        CompanyRecord asked,
        string mark,
        Dictionary<AccountId, Candidate?> all,
        Dictionary<AccountId, AccountCard> known,
        SaidPairs said,
        int atLeast
    )
    {
        var living = all.Where(a => known.TryGetValue(a.Key, out var card) && !card.Deleted).OrderBy(a => a.Key.Value).ToList();
        var answers = Compared(asked, living, known, atLeast);
        var sure = living
            .Where(a => a.Value is { Verdict: MatchVerdict.Exact } && said.Pairs.Of(mark, CompanyMark.Of(a.Key)) is not false)
            .Select(a => CompanyMark.Of(a.Key))
            .ToList();
        return
        [
            .. living
                .Select(a => new AccountCandidate(
                    known[a.Key],
                    a.Value?.Score ?? 0,
                    a.Value?.Verdict ?? MatchVerdict.None,
                    a.Value?.Reasons ?? [],
                    answers[a.Key]
                )
                {
                    Known = Known(mark, CompanyMark.Of(a.Key), sure, said.Pairs),
                    Said = said.Of(mark, CompanyMark.Of(a.Key)),
                })
                .OrderByDescending(c => c.Known is true)
                .ThenByDescending(c => c.Certain)
                .ThenByDescending(c => c.Outcome)
                .ThenByDescending(c => c.Pair.Probability)
                .ThenByDescending(c => c.Score)
                .ThenBy(c => c.Account.Name.Length)
                .ThenBy(c => c.Account.Id.Value),
        ];
    }

    // Only what is worth a look: of a hundred thousand rows of a file most are strangers. Of one that is asked about by itself always as many, filled up with
    // itself, so that the time tells nobody whether a company is known.
    private static Dictionary<AccountId, PairAnswer> Compared(
        CompanyRecord asked,
        IReadOnlyList<KeyValuePair<AccountId, Candidate?>> living,
        Dictionary<AccountId, AccountCard> known,
        int atLeast
    )
    {
        var worth = living.Where(a => a.Value is not { Verdict: MatchVerdict.None }).Select(a => a.Key).ToList();
        var answers = CompanyPair.OfMany(
            asked,
            [
                .. worth.Select(a => known[a].AsRecord() with { Sites = asked.Sites }),
                .. Enumerable.Repeat(asked, Math.Max(0, atLeast - worth.Count)),
            ]
        );
        var all = living.ToDictionary(a => a.Key, _ => Stranger);
        for (var i = 0; i < worth.Count; i++)
            all[worth[i]] = answers[i];
        return all;
    }

    // What was said of the claim itself; else what was said of an account that surely is it.
    private static bool? Known(string mark, string account, List<string> sure, KnownPairs pairs) =>
        pairs.Of(mark, account) ?? (sure.Any(s => s != account && pairs.Of(s, account) is true) ? true : null);

    private static CompanyQuery Query(CompanyRecord asked) => new(asked.Name, Domain.OfCompany(asked.Domain, asked.Sites)?.Value);

    private async Task<IReadOnlyList<Candidate>> ByStrongKeys(CompanyRecord asked, int take, CancellationToken ct)
    {
        var found = new List<Candidate>();
        if (Domain.OfCompany(asked.Domain, asked.Sites) is { } registrable)
            found.AddRange(
                (await AccountsWithDomain(registrable, ct)).Select(a => Exact(a, 100, new MatchReason.SameDomain(registrable.Value)))
            );
        var company = CompanyName.Of(asked.Name);
        found.AddRange((await AccountsWithCoreName(company, ct)).Select(a => Exact(a, 98, new MatchReason.SameCoreName(company.Core))));
        return [.. found.DistinctBy(f => f.Id).Take(take)];
    }

    private static Candidate Exact(AccountCard account, int score, MatchReason why) =>
        new(account.Id.Value, account.Name, score, MatchVerdict.Exact, [why]);
}
