namespace Entente.Registrations.Rules;

/// <summary>The moments that a verdict looks at, exactly as it ran.</summary>
/// <param name="ClaimedAt">The claim's date, by which it is compared with others.</param>
/// <param name="ReviewFrom">When the review began that is being decided.</param>
/// <param name="Zone">Of the workspace then.</param>
internal sealed record VerdictMoment(
    DateTimeOffset At,
    DateTimeOffset ClaimedAt,
    DateTimeOffset ReviewFrom,
    DateTimeOffset? FirstMeetingAt,
    string Zone
);

/// <summary>
/// Everything that a policy makes of a claim at one moment: whether it is received, what is suggested, what is decided without a person, who
/// leads, and every date. Stored with each assessment; a pure function of the stored facts, so that any policy can be asked again (REG-9).
/// </summary>
/// <param name="Fault">The refusal's code at the door; null: received.</param>
/// <param name="Leader">Whom the ruling favours; null: nobody else wants it, or nothing separates the two.</param>
/// <param name="RuledBy">The step of the hierarchy that decided.</param>
/// <param name="Due">When the decision is due, counted from where the review began, without stops.</param>
/// <param name="WindowDays">The protection that it would get now, with its two ends.</param>
/// <param name="Unknown">What the policy asks and nobody recorded.</param>
internal sealed record ClaimVerdict(
    string? Fault,
    Suggestion Suggestion,
    string Why,
    AutomaticOutcome Automatic,
    string AutomaticBecause,
    RefusalReason? AutomaticReason,
    string? Leader,
    bool ClaimantLeads,
    string? RuledBy,
    DateTimeOffset? Due,
    int WindowDays,
    DateTimeOffset WindowEnd,
    DateTimeOffset HoldBy,
    IReadOnlyList<AppliedValue> Applied,
    IReadOnlyList<string> Unknown
)
{
    /// <summary>What its partner may read before the decision, where that is not the same; null: it is <see cref="Applied"/>.</summary>
    public IReadOnlyList<AppliedValue>? Outward { get; init; }

    /// <summary>Until when evidence would have to come first; null: it need not before the end.</summary>
    public DateTimeOffset? EvidenceBy { get; init; }

    /// <summary>Days that are lost without it; 0: all.</summary>
    public int EvidenceTakes { get; init; }

    /// <summary>A limit that refuses is reached: nobody could approve it.</summary>
    public bool Closed { get; init; }

    /// <summary>The discount band that it would get now; null: none.</summary>
    public DiscountBand? Band { get; init; }

    /// <summary>Until when its prices would be held; null: not at all.</summary>
    public DateTimeOffset? PricesUntil { get; init; }

    public static ClaimVerdict Of(ClaimFacts facts, Policy policy, int version, VerdictMoment moment) =>
        Of(facts, Assessment.Of(facts, Terms.Of(version, policy, moment.Zone), moment.At), moment);

    public static ClaimVerdict Of(ClaimFacts facts, Assessment assessment, VerdictMoment moment)
    {
        var (terms, own) = (assessment.Terms, assessment.Own);
        var values = own.Values;
        var ruling = Rivalry.Of(facts, moment.ClaimedAt, moment.FirstMeetingAt, terms, moment.At);
        var automatic = Rules.Automatic.Of(assessment, own, ruling);
        var window = Protection.Open(values.WindowDays(facts.Claim.Kind), values, terms.Calendar, moment.At);
        return new(
            assessment.OwnFault?.Code,
            assessment.Suggestion,
            assessment.Why,
            automatic.Outcome,
            automatic.Because,
            automatic.Reason,
            ruling?.Leader?.Name,
            ruling is null || ruling.Leader == ruling.First,
            ruling?.DecidedBy?.Rule,
            new DecisionClock(moment.ReviewFrom, values.DecisionTime, [], terms.Calendar).Due,
            values.WindowDays(facts.Claim.Kind),
            window.End,
            window.HoldBy,
            own.Applied,
            PolicyChecks.Unknown(facts, own)
        )
        {
            Outward = terms.Policy.Rules.Any(r => r.Scope.Names())
                ? PolicyResolver.Outward(terms.Policy, terms.Version, Segment.Of(facts))
                : null,
            EvidenceBy = window.EvidenceBy < window.End ? window.EvidenceBy : null,
            EvidenceTakes = window.EvidenceBy < window.End ? window.Evidence.Takes : 0,
            Closed = CapacityChecks.Closed(assessment),
            Band = own.Prices.Band,
            PricesUntil = PriceGrant.Of(own.Prices, terms.Calendar, moment.At)?.Until,
        };
    }
}
