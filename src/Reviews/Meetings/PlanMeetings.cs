using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Time;
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
        // The managers' own first: what they hold with partners is planned around them.
        foreach (var rule in new[] { MeetingKind.PipelineReview, MeetingKind.SalesReview }.Select(book.Of))
        {
            var from = rule.Every is Every.Never ? today : Rhythm.Stretch(rule.Every, today).First;
            var slots = Rhythm.Slots(rule, from, today.AddDays(Planning.Ahead), calendar);
            var owners = Owners(rule, cards, hosts);
            // Whoever has several partners holds one meeting at a time, so that all of theirs are looked at together.
            foreach (var lot in owners.GroupBy(o => rule.Kind is MeetingKind.SalesReview ? o.Host : null).SelectMany(Lots))
                await Plan(rule, slots, lot, calendar, now, ct);
            await Forget(rule, owners, now, ct);
        }
    }

    private static IEnumerable<Owner[]> Lots(IGrouping<PersonId?, Owner> of) =>
        of.Key is null
            ? of.Chunk(Lot)
            :
            [
                [.. of],
            ];

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
        BusinessCalendar calendar,
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
        var standing = lot.ToDictionary(
            o => o,
            IReadOnlyCollection<Standing> (o) => [.. meetings[Key(kind, o)].Select(m => Stands(m, calendar.DateAt(m.StartsAt), now))]
        );
        var turns = kind is MeetingKind.SalesReview ? await Turn(rule, slots, lot, standing, calendar, now, ct) : null;
        foreach (var owner in lot)
        {
            var own = meetings[Key(kind, owner)].ToDictionary(m => m.Id);
            var moves = Planning.Of(turns?[owner.Partner] ?? slots, rule, standing[owner], now);
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

    // Whom nobody holds a meeting with yet has the rule's own time.
    private async Task<IReadOnlyDictionary<PartnerId, IReadOnlyList<Slot>>> Turn(
        MeetingRule rule,
        IReadOnlyList<Slot> slots,
        Owner[] lot,
        Dictionary<Owner, IReadOnlyCollection<Standing>> standing,
        BusinessCalendar calendar,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (lot[0].Host is not { } host)
            return lot.ToDictionary(o => o.Partner, o => Turns.Of(slots, rule, [(o.Partner, standing[o])], [], calendar, now)[o.Partner]);
        var theirs = await db.Set<Meeting>()
            .AsNoTracking()
            .Where(m => m.HostId == host && m.State == MeetingState.Planned && m.StartsAt > now)
            .ToListAsync(ct);
        var busy = theirs.Where(m => m.Kind != rule.Kind || !m.IsFree(now)).Select(m => (m.StartsAt, m.StartsAt.AddMinutes(m.Minutes)));
        return Turns.Of(slots, rule, [.. lot.Select(o => (o.Partner, standing[o]))], [.. busy], calendar, now);
    }

    // Whoever is no partner that is met, or no manager, any more.
    private async Task Forget(MeetingRule rule, List<Owner> owners, DateTimeOffset now, CancellationToken ct)
    {
        var kind = rule.Kind;
        var here = owners.Select(o => Key(kind, o)).ToHashSet();
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

    private static Standing Stands(Meeting meeting, DateOnly day, DateTimeOffset now) =>
        new(meeting.Id, meeting.Slot, day, meeting.StartsAt, meeting.Minutes, meeting.Out, meeting.IsFree(now));

    // A partner's meetings are its own, whoever holds them.
    private static Owner Key(MeetingKind kind, Owner owner) => kind is MeetingKind.SalesReview ? owner with { Host = null } : owner;

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
