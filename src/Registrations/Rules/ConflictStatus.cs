namespace Entente.Registrations.Rules;

/// <summary>What the CRM's field says of others who want the same company (CON-4). Pure.</summary>
internal static class ConflictStatus
{
    public const string None = "none";

    /// <summary>Somebody else's claim waits for a decision: a conflict at risk. Once somebody takes it up, the case says <c>active</c>.</summary>
    public const string Open = "risk";

    /// <summary>Somebody else wanted it, and it was decided.</summary>
    public const string Resolved = "resolved";

    /// <param name="contested">Somebody else wanted the company when it was decided.</param>
    public static string Of(ClaimFacts facts, bool contested) =>
        facts.Registrations.Any(r => r.PartnerId != facts.Partner.Id && r.State.IsUndecided()) ? Open
        : contested ? Resolved
        : None;

    /// <summary>
    /// The claims that are in the CRM and are touched by what becomes of <paramref name="facts"/>' claim, each with what its field says now.
    /// </summary>
    /// <param name="waits">The claim waits for a decision; otherwise it has just been ended or refused.</param>
    public static IEnumerable<(RivalFact Claim, string Status)> Others(ClaimFacts facts, bool waits) =>
        facts
            .Registrations.Where(r => r.PartnerId != facts.Partner.Id && r.State.IsApproved() && r.Stands)
            .Select(r =>
                (
                    r,
                    waits || facts.Registrations.Any(o => o.Id != r.Id && o.PartnerId != r.PartnerId && o.State.IsUndecided())
                        ? Open
                        : Resolved
                )
            );
}
