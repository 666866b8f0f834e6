using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Entente.Reviews.Model;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>
/// Every night, and when rules were published: the meetings of the next eight weeks stand in the calendar, one of each stretch for each partner or manager.
/// Those that nobody has touched follow the rules and the managers; whoever is not met any more has none to come. Done twice it changes nothing.
/// </summary>
internal sealed class PlanMeetings(EntenteDb db, MeetingShelf shelf, PartnersApi partners, AccessApi access, ClaimContests contests)
    : IScheduled
{
    /// <summary>Partners or managers that are looked at and saved together.</summary>
    private const int Lot = 250;

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var book = (await shelf.Newest(ct)).Book;
        var calendar = (await contests.Terms(ct)).Calendar;
        var today = calendar.DateAt(now);
        var cards = (await partners.All(entering: true, ct)).Where(c => c.MayRegister).ToList();
        var hosts = (await access.Staff(ct)).Where(m => m.May(Permissions.ReadPartners)).Select(m => m.Person.Id).ToHashSet();
        foreach (var rule in Enum.GetValues<MeetingKind>().Select(book.Of))
        {
            var slots = Rhythm.Slots(rule, today, today.AddDays(Planning.Ahead), calendar);
            var owners = Owners(rule, cards, hosts);
            foreach (var lot in owners.Chunk(Lot))
                await Plan(rule, slots, lot, calendar.DateAt, now, ct);
            await Forget(rule, owners, now, ct);
        }
    }

    private static List<Owner> Owners(MeetingRule rule, List<PartnerCard> cards, HashSet<PersonId> hosts)
    {
        var taken = cards.Where(c => rule.Takes(c.Type)).ToList();
        return rule.Kind is MeetingKind.SalesReview
            ? [.. taken.OrderBy(c => c.Id.Value).Select(c => new Owner(c.Id, c.Manager is { } m && hosts.Contains(m) ? m : null))]
            :
            [
                .. taken
                    .Select(c => c.Manager)
                    .OfType<PersonId>()
                    .Where(hosts.Contains)
                    .Distinct()
                    .OrderBy(m => m.Value)
                    .Select(m => new Owner(default, m)),
            ];
    }

    private async Task Plan(
        MeetingRule rule,
        IReadOnlyList<Slot> slots,
        Owner[] lot,
        Func<DateTimeOffset, DateOnly> dayOf,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (kind, with) = (rule.Kind, lot.Select(o => o.Partner).ToArray());
        var of = lot.Select(o => o.Host).OfType<PersonId>().ToArray();
        // What was held or skipped keeps its stretch, of which a quarter is the longest.
        var since = now.AddDays(-100);
        var asked = db.Set<Meeting>().Where(m => m.Kind == kind && m.StartsAt > since);
        asked =
            kind is MeetingKind.SalesReview
                ? asked.Where(m => with.Contains(m.PartnerId))
                : asked.Where(m => m.HostId != null && of.Contains(m.HostId.Value));
        var ids = await asked.Select(m => m.Id).ToListAsync(ct);
        await using var held = await db.Hold(["meetings-planned", .. ids.Select(MeetingDesk.Key)], ct);
        var meetings = (await asked.ToListAsync(ct)).ToLookup(m => new Owner(m.PartnerId, Host(m)));
        foreach (var owner in lot)
        {
            var own = meetings[owner with { Host = kind is MeetingKind.SalesReview ? null : owner.Host }].ToDictionary(m => m.Id);
            var moves = Planning.Of(
                slots,
                rule,
                [.. own.Values.Select(m => new Standing(m.Id, m.Slot, dayOf(m.StartsAt), m.StartsAt, m.Minutes, m.Out, m.IsFree(now)))],
                now
            );
            foreach (var slot in moves.Add)
                db.Add(Meeting.Plan(rule, owner.Partner, owner.Host, slot, now));
            foreach (var (meeting, to) in moves.Move)
                own[meeting].Follow(rule, owner.Host, to, now);
            foreach (var meeting in moves.Remove)
                db.Remove(own[meeting]);
            // The partner has another manager now.
            foreach (var meeting in own.Values.Where(m => m.IsFree(now) && m.HostId != owner.Host && !moves.Remove.Contains(m.Id)))
                meeting.Give(owner.Host);
        }
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }

    // Whoever is no partner that is met, or no manager, any more.
    private async Task Forget(MeetingRule rule, List<Owner> owners, DateTimeOffset now, CancellationToken ct)
    {
        var kind = rule.Kind;
        var here = owners.Select(o => kind is MeetingKind.SalesReview ? o with { Host = null } : o).ToHashSet();
        var free = await db.Set<Meeting>()
            .AsNoTracking()
            .Where(m => m.Kind == kind && m.State == MeetingState.Planned && m.StartsAt > now && !m.Touched && m.ToldAt == null)
            .ToListAsync(ct);
        foreach (var lot in free.Where(m => !here.Contains(new(m.PartnerId, Host(m)))).Select(m => m.Id).Chunk(Lot))
        {
            await using var held = await db.Hold(lot.Select(MeetingDesk.Key), ct);
            db.RemoveRange((await db.Set<Meeting>().Where(m => lot.Contains(m.Id)).ToListAsync(ct)).Where(m => m.IsFree(now)));
            await held.Save(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static PersonId? Host(Meeting meeting) => meeting.Kind is MeetingKind.SalesReview ? null : meeting.HostId;

    /// <param name="Partner">Nobody of a pipeline review.</param>
    private sealed record Owner(PartnerId Partner, PersonId? Host);
}

/// <summary>Rules were published: the calendar follows them.</summary>
[JobName("meetings.plan")]
internal sealed record PlanAnew;

internal sealed class RunPlanAnew(PlanMeetings plan, TimeProvider clock) : IJob<PlanAnew>
{
    public async Task<JobOutcome> Run(PlanAnew payload, CancellationToken ct)
    {
        await plan.Run(clock.GetUtcNow(), ct);
        return JobOutcome.Done;
    }
}
