using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Pipeline.Model;

internal readonly record struct ShareOfferId(Guid Value) : ITypedId<ShareOfferId>
{
    public static ShareOfferId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One side offers the other a role and a share of a deal, and waits for an answer. Of a partner and deal one is open.</summary>
[Subject("share_offer")]
internal sealed class ShareOffer : Entity, IPartnerOwned
{
    private ShareOffer() { }

    public ShareOfferId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }

    /// <summary>Else by the partner.</summary>
    public bool ByVendor { get; private init; }
    public DealRole Role { get; private init; }
    public int BasisPoints { get; private init; }
    public string? Words { get; private init; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>By when the other side answers.</summary>
    public DateTimeOffset AnswerBy { get; private init; }
    public OfferEnd Outcome { get; private set; }
    public string? Answer { get; private set; }
    public PersonId? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public RoleShare Share => new(Role, BasisPoints);

    public static ShareOffer Make(
        OpportunityId deal,
        PartnerId partner,
        bool byVendor,
        RoleShare share,
        string? words,
        PersonId? by,
        DateTimeOffset answerBy,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ShareOfferId>(now),
            OpportunityId = deal,
            PartnerId = partner,
            ByVendor = byVendor,
            Role = share.Role,
            BasisPoints = share.BasisPoints,
            Words = words,
            By = by,
            At = now,
            AnswerBy = answerBy,
        };

    public void Close(OfferEnd end, string? answer, PersonId? by, DateTimeOffset now)
    {
        if (Outcome is not OfferEnd.Open)
            throw new InvalidOperationException("Answered already.");
        (Outcome, Answer, EndedBy, EndedAt) = (end, answer, by, now);
    }
}
