using Entente.Access;
using Entente.Access.Safelist;
using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Portal;

/// <summary>A lead as its partner may know it: what the safelist hides, and before acceptance everything but the market, is not there.</summary>
/// <param name="Title">The company once accepted; before that product and country.</param>
/// <param name="Offer">Where the partner's own answer stands.</param>
/// <param name="Due">Until when they answer, or say the first word; null: nothing runs.</param>
/// <param name="Since">When that time began.</param>
/// <param name="Has">They hold it now.</param>
public sealed record OwnLead(
    string Number,
    string Title,
    OfferState Offer,
    LeadProgress Progress,
    LeadEnd? End,
    DateTimeOffset? Due,
    DateTimeOffset Since,
    bool Has,
    bool Shared,
    string? Registration,
    IReadOnlyList<(string Label, string Value)> Facts
)
{
    public bool Waits => Offer is OfferState.Open;
}

/// <summary>The leads of the partner who asks. An offer is read from its own row alone; the lead itself opens to whoever holds it.</summary>
public sealed class OwnLeads(EntenteDb db, Actor actor, Fields fields, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>Those that wait, those they have, and what became of the others; one line a lead.</summary>
    public async Task<IReadOnlyList<OwnLead>> List(CancellationToken ct) => await Load(null, ct);

    public async Task<OwnLead?> Get(string number, CancellationToken ct) => (await Load(number, ct)).SingleOrDefault();

    /// <summary>Whether whoever looks sees the buttons; whoever only looks as somebody sees them too.</summary>
    public bool Answers => PartnerRights.Holds(actor, PartnerRights.Register);

    private async Task<IReadOnlyList<OwnLead>> Load(string? number, CancellationToken ct)
    {
        if (actor.Partner is not { } partner)
            return [];
        var offers = await db.Set<LeadOffer>()
            .AsNoTracking()
            .Where(o => o.PartnerId == partner && (number == null || o.Number == number))
            .OrderByDescending(o => o.OfferedAt)
            .Take(Most)
            .ToListAsync(ct);
        List<LeadOffer> newest = [.. offers.GroupBy(o => o.LeadId).Select(g => g.First())];
        var ids = newest.Where(o => o.State is OfferState.Accepted).Select(o => o.LeadId).ToList();
        var held = await db.Set<Lead>()
            .AsNoTracking()
            .Where(l => ids.Contains(l.Id) && l.PartnerId == partner)
            .ToDictionaryAsync(l => l.Id, ct);
        var shown = await fields.For(actor, ct);
        var now = clock.GetUtcNow();
        return
        [
            .. newest
                .Select(o => held.GetValueOrDefault(o.LeadId) is { } lead ? Of(lead, o, shown) : Of(o, shown, now))
                .OrderBy(l =>
                    l.Waits ? 0
                    : l.Has ? 1
                    : 2
                )
                .ThenBy(l => l.Due ?? DateTimeOffset.MaxValue)
                .ThenByDescending(l => l.Since),
        ];
    }

    private static OwnLead Of(Lead lead, LeadOffer offer, Projection shown) =>
        new(
            lead.Number,
            shown.Shows(SafeObjects.Lead, "company") ? lead.Company : lead.Number,
            offer.State,
            lead.Progress,
            lead.End,
            lead.State is LeadState.Held ? lead.TouchBy : null,
            lead.Since,
            lead.State is LeadState.Held,
            offer.Shared,
            lead.Registration,
            [.. LeadFields.Accepted(lead).Shown(shown)]
        );

    private static OwnLead Of(LeadOffer offer, Projection shown, DateTimeOffset now)
    {
        IReadOnlyList<(string Label, string Value)> facts = [.. LeadFields.BeforeAccepting(offer).Shown(shown)];
        // A time that is over is over, whether the sweep has come by or not.
        var state = offer.State is OfferState.Open && offer.DueAt <= now ? OfferState.Lapsed : offer.State;
        return new(
            offer.Number,
            string.Join(", ", facts.Where(f => f.Label is "Product" or "Country").OrderByDescending(f => f.Label).Select(f => f.Value))
                is { Length: > 0 } title
                ? title
                : offer.Number,
            state,
            LeadProgress.None,
            null,
            state is OfferState.Open ? offer.DueAt : null,
            offer.OfferedAt,
            false,
            offer.Shared,
            null,
            facts
        );
    }
}
