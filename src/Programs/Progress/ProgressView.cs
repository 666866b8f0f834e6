using Entente.Partners;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Entente.Programs.Rules;

namespace Entente.Programs.Progress;

/// <param name="Next">The tier above, or its own at the top: what the criteria are held against.</param>
/// <param name="Review">The last day of this quarter, on which it is looked back.</param>
public sealed record ProgressView(PartnerCard Partner, PublishedPlan? Plan, PartnerTier Next, DateOnly Review)
{
    public IReadOnlyList<CriterionView> Criteria { get; init; } = [];
    public DateTimeOffset? Since { get; init; }
    public IReadOnlyList<PlacementLine> History { get; init; } = [];
    public ProposalLine? Proposal { get; init; }

    /// <summary>The day on which its grace is over.</summary>
    public DateOnly? GraceUntil { get; init; }
    public string? GracePlan { get; init; }
    public DateOnly? HeldUntil { get; init; }
    public string? HeldFor { get; init; }
    public IReadOnlyList<ExceptionLine> Exceptions { get; init; } = [];
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];
    public IReadOnlyList<AppealLine> Appeals { get; init; } = [];

    public bool AtTop => Next == Partner.Tier;

    /// <summary>Those of which the next tier asks something.</summary>
    public IReadOnlyList<CriterionView> Asked => [.. Criteria.Where(c => c.Target is not null)];

    public int MetCount => Asked.Count(c => c.Met);

    public AppealLine? OpenAppeal => Appeals.FirstOrDefault(a => a.Upheld is null);

    public TierBenefits BenefitsOf(PartnerTier tier) => Plan?.Plan.BenefitsOf(tier) ?? new();
}

/// <param name="Hidden">Its figures rest on amounts that the reader may not see.</param>
public sealed record CriterionView(string Key, string Words, CriterionKind Kind, bool Hidden)
{
    public string? Window { get; init; }
    public string? Value { get; init; }
    public string? Target { get; init; }

    /// <summary>0 to 100.</summary>
    public int Share { get; init; }
    public bool Met { get; init; }

    /// <summary>Met for the tier it has.</summary>
    public bool Holds { get; init; }
    public string? Missing { get; init; }

    /// <summary>What the review at the end of the quarter would find today; null: the same.</summary>
    public string? Coming { get; init; }
    public DateOnly? WaivedUntil { get; init; }
    public IReadOnlyList<RecordLine> Records { get; init; } = [];

    /// <summary>Counted, but not named here.</summary>
    public int Others { get; init; }

    /// <summary>In the window, but of another currency.</summary>
    public int LeftOut { get; init; }

    public bool IsShown => Kind is CriterionKind.People or CriterionKind.Evidence;
}

public sealed record RecordLine(ScoreLabel Label, DateOnly Day, bool Good);

public sealed record PlacementLine(PartnerTier From, PartnerTier To, string Reason, string? By, DateTimeOffset At);

public sealed record ProposalLine(PartnerTier To, IReadOnlyList<string> Numbers, DateTimeOffset At);

public sealed record ExceptionLine(Guid Id, string Words, DateOnly Until, string Reason);

public sealed record EvidenceLine(
    Guid Id,
    string Words,
    string Who,
    string What,
    DateOnly Day,
    DateOnly? Until,
    EvidenceState State,
    string? Reason,
    string? By
);

public sealed record AppealLine(
    Guid Id,
    PartnerTier Wanted,
    string Words,
    DateTimeOffset At,
    DateTimeOffset DueAt,
    bool? Upheld,
    string? Reply
);
