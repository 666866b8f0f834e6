using Entente.Onboarding.Rules;
using Entente.Platform.Values;

namespace Entente.Onboarding.Show;

/// <summary>Where an agreement is.</summary>
public enum AgreementPhase
{
    Draft,
    Published,
    Ended,
}

/// <param name="Number">The newest version; 0: none.</param>
/// <param name="Asked">Partners whom it concerns now: they accepted it, or it waits for them.</param>
/// <param name="Waiting">Those of them for whom it waits.</param>
/// <param name="Shut">Those of them whose registrations wait.</param>
public sealed record AgreementRow(
    AgreementId Id,
    string Name,
    AgreementPhase Phase,
    int Number,
    bool HasDraft,
    string For,
    DateOnly? EffectiveOn,
    int Asked,
    int Waiting,
    int Shut
);

/// <param name="By">Null: somebody who is no longer known, or Entente.</param>
/// <param name="Accepted">How many partners accepted this version.</param>
/// <param name="For">Whom it is for, in words.</param>
/// <param name="Reach">How many partners it is for now, as far as the reader sees partners.</param>
public sealed record AgreementVersionLine(
    int Number,
    DateTimeOffset At,
    string? By,
    AgreementSheet Sheet,
    DateOnly EffectiveOn,
    DateOnly Gates,
    string Hash,
    int Accepted,
    string For,
    int Reach
);

/// <summary>A partner that an agreement concerns.</summary>
/// <param name="Accepted">The highest version that it accepted; 0: none.</param>
/// <param name="Person">Who clicked; null: it has not, or they are no longer known.</param>
public sealed record AgreementPartner(
    PartnerId Partner,
    string Name,
    AgreementStanding Standing,
    int Accepted,
    string? Person,
    DateTimeOffset? At,
    string? Hash
);

/// <param name="Seen">The record's version, which forms carry.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="Partners">Those for whom claims wait first, then those for whom it waits, then by name.</param>
/// <param name="NextFor">Whom a draft is for, in words.</param>
/// <param name="Next">Of a draft that was published now: how many partners it would be for.</param>
public sealed record AgreementView(
    AgreementId Id,
    string Name,
    int Seen,
    AgreementPhase Phase,
    int Number,
    AgreementSheet? Draft,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? EndedFor,
    IReadOnlyList<AgreementVersionLine> Versions,
    IReadOnlyList<AgreementPartner> Partners,
    string NextFor,
    int Next
);

/// <summary>An agreement as it stands with one partner.</summary>
public sealed record PartnerAgreement(
    AgreementId Id,
    string Name,
    AgreementStanding Standing,
    int Accepted,
    string? Person,
    DateTimeOffset? At,
    bool Ended
);
