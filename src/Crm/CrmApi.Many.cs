using Entente.Crm.Index;
using Entente.Crm.Model;
using Entente.Platform.Matching;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

// Many companies at once: the same answers as one by one, in a handful of questions.
public sealed partial class CrmApi
{
    /// <summary>As <see cref="Candidates(string?,string?,int,CancellationToken)"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<AccountCandidates>> CandidatesOfMany(IReadOnlyList<CompanyQuery> asked, int take, CancellationToken ct)
    {
        var answers = new AccountCandidates[asked.Count];
        if (await indexes.Of(db, ct) is not { } index)
        {
            for (var i = 0; i < asked.Count; i++)
                answers[i] = new(await ByStrongKeys(asked[i].Name, asked[i].Domain, take, ct), Complete: false);
            return answers;
        }
        var found = new IReadOnlyList<Candidate>[asked.Count];
        Parallel.For(0, asked.Count, new() { CancellationToken = ct }, i => found[i] = index.Find(asked[i], take));
        var ids = found.SelectMany(f => f).Select(f => new AccountId(f.Id)).Distinct().ToList();
        var known = (await Accounts(ids, ct)).ToDictionary(c => c.Id);
        for (var i = 0; i < asked.Count; i++)
            answers[i] = new(
                [
                    .. found[i]
                        .Where(f => known.TryGetValue(new AccountId(f.Id), out var card) && !card.Deleted)
                        .Select(f => new AccountCandidate(known[new AccountId(f.Id)], f.Score, f.Verdict, f.Reasons)),
                ],
                Complete: true
            );
        return answers;
    }
}
