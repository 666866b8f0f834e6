using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Pipeline.Model;

internal readonly record struct CreditTouchId(Guid Value) : ITypedId<CreditTouchId>
{
    public static CreditTouchId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What a partner did in a deal, as it was gathered; of one source once. A partner's people see their own.</summary>
[Subject("credit_touch")]
internal sealed class CreditTouch : Entity, IPartnerOwned
{
    private CreditTouch() { }

    public CreditTouchId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }
    public TouchKind Kind { get; private init; }
    public DealRole Role { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>The record it comes from.</summary>
    public string Source { get; private init; } = "";

    /// <summary>What it is known by: a registration's number, the CRM's label.</summary>
    public string? Shown { get; private init; }

    /// <summary>When it came on record.</summary>
    public DateTimeOffset SeenAt { get; private init; }

    /// <summary>Somebody decided that a partner without a part in the deal stays without one.</summary>
    public PersonId? LeftOutBy { get; private set; }
    public DateTimeOffset? LeftOutAt { get; private set; }

    public Touch Touch => new(PartnerId, Kind, Role, At, Source, Shown);

    public static CreditTouch Of(OpportunityId deal, Touch touch, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CreditTouchId>(now),
            PartnerId = touch.Partner,
            OpportunityId = deal,
            Kind = touch.Kind,
            Role = touch.Role,
            At = touch.At,
            Source = touch.Source,
            Shown = touch.Shown,
            SeenAt = now,
        };

    public void LeaveOut(PersonId? by, DateTimeOffset now) => (LeftOutBy, LeftOutAt) = (by, now);
}

/// <summary>
/// A partner's credit for a deal by every model, and what counts: computed from touches and shares while the deal is open, kept from its close on, and
/// then changed by a correction alone. What the overview adds up.
/// </summary>
[Subject("partner_credit")]
internal sealed class PartnerCredit : Entity, IPartnerOwned
{
    private PartnerCredit() { }

    public PartnerId PartnerId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }
    public DealRole Role { get; private set; }
    public bool Sourced { get; private set; }
    public bool Influenced { get; private set; }

    /// <summary>Basis points that count.</summary>
    public int Points { get; private set; }
    public int ByPrimary { get; private set; }
    public int BySplit { get; private set; }
    public int ByFirstTouch { get; private set; }
    public int ByTouches { get; private set; }

    public int By(Rules.Attribution.CreditModel model) =>
        model switch
        {
            Rules.Attribution.CreditModel.Primary => ByPrimary,
            Rules.Attribution.CreditModel.Split => BySplit,
            Rules.Attribution.CreditModel.FirstTouch => ByFirstTouch,
            _ => ByTouches,
        };

    public static PartnerCredit Begin(OpportunityId deal, PartnerId partner) => new() { OpportunityId = deal, PartnerId = partner };

    public void Become(Rules.Attribution.CreditStanding standing, int counts, int primary, int split, int first, int touches)
    {
        (Role, Sourced, Influenced, Points) = (standing.Role, standing.Sourced, standing.Influenced, counts);
        (ByPrimary, BySplit, ByFirstTouch, ByTouches) = (primary, split, first, touches);
    }

    /// <summary>Two people changed what counts, after the deal was closed.</summary>
    public void Correct(RoleShare share)
    {
        (Role, Points) = (share.Role, share.BasisPoints);
        Sourced = share is { Role: DealRole.Sourcing, BasisPoints: > 0 };
        Influenced = Influenced || !Sourced;
    }
}
