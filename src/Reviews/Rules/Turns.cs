using Entente.Partners;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Reviews.Rules;

/// <summary>
/// How one person holds the meetings of a rule with all their partners: from its day and time on one after the other, so many a day, the next on the business
/// days that follow in the same stretch. Pure.
/// </summary>
public static class Turns
{
    /// <summary>A turn ends by then, but for the first of a day.</summary>
    private static readonly TimeSpan Evening = TimeSpan.FromHours(18);

    /// <param name="slots">By the rule, from the beginning of the stretch that runs on.</param>
    /// <param name="owners">The partners of that person, always in the same order, with their meetings as <see cref="Planning.Of"/> takes them.</param>
    /// <param name="busy">What else that person holds: it is planned around.</param>
    /// <returns>
    /// For each partner what it shall have. Where the rule's time has passed, who has a meeting later in the stretch keeps it and nobody gets one. Where a stretch
    /// is full, days get more turns until the evening, and after that several at once.
    /// </returns>
    public static IReadOnlyDictionary<PartnerId, IReadOnlyList<Slot>> Of(
        IReadOnlyList<Slot> slots,
        MeetingRule rule,
        IReadOnlyList<(PartnerId Partner, IReadOnlyCollection<Standing> Has)> owners,
        IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset To)> busy,
        BusinessCalendar calendar,
        DateTimeOffset now
    )
    {
        var turns = owners.ToDictionary(o => o.Partner, _ => new List<Slot>());
        var taken = busy.ToList();
        foreach (var slot in slots)
        {
            if (slot.StartsAt <= now)
            {
                foreach (var (partner, has) in owners)
                    if (has.FirstOrDefault(m => m.Free && m.Slot == slot.Key) is { } known)
                        turns[partner].Add(slot with { Day = known.Day, StartsAt = known.StartsAt });
                continue;
            }
            var places = Places(slot, rule, calendar).ToList();
            var next = 0;
            foreach (var (partner, _) in owners.Where(o => !o.Has.Any(m => !m.Free && Planning.Takes(m, slot))))
            {
                while (next < places.Count && taken.Any(t => t.From < End(places[next], rule) && places[next].StartsAt < t.To))
                    next++;
                var place = places[next < places.Count ? next : next % places.Count];
                next++;
                taken.Add((place.StartsAt, End(place, rule)));
                turns[partner].Add(place);
            }
        }
        return turns.ToDictionary(t => t.Key, IReadOnlyList<Slot> (t) => t.Value);
    }

    // First as many a day as the rule wants, then what is left of the days.
    private static IEnumerable<Slot> Places(Slot slot, MeetingRule rule, BusinessCalendar calendar)
    {
        var days = Enumerable
            .Range(0, slot.Last.DayNumber - slot.Day.DayNumber + 1)
            .Select(slot.Day.AddDays)
            .Where(calendar.IsBusinessDay)
            .ToList();
        var times = Times(rule);
        foreach (var row in new[] { times.Take(rule.PerDay), times.Skip(rule.PerDay) })
        foreach (var day in days)
        foreach (var time in row)
            yield return slot with
            {
                Day = day,
                StartsAt = Rhythm.At(day, time, calendar),
            };
    }

    private static List<TimeSpan> Times(MeetingRule rule)
    {
        // Meetings begin on the quarter of an hour after the one before, counted from the rule's own time.
        var step = TimeSpan.FromMinutes((rule.Minutes + 14) / 15 * 15);
        var times = new List<TimeSpan> { rule.At.ToTimeSpan() };
        while (times[^1] + step + TimeSpan.FromMinutes(rule.Minutes) <= Evening)
            times.Add(times[^1] + step);
        return times;
    }

    private static DateTimeOffset End(Slot place, MeetingRule rule) => place.StartsAt.AddMinutes(rule.Minutes);
}
