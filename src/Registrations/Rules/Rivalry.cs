namespace Entente.Registrations.Rules;

/// <summary>Sets a claim against the strongest of those that want the same customer, and rules by the published hierarchy.</summary>
internal static class Rivalry
{
    /// <summary>Null when nobody else wants the customer.</summary>
    public static Ruling? Of(ClaimFacts facts, DateTimeOffset submittedAt, DateTimeOffset? firstMeetingAt, Terms terms, DateTimeOffset now)
    {
        var claimant = new Contender(
            facts.Partner.Name,
            submittedAt,
            null,
            Qualified(facts.Claim.Kind, submittedAt, firstMeetingAt),
            null,
            facts.Partner.TierRank
        );
        return Strongest(facts, terms.Policy.Conflicts, now) is { } rival
            ? ConflictHierarchy.Rule(claimant, rival, terms.Calendar, terms.Policy.Conflicts)
            : null;
    }

    /// <summary>How the claim stands when it is decided for.</summary>
    public static Crm.Standing Standing(ClaimFacts facts, Ruling? ruling) =>
        new(
            facts.Registrations.Any(r => r.PartnerId == facts.Partner.Id && r.State is RegistrationState.Won),
            ConflictStatus.Of(facts, contested: ruling is not null)
        );

    private static Contender? Strongest(ClaimFacts facts, ConflictRules rules, DateTimeOffset now)
    {
        var rival = facts
            .Registrations.Where(r => r.PartnerId != facts.Partner.Id && r.Stands)
            .OrderByDescending(r => r.Protection.Protects())
            .ThenBy(r => r.SubmittedAt)
            .ThenBy(r => r.Id) // However they are listed.
            .FirstOrDefault();
        if (rival is not null)
            return new(rival.PartnerName, rival.SubmittedAt, null, rival.SubmittedAt, null, rival.TierRank);
        var direct = facts
            .Opportunities.Where(o => o.PartnerId is null)
            .OrderByDescending(o => o.LastActivityAt)
            .ThenBy(o => o.Id)
            .FirstOrDefault();
        return direct is null ? null : Direct(direct, rules, now);
    }

    // An open direct opportunity counts as registered, and as qualified, only while somebody works on it.
    private static Contender Direct(OpportunityFact o, ConflictRules rules, DateTimeOffset now)
    {
        var since = VendorChecks.CountsAsRegistered(o, rules, now) ? o.CreatedAt ?? o.LastActivityAt : null;
        return new("Direct sales", since, null, since, null, null);
    }

    // A lead qualifies by its first meeting, a deal by its submission.
    private static DateTimeOffset? Qualified(RegistrationKind kind, DateTimeOffset submittedAt, DateTimeOffset? firstMeetingAt) =>
        kind is RegistrationKind.Lead ? firstMeetingAt : submittedAt;
}
