using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <summary>Which complaints a list shows.</summary>
public enum ComplaintView
{
    /// <summary>Not answered: by the clock.</summary>
    Open,
    Answered,
    All,
}

/// <summary>One line of the list.</summary>
/// <param name="About">The registration's number; null: in general.</param>
/// <param name="Upheld">Null: not answered.</param>
/// <param name="Left">Of the promise, by the calendar; null once it is answered.</param>
public sealed record ComplaintRow(
    string Number,
    PartnerId Partner,
    string PartnerName,
    string? About,
    string Reason,
    DateTimeOffset At,
    DateTimeOffset Due,
    bool? Upheld,
    DateTimeOffset? AnsweredAt,
    TimeSpan? Left,
    TimeSpan Whole
)
{
    public bool IsLate => Left < TimeSpan.Zero;
}

/// <summary>Lists complaints for staff.</summary>
public sealed class ComplaintList(EntenteDb db, PartnersApi partners, ClaimContests contests, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<ComplaintRow> Rows, int Total)> Load(
        ComplaintView view,
        int page,
        CancellationToken ct,
        int take = PageSize
    )
    {
        var which = In(view);
        var found = await (view is ComplaintView.Open ? which.OrderBy(c => c.DueAt) : which.OrderByDescending(c => c.At))
            .ThenBy(c => c.Id)
            .Skip(Math.Max(0, page - 1) * take)
            .Take(take)
            .AsNoTracking()
            .ToListAsync(ct);
        return (await Rows(found, ct), await which.Total(found.Count, page, take, ct));
    }

    public Task<int> Count(ComplaintView view, CancellationToken ct) => In(view).CountAsync(ct);

    /// <summary>Those about any of these registrations, the latest first.</summary>
    public async Task<IReadOnlyList<ComplaintRow>> About(IReadOnlyCollection<Guid> registrations, CancellationToken ct)
    {
        var ids = registrations.Select(r => (Guid?)r).ToArray();
        if (ids.Length == 0)
            return [];
        return await Rows(
            await db.Set<Complaint>()
                .AsNoTracking()
                .Where(c => ids.Contains(c.Registration))
                .OrderByDescending(c => c.At)
                .ThenBy(c => c.Id)
                .Take(PageSize)
                .ToListAsync(ct),
            ct
        );
    }

    internal async Task<IReadOnlyList<ComplaintRow>> Rows(IReadOnlyList<Complaint> found, CancellationToken ct)
    {
        if (found.Count == 0)
            return [];
        var (terms, now) = (await contests.Terms(ct), clock.GetUtcNow());
        var cards = await partners.Cards([.. found.Select(c => c.PartnerId).Distinct()], ct);
        return
        [
            .. found.Select(c => new ComplaintRow(
                c.Number,
                c.PartnerId,
                cards.GetValueOrDefault(c.PartnerId)?.Name ?? "A partner",
                c.RegistrationNumber,
                c.Reason.Words(),
                c.At,
                c.DueAt,
                c.Upheld,
                c.AnsweredAt,
                c.Upheld is null ? terms.Calendar.Elapsed(now, c.DueAt) : null,
                terms.Calendar.Elapsed(c.At, c.DueAt)
            )),
        ];
    }

    private IQueryable<Complaint> In(ComplaintView view) =>
        view switch
        {
            ComplaintView.Open => db.Set<Complaint>().Where(c => c.Upheld == null),
            ComplaintView.Answered => db.Set<Complaint>().Where(c => c.Upheld != null),
            _ => db.Set<Complaint>(),
        };
}
