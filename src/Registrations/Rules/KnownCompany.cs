using Entente.Platform.Matching;

namespace Entente.Registrations.Rules;

/// <summary>
/// Which accounts of the CRM the company claimed is: a person's word first, then the strong keys, then the likelihood. Whatever order the candidates are
/// listed in, the answers are the same.
/// </summary>
internal static class KnownCompany
{
    /// <summary>The likeliest first.</summary>
    public static IReadOnlyList<CandidateFact> Ranked(IEnumerable<CandidateFact> candidates) =>
        [
            .. candidates
                .OrderByDescending(c => c.Said is { Same: true })
                .ThenByDescending(c => c.Certain)
                .ThenByDescending(c => c.Judged)
                .ThenByDescending(c => c.Percent)
                .ThenByDescending(c => c.Score)
                .ThenBy(c => c.AccountId),
        ];

    /// <summary>Those that it may be; never one of which a person said, or the comparison shows, that it is another company.</summary>
    public static IReadOnlyList<CandidateFact> Possible(IEnumerable<CandidateFact> candidates) =>
        Ranked(candidates.Where(c => c.Judged is not PairVerdict.Different));

    /// <summary>The account that it surely is; null: none, or somebody must say.</summary>
    public static CandidateFact? Sure(IEnumerable<CandidateFact> candidates) => Ranked(candidates).FirstOrDefault(c => c.Certain);

    /// <summary>The strong keys of the accounts that people called the same company: the claim is found and locked by them as by its own.</summary>
    public static IReadOnlyList<ClaimKey> AlsoKeys(Claim claim, IEnumerable<CandidateFact> candidates) =>
        [
            .. candidates
                .Where(c => c.Said is { Same: true })
                .SelectMany(c => ClaimKeys.OfAccount(c.Name, c.Domain))
                .Except(claim.Keys)
                .Distinct()
                .OrderBy(k => k.ToString(), StringComparer.Ordinal),
        ];
}
