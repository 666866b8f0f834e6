namespace Entente.Registrations.Rules;

/// <summary>Sets a claim against all who want the same customer, and rules by the published hierarchy.</summary>
internal static class Rivalry
{
    public const string Direct = "Direct sales";

    /// <summary>Null when nobody else wants the customer.</summary>
    public static Ruling? Of(ClaimFacts facts, DateTimeOffset submittedAt, DateTimeOffset? firstMeetingAt, Terms terms, DateTimeOffset now)
    {
        var claimant = new Contender(
            facts.Partner.Name,
            submittedAt,
            facts.Partner.IncumbentSince,
            Qualification.At(facts.Claim.Kind, submittedAt, firstMeetingAt),
            facts.Partner.Specialists,
            facts.Partner.TierRank
        );
        return Others(facts, terms.Policy.Conflicts, now) is { Count: > 0 } others
            ? ConflictHierarchy.Rule(claimant, others, terms.Calendar, terms.Policy.Conflicts)
            : null;
    }

    /// <summary>How the claim stands when it is decided for.</summary>
    public static Crm.Standing Standing(ClaimFacts facts, Ruling? ruling) =>
        new(
            facts.Partner.IncumbentSince is not null
                || facts.Registrations.Any(r => r.PartnerId == facts.Partner.Id && r.State is RegistrationState.Won),
            ConflictStatus.Of(facts, contested: ruling is not null)
        );

    // Of equals the first is the one the claim is told against.
    private static List<Contender> Others(ClaimFacts facts, ConflictRules rules, DateTimeOffset now)
    {
        var others = facts
            .Registrations.Where(r => r.PartnerId != facts.Partner.Id && r.Stands)
            .OrderByDescending(r => r.Protection.Protects())
            .ThenBy(r => r.SubmittedAt)
            .ThenBy(r => r.Id) // However they are listed.
            .Select(r => new Contender(
                r.PartnerName,
                r.SubmittedAt,
                r.IncumbentSince,
                Qualification.At(r.Kind ?? RegistrationKind.Deal, r.SubmittedAt, r.FirstMeetingAt),
                r.Specialists,
                r.TierRank
            ))
            .ToList();
        // An open direct opportunity counts as registered, and as qualified, only while somebody works on it; of several the first that does.
        if (
            facts
                .Opportunities.Where(o => o.PartnerId is null)
                .OrderByDescending(o => VendorChecks.CountsAsRegistered(o, rules, now))
                .ThenBy(o => o.CreatedAt ?? o.LastActivityAt)
                .ThenBy(o => o.Id)
                .FirstOrDefault() is
            { } direct
        )
        {
            var since = VendorChecks.CountsAsRegistered(direct, rules, now) ? direct.CreatedAt ?? direct.LastActivityAt : null;
            others.Add(new(Direct, since, null, since, null, null));
        }
        return others;
    }
}
