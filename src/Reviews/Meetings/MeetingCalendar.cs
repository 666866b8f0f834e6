using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <param name="Title">Who it is with, or whose it is.</param>
/// <param name="Host">Null: nobody yet.</param>
public sealed record MeetingItem(
    MeetingId Id,
    MeetingKind Kind,
    string Title,
    string? Host,
    DateTimeOffset StartsAt,
    int Minutes,
    MeetingState State
);

/// <param name="Monday">The first day of the week.</param>
public sealed record MeetingWeek(DateOnly Monday, IReadOnlyList<MeetingItem> Meetings);

/// <summary>The meetings that staff see, by day or by week.</summary>
internal sealed class MeetingCalendar(EntenteDb db, Actor actor, PartnersApi partners, AccessApi access, Workspaces workspaces)
{
    /// <summary>So many weeks stand on a page.</summary>
    public const int Weeks = 4;

    public Task<bool> Any(CancellationToken ct) => db.Set<Meeting>().AnyAsync(ct);

    /// <param name="monday">The first of <see cref="Weeks"/> weeks.</param>
    /// <param name="mine">Those that the reader holds.</param>
    public async Task<IReadOnlyList<MeetingWeek>> Load(DateOnly monday, bool mine, CancellationToken ct)
    {
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var all = await Between(monday, monday.AddDays(7 * Weeks - 1), mine, ct);
        var weeks = all.ToLookup(m => Rhythm.Monday(LocalTime.DateAt(m.StartsAt, zone)));
        return [.. Enumerable.Range(0, Weeks).Select(w => monday.AddDays(7 * w)).Select(w => new MeetingWeek(w, [.. weeks[w]]))];
    }

    /// <summary>From day to day, both included, by time.</summary>
    public async Task<IReadOnlyList<MeetingItem>> Between(DateOnly first, DateOnly last, bool mine, CancellationToken ct)
    {
        if (!actor.IsStaff || !actor.May(Permissions.ReadPartners))
            return [];
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var (from, until) = (LocalTime.StartOf(first, zone), LocalTime.EndOf(last, zone));
        var asked = db.Set<Meeting>().AsNoTracking().Where(m => m.StartsAt >= from && m.StartsAt < until);
        if (mine)
        {
            var me = actor.Person;
            asked = asked.Where(m => m.HostId == me);
        }
        var rows = await asked
            .OrderBy(m => m.StartsAt)
            .ThenBy(m => m.Id)
            .Select(m => new
            {
                m.Id,
                m.Kind,
                m.PartnerId,
                m.HostId,
                m.StartsAt,
                m.Minutes,
                m.State,
            })
            .ToListAsync(ct);
        var names = await partners.Cards([.. rows.Select(r => r.PartnerId).Where(p => p != default).Distinct()], ct);
        var people = await access.People(rows.Select(r => r.HostId).OfType<PersonId>().Distinct(), ct);
        return
        [
            .. rows.Select(r =>
            {
                var host = r.HostId is { } id ? people.GetValueOrDefault(id)?.Name : null;
                return new MeetingItem(
                    r.Id,
                    r.Kind,
                    r.Kind is MeetingKind.SalesReview ? names.GetValueOrDefault(r.PartnerId)?.Name ?? "A partner" : host ?? "A manager",
                    host,
                    r.StartsAt,
                    r.Minutes,
                    r.State
                );
            }),
        ];
    }
}
