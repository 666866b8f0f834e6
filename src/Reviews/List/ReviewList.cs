using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.List;

/// <summary>What of the reviews is asked for; stands in the address.</summary>
/// <param name="State">Null: those that are to be held.</param>
/// <param name="Mine">Prepared by whoever looks, or of a partner that they manage.</param>
public sealed record ReviewFilter(ReviewState? State = null, bool Mine = false, int Page = 1)
{
    /// <summary>Of one partner, whatever state.</summary>
    public PartnerId? Partner { get; init; }

    /// <summary>To be held until that day.</summary>
    public DateOnly? Until { get; init; }
}

public sealed record ReviewItem(
    string Number,
    PartnerId Partner,
    string PartnerName,
    Quarter Quarter,
    ReviewState State,
    DateOnly PlannedOn,
    DateTimeOffset? HeldAt
);

public sealed record ReviewListView(IReadOnlyList<ReviewItem> Rows, int Total);

/// <summary>The reviews that staff see.</summary>
internal sealed class ReviewList(EntenteDb db, Actor actor, PartnersApi partners)
{
    public const int PageSize = 50;

    public Task<bool> Any(CancellationToken ct) => db.Set<Review>().AnyAsync(ct);

    public async Task<ReviewListView> Load(ReviewFilter filter, CancellationToken ct)
    {
        if (!actor.IsStaff || !actor.May(Permissions.ReadPartners))
            return new([], 0);
        var asked = db.Set<Review>().AsNoTracking();
        if (filter.Partner is { } partner)
            asked = asked.Where(r => r.PartnerId == partner && r.State != ReviewState.Dropped);
        else if (filter.State is { } state)
            asked = asked.Where(r => r.State == state);
        else
            asked = asked.Where(r => r.State == ReviewState.Draft || r.State == ReviewState.Shared);
        if (filter.Until is { } until)
            asked = asked.Where(r => r.PlannedOn <= until);
        if (filter.Mine)
        {
            var me = actor.Person;
            asked = asked.Where(r => r.PreparedBy == me || db.Set<PartnersCard>().Any(c => c.PartnerId == r.PartnerId && c.Manager == me));
        }
        // What is to be held stands by its day, what is over by its quarter, the newest first.
        var open = filter.Partner is null && filter.State is null or ReviewState.Draft or ReviewState.Shared;
        var ordered = open ? asked.OrderBy(r => r.PlannedOn) : asked.OrderByDescending(r => r.QuarterKey);
        var rows = await ordered
            .ThenBy(r => r.Id)
            .Skip(PageSize * Math.Max(0, filter.Page - 1))
            .Take(PageSize)
            .Select(r => new
            {
                r.Number,
                r.PartnerId,
                r.QuarterKey,
                r.State,
                r.PlannedOn,
                r.HeldAt,
            })
            .ToListAsync(ct);
        var total = await asked.Total(rows.Count, filter.Page, PageSize, ct);
        var names = await partners.Cards([.. rows.Select(r => r.PartnerId).Distinct()], ct);
        return new(
            [
                .. rows.Select(r => new ReviewItem(
                    r.Number,
                    r.PartnerId,
                    names.GetValueOrDefault(r.PartnerId)?.Name ?? "A partner",
                    Quarter.Parse(r.QuarterKey),
                    r.State,
                    r.PlannedOn,
                    r.HeldAt
                )),
            ],
            total
        );
    }
}
