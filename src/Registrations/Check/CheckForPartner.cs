using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Check;

/// <summary>What staff hear while they type a claim for a partner.</summary>
/// <param name="Named">False: no company is named yet.</param>
/// <param name="Findings">What wants a look, the gravest first; what only completes the form is left to sending it.</param>
/// <param name="Candidates">Accounts of the CRM that may be the company, the likeliest first.</param>
/// <param name="NamesUnread">Who is only alike is not among them yet.</param>
internal sealed record StaffAnswer(
    bool Named,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<CandidateFact> Candidates,
    bool NamesUnread = false
);

/// <summary>
/// The live check for staff: the whole rule set over everything the house knows, at once. Only for those who may read registrations, and of partners
/// within their scope: what it tells is what the review would.
/// </summary>
internal sealed class CheckForPartner(Actor actor, TimeProvider clock, ClaimWorld world)
{
    private const int MostCandidates = 5;

    private static readonly string[] OfTheForm = [FindingCodes.Complete, FindingCodes.Consent, FindingCodes.Proof, FindingCodes.Discount];

    /// <summary>Refused: no right to read registrations; a partner that is not there for this person.</summary>
    public async Task<Result<StaffAnswer>> Run(PartnerId partner, ClaimInput input, CancellationToken ct)
    {
        if (!actor.IsStaff || !actor.May(Permissions.ReadRegistrations))
            return Refusals.CheckForReaders;
        var now = clock.GetUtcNow();
        var terms = await world.Terms(ct);
        if ((await TypedSoFar.Read(input, world, terms.Calendar.DateAt(now), ct)).Claim is not { } claim)
            return new StaffAnswer(Named: false, [], []);
        if (await world.Facts(partner, claim, null, ct) is not { } facts)
            return Problem.NotFound("partner.not_found", "There is no such partner.");
        var holding = await world.Holding(partner, terms.Policy, now, ct);
        var found = Assessment.Of(facts with { Holding = holding }, terms, now).Findings;
        return new StaffAnswer(
            Named: true,
            [.. found.Where(f => f.Severity is not Severity.Info && !OfTheForm.Contains(f.Code)).OrderByDescending(f => f.Severity)],
            [.. facts.Candidates.Take(MostCandidates)],
            facts.NamesUnread
        );
    }
}
