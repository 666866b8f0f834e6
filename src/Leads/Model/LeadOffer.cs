using System.Linq.Expressions;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Leads.Model;

/// <summary>
/// A lead as one partner was offered it. It holds what such a partner may know and nothing that says who the customer is: until somebody accepts, their
/// people reach no other row of the lead.
/// </summary>
[Subject("lead_offer")]
internal sealed class LeadOffer : Entity, IOwnable<LeadOffer>
{
    private LeadOffer() { }

    public LeadOfferId Id { get; private init; }
    public LeadId LeadId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The lead's number, which says nothing of the customer.</summary>
    public string Number { get; private init; } = "";

    /// <summary>Which distribution of the lead this was: 1, 2, …</summary>
    public int Hop { get; private init; }

    // What is shown before it is accepted.
    public string Country { get; private init; } = "";
    public string Region { get; private init; } = "";
    public string Motion { get; private init; } = "";
    public string Product { get; private init; } = "";
    public string Band { get; private init; } = "";

    /// <summary>Others were offered it at the same time.</summary>
    public bool Shared { get; private init; }
    public DateTimeOffset OfferedAt { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public OfferState State { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public PersonId? By { get; private set; }
    public DeclineReason? Reason { get; private set; }
    public string Words { get; private set; } = "";

    // A restricted colleague sees what they answered themselves.
    public static Expression<Func<LeadOffer, bool>> Own(EntenteDb db) => o => !db.OwnOnly || o.By == db.Me;

    public static LeadOffer Of(Lead lead, PartnerId partner, bool shared, DateTimeOffset due, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<LeadOfferId>(now),
            LeadId = lead.Id,
            PartnerId = partner,
            Number = lead.Number,
            Hop = lead.Hop,
            Country = lead.Country,
            Region = lead.Region,
            Motion = lead.Motion?.ToString() ?? "",
            Product = lead.Product,
            Band = AmountBand.Of(lead.Amount),
            Shared = shared,
            OfferedAt = now,
            DueAt = due,
        };

    public void Answer(OfferState state, PersonId? by, DateTimeOffset now) => (State, By, AnsweredAt, EndedAt) = (state, by, now, now);

    public void Decline(DeclineReason reason, string words, PersonId? by, DateTimeOffset now)
    {
        Answer(OfferState.Declined, by, now);
        (Reason, Words) = (reason, words);
    }

    public void GiveBack(DeclineReason reason, string words, DateTimeOffset now) =>
        (State, Reason, Words, EndedAt) = (OfferState.Returned, reason, words, now);

    public void End(OfferState state, DateTimeOffset now) => (State, EndedAt) = (state, now);
}
