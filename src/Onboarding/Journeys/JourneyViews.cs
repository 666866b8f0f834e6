using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Onboarding.Journeys;

/// <param name="After">What it waits for, by its title.</param>
/// <param name="By">Who closed it; null: Entente, somebody who is no longer known, or the reader does not learn it.</param>
/// <param name="Words">What shows it; of a skipped one why.</param>
public sealed record StepLine(
    JourneyStepId Id,
    int Seen,
    string Title,
    PlanSide Side,
    JourneyFact? Fact,
    JourneyStepState State,
    string? After,
    DateOnly? DueOn,
    bool Overdue,
    DateTimeOffset? ClosedAt,
    string? By,
    string Words,
    bool WantsEvidence,
    bool MayTick
)
{
    /// <summary>Whose it is; null: its side's, or the reader does not learn it.</summary>
    public PersonId? OwnerId { get; init; }

    public string? Owner { get; init; }
}

/// <summary>Somebody to whom a step may be given.</summary>
public sealed record StepOwner(PersonId Id, string Name);

/// <param name="Activation">What counts as activated, in words.</param>
public sealed record JourneyView(
    JourneyId Id,
    PartnerId Partner,
    string PartnerName,
    DateOnly StartedOn,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? EndedAt,
    string Why,
    string Activation,
    IReadOnlyList<StepLine> Steps
)
{
    /// <summary>Who may have steps of each side; empty for whoever does not give them.</summary>
    public IReadOnlyList<StepOwner> VendorOwners { get; init; } = [];

    public IReadOnlyList<StepOwner> PartnerOwners { get; init; } = [];

    public int Closed => Steps.Count(s => s.State is JourneyStepState.Done or JourneyStepState.Skipped);

    public bool Ended => EndedAt is not null;
}

/// <summary>Whose steps a journey goes through: of a type, or of a segment.</summary>
/// <param name="Words">The type, or what the segment is called now.</param>
public sealed record JourneyFor(PartnerType? Type, SegmentId? Segment, string Words);

/// <param name="Next">The open step that is due first.</param>
/// <param name="Late">How many open steps are overdue.</param>
public sealed record JourneyRow(
    JourneyId Id,
    PartnerId Partner,
    string PartnerName,
    JourneyFor For,
    DateOnly StartedOn,
    DateTimeOffset? ActivatedAt,
    DateTimeOffset? EndedAt,
    string Why,
    int Closed,
    int Of,
    string? Next,
    DateOnly? NextDue,
    int Late
);
