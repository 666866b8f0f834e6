using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Show;

/// <summary>One partner that was offered a lead, and what it said.</summary>
public sealed record OfferLine(
    PartnerId Partner,
    string Name,
    OfferState State,
    DateTimeOffset OfferedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? EndedAt,
    string? By,
    DeclineReason? Reason,
    string Words,
    int Hop
);

/// <param name="Book">The version of the rules; 0: by hand, or none were published.</param>
public sealed record HopLine(int Number, DateTimeOffset At, int Book, string? By, LeadTrace Trace);

/// <summary>A lead with all that staff know of it.</summary>
/// <param name="Names">What the partners of the traces are called; those that the reader does not see are missing.</param>
internal sealed record LeadView(
    Lead Lead,
    string? TakenBy,
    string? HeldBy,
    IReadOnlyList<OfferLine> Offers,
    IReadOnlyList<HopLine> Hops,
    IReadOnlyDictionary<PartnerId, string> Names
);

/// <summary>A lead for staff: with its trace and its history.</summary>
public sealed class LeadQuery
{
    private readonly EntenteDb db;
    private readonly AccessApi access;
    private readonly PartnersApi partners;

    public LeadQuery(EntenteDb db, AccessApi access, PartnersApi partners) =>
        (this.db, this.access, this.partners) = (db, access, partners);

    internal async Task<LeadView?> Load(string number, CancellationToken ct)
    {
        if (
            await db.Set<Lead>().AsNoTracking().Include(l => l.Offers).AsSplitQuery().SingleOrDefaultAsync(l => l.Number == number, ct)
            is not { } lead
        )
            return null;
        var hops = await db.Set<LeadHop>().AsNoTracking().Where(h => h.LeadId == lead.Id).OrderByDescending(h => h.Number).ToListAsync(ct);
        var traces = hops.ToDictionary(h => h.Number, h => h.Read());
        var names = (
            await partners.Cards(
                [
                    .. lead.Offers.Select(o => o.PartnerId),
                    .. traces.Values.SelectMany(t => t.Candidates.Select(c => c.Partner).Concat(t.LeftOut.SelectMany(l => l.Some))),
                ],
                ct
            )
        ).ToDictionary(c => c.Key, c => c.Value.Name);
        var people = await access.People(
            [.. lead.Offers.Select(o => o.By).Concat(hops.Select(h => h.By)).Append(lead.TakenBy).Append(lead.HeldBy).OfType<PersonId>()],
            ct
        );
        return new(
            lead,
            Name(lead.TakenBy),
            Name(lead.HeldBy),
            [
                .. lead
                    .Offers.OrderByDescending(o => o.OfferedAt)
                    .ThenBy(o => o.Id.Value)
                    .Select(o => new OfferLine(
                        o.PartnerId,
                        names.GetValueOrDefault(o.PartnerId) ?? "A partner",
                        o.State,
                        o.OfferedAt,
                        o.DueAt,
                        o.EndedAt,
                        Name(o.By),
                        o.Reason,
                        o.Words,
                        o.Hop
                    )),
            ],
            [.. hops.Select(h => new HopLine(h.Number, h.At, h.Book, Name(h.By), traces[h.Number]))],
            names
        );

        string? Name(PersonId? person) => person is { } id ? people.GetValueOrDefault(id)?.Name : null;
    }
}
