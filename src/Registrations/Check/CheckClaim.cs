using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Check;

/// <summary>What may be said while a form is filled: only what follows from the input itself, the partner's own claims, published rules.</summary>
public sealed record LiveAnswer(bool Named, IReadOnlyList<LiveLine> Lines);

public sealed record LiveLine(bool Good, string Text);

/// <summary>
/// The live check: runs the assessment that the submission runs, on what the claimant may hear of. Nothing of the vendor's data is looked up, so
/// neither the bytes nor the time can tell of it.
/// </summary>
public sealed class CheckClaim
{
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CheckLimits limits;
    private readonly ProbeWatch watch;

    internal CheckClaim(Actor actor, TimeProvider clock, ClaimWorld world, CheckLimits limits, ProbeWatch watch) =>
        (this.actor, this.clock, this.world, this.limits, this.watch) = (actor, clock, world, limits, watch);

    public async Task<Result<LiveAnswer>> Run(ClaimInput input, CancellationToken ct)
    {
        if (actor.Partner is not { } partner)
            return Refusals.PartnersOnly;
        if (Partnering.MayNot(actor, Access.PartnerRights.Register) is { } forbidden)
            return forbidden;
        if (!limits.Take(actor.Workspace, partner))
            return new Problem(
                ProblemKind.TooMany,
                "registration.too_many_checks",
                "Too many checks in a short time. Send the form; it is checked then."
            );
        var now = clock.GetUtcNow();
        var terms = await world.Terms(ct);
        var (claim, wrong) = await TypedSoFar.Read(input, world, terms.Calendar.DateAt(now), ct);
        if (claim is null || await world.Partner(partner, ct) is not { } claimant)
            return new LiveAnswer(Named: false, []);
        var facts = (await world.OwnFactsOfMany(claimant, [claim], ct))[0];
        await watch.Note(partner, claim, now, ct);
        return Answer(Assessment.Of(facts, terms, now), claim, wrong);
    }

    private static LiveAnswer Answer(Assessment assessment, Claim claim, Problem? wrong)
    {
        var lines = new List<LiveLine>();
        foreach (var field in (string[])["domain", "contactEmail", "country"])
            if (wrong?.Fields?.GetValueOrDefault(field) is { } message)
                lines.Add(new(false, message));
        if (claim.Domain is { } domain)
            lines.Add(new(true, $"Website: {domain}"));
        else if (Domain.OfCompany(claim.ContactEmail, claim.Sites) is { } worksAt)
            lines.Add(new(true, $"Company of the contact: {worksAt.Value}"));
        string[] told =
        [
            FindingCodes.PartnerStatus,
            FindingCodes.Eligibility,
            FindingCodes.Gate,
            FindingCodes.OwnRegistration,
            FindingCodes.Territory,
            FindingCodes.Contact,
        ];
        lines.AddRange(
            assessment
                .ForPartnerBeforeDecision.Where(f => told.Contains(f.Code) && f.Severity is not Severity.Info && f.PartnerText is not null)
                .Select(f => new LiveLine(false, f.PartnerText!))
        );
        return new(Named: true, lines);
    }
}
