using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Programs.Model;

internal enum ProposalState
{
    Open,
    Approved,
    Declined,

    /// <summary>The partner was placed otherwise meanwhile, or has not earned it any more.</summary>
    Outdated,
}

/// <summary>That a partner has earned a higher tier, and what somebody decided about it.</summary>
[Subject("tier_proposal")]
internal sealed class TierProposal : Entity, IPartnerOwned
{
    private TierProposal() { }

    public TierProposalId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PartnerTier From { get; private init; }
    public PartnerTier To { get; private init; }

    /// <summary>The numbers it rests on, in sentences, one a line.</summary>
    public string Numbers { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public ProposalState State { get; private set; }
    public string? Reason { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>In the workspace's zone: a rise that was refused is not proposed again in that quarter.</summary>
    public DateOnly? DecidedOn { get; private set; }

    public static TierProposal Of(PartnerId partner, PartnerTier from, PartnerTier to, string numbers, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<TierProposalId>(now),
            PartnerId = partner,
            From = from,
            To = to,
            Numbers = numbers,
            At = now,
        };

    public void Decide(bool approved, string reason, PersonId? by, DateOnly day, DateTimeOffset now)
    {
        if (State is not ProposalState.Open)
            throw new InvalidOperationException($"Already {State}.");
        (State, Reason, DecidedBy, DecidedOn, DecidedAt) = (
            approved ? ProposalState.Approved : ProposalState.Declined,
            reason,
            by,
            day,
            now
        );
    }

    public void Outdate(DateTimeOffset now) => (State, DecidedAt) = (ProposalState.Outdated, now);
}

/// <summary>A criterion that a partner is let off until a day.</summary>
[Subject("tier_exception")]
internal sealed class TierException : Entity, IPartnerOwned
{
    private TierException() { }

    public TierExceptionId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public string Criterion { get; private init; } = "";
    public string Reason { get; private init; } = "";

    /// <summary>The first day on which the criterion counts again.</summary>
    public DateOnly Until { get; private set; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static TierException Of(PartnerId partner, string criterion, DateOnly until, string reason, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<TierExceptionId>(now),
            PartnerId = partner,
            Criterion = criterion,
            Until = until,
            Reason = reason,
            By = by,
            At = now,
        };

    public void End(DateOnly today) => Until = today;
}

/// <summary>Where a piece of evidence stands.</summary>
public enum EvidenceState
{
    Waiting,
    Accepted,
    Refused,
}

/// <summary>What somebody shows for a criterion that no record measures: a certificate of a named person, a reference.</summary>
[Subject("tier_evidence")]
internal sealed class TierEvidence : Entity, IPartnerOwned
{
    private TierEvidence() { }

    public TierEvidenceId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public string Criterion { get; private init; } = "";

    /// <summary>Of a certificate: whose it is.</summary>
    public string Who { get; private init; } = "";
    public string What { get; private init; } = "";
    public DateOnly Day { get; private init; }

    /// <summary>The first day on which it is not valid any more; null: none.</summary>
    public DateOnly? Until { get; private init; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public EvidenceState State { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>When it was told that it has ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Only a certificate names somebody.</summary>
    public bool IsCertificate => Who.Length > 0;

    public static TierEvidence Of(
        PartnerId partner,
        string criterion,
        string who,
        string what,
        DateOnly day,
        DateOnly? until,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<TierEvidenceId>(now),
            PartnerId = partner,
            Criterion = criterion,
            Who = who,
            What = what,
            Day = day,
            Until = until,
            By = by,
            At = now,
        };

    public void Decide(bool accepted, string? reason, PersonId? by, DateTimeOffset now)
    {
        if (State is not EvidenceState.Waiting)
            throw new InvalidOperationException($"Already {State}.");
        (State, Reason, DecidedBy, DecidedAt) = (accepted ? EvidenceState.Accepted : EvidenceState.Refused, reason, by, now);
        if (accepted && IsCertificate)
            Announce(new PartnerFieldsChanged(PartnerId));
    }

    /// <summary>It is not valid any more.</summary>
    public void End(DateTimeOffset now)
    {
        if (EndedAt is not null || State is not EvidenceState.Accepted)
            return;
        EndedAt = now;
        Announce(new PartnerFieldsChanged(PartnerId));
    }
}

/// <summary>A partner does not agree with where it was placed.</summary>
[Subject("tier_appeal")]
internal sealed class TierAppeal : Entity, IPartnerOwned
{
    private TierAppeal() { }

    public TierAppealId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The tier it asks for.</summary>
    public PartnerTier Wanted { get; private init; }

    /// <summary>The tier it has.</summary>
    public PartnerTier Against { get; private init; }

    /// <summary>Who decided what it appeals against: they do not answer. Null: the plan did.</summary>
    public PersonId? AgainstBy { get; private init; }
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public bool? Upheld { get; private set; }

    /// <summary>The answer with the thresholds and dates it rests on, one a line.</summary>
    public string? Reply { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static TierAppeal Of(
        PartnerId partner,
        PartnerTier wanted,
        PartnerTier against,
        PersonId? againstBy,
        string words,
        PersonId? by,
        DateTimeOffset now,
        DateTimeOffset due
    ) =>
        new()
        {
            Id = Ids.New<TierAppealId>(now),
            PartnerId = partner,
            Wanted = wanted,
            Against = against,
            AgainstBy = againstBy,
            Words = words,
            By = by,
            At = now,
            DueAt = due,
        };

    public void Answer(bool upheld, string reply, PersonId? by, DateTimeOffset now)
    {
        if (Upheld is not null)
            throw new InvalidOperationException("Already answered.");
        (Upheld, Reply, AnsweredBy, AnsweredAt) = (upheld, reply, by, now);
    }
}
