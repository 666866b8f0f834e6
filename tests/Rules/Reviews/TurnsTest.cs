using Entente.Partners;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>One person holds the meetings with all their partners, one at a time.</summary>
public sealed class TurnsTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 12);
    private static readonly BusinessCalendar Calendar = new(
        "Europe/Berlin",
        BusinessCalendar.MondayToFriday,
        [new(new DateOnly(2026, 4, 3))]
    );

    private static readonly Gen<MeetingRule> Rules =
        from every in Gen.Elements(Every.Week, Every.TwoWeeks, Every.Month, Every.Quarter)
        from weekday in Gen.Choose(0, 6)
        from nth in Gen.Choose(1, MeetingRule.Last)
        from quarters in Gen.Choose(0, 95)
        from minutes in Gen.Choose(MeetingBookCheck.Shortest, MeetingBookCheck.Longest)
        from day in Gen.Choose(1, MeetingBookCheck.MostPerDay)
        select MeetingRule.Standard(MeetingKind.SalesReview) with
        {
            Every = every,
            Weekday = (DayOfWeek)weekday,
            Nth = nth,
            At = TimeOnly.MinValue.AddMinutes(15 * quarters),
            Minutes = minutes,
            PerDay = day,
        };

    [Fact]
    public void Twelve_partners_are_met_four_a_day_and_around_what_the_manager_holds_besides()
    {
        var rule = MeetingRule.Standard(MeetingKind.SalesReview) with { Every = Every.Month };
        var others = (
            Start: new DateTimeOffset(2026, 4, 7, 8, 0, 0, TimeSpan.Zero),
            End: new DateTimeOffset(2026, 4, 7, 8, 30, 0, TimeSpan.Zero)
        );

        var turns = Plan(rule, Partners(12), [(others.Start, others.End)]).Select(t => t.Slots.Single(s => s.Key == "M2026-04")).ToList();

        turns.GroupBy(t => t.Day.Day).Select(g => (g.Key, g.Count())).ShouldBe([(7, 3), (8, 4), (9, 4), (10, 1)]);
        turns[0]
            .StartsAt.ShouldBe(
                new DateTimeOffset(2026, 4, 7, 8, 45, 0, TimeSpan.Zero),
                "the first turn, from ten on, is in the other meeting"
            );
    }

    [Fact]
    public void While_a_stretch_has_room_nobody_is_in_two_meetings_and_no_turn_is_on_a_day_off_or_outside_its_stretch() =>
        Prop.ForAll(
                (from rule in Rules from count in Gen.Choose(1, 30) select (rule, count)).ToArbitrary(),
                a =>
                {
                    var all = Plan(a.rule, Partners(a.count), []).SelectMany(t => t.Slots).ToList();
                    var wanted = Wanted(a.rule).Where(s => s.StartsAt > Now).ToList();
                    return all.Count == a.count * wanted.Count
                        && all.All(s => s.Day >= s.First && s.Day <= s.Last && Calendar.IsBusinessDay(s.Day) && s.StartsAt > Now)
                        && all.GroupBy(s => s.Key).All(g => Alone(g, a.rule) || g.Select(s => s.StartsAt).Distinct().Count() < g.Count())
                        && all.GroupBy(s => s.Key).All(g => g.GroupBy(s => s.Day).All(d => d.Count() <= a.rule.PerDay || Full(g, a.rule)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Asked_again_on_a_later_day_everybody_keeps_their_turn_and_whoever_comes_new_takes_the_next() =>
        Prop.ForAll(
                (
                    from rule in Rules
                    from count in Gen.Choose(1, 12)
                    from hours in Gen.Choose(0, 24 * 40)
                    select (rule, count, hours)
                ).ToArbitrary(),
                a =>
                {
                    var partners = Partners(a.count + 1);
                    var first = Plan(a.rule, [.. partners.Take(a.count)], []);
                    var has = first.ToDictionary(
                        t => t.Partner,
                        IReadOnlyCollection<Standing> (t) =>
                            [
                                .. t.Slots.Select(s => new Standing(
                                    Ids.New<MeetingId>(Now),
                                    s.Key,
                                    s.Day,
                                    s.StartsAt,
                                    a.rule.Minutes,
                                    true,
                                    true
                                )),
                            ]
                    );
                    var later = Now.AddHours(a.hours);
                    // What has begun is not free any more.
                    foreach (var (partner, own) in has)
                        has[partner] = [.. own.Select(m => m with { Free = m.StartsAt > later })];
                    var again = Plan(a.rule, partners, [], has, later).ToDictionary(t => t.Partner, t => t.Slots);
                    return has.All(h =>
                        h.Value.Where(m => m.Free).All(m => again[h.Key].Any(s => (s.Key, s.StartsAt) == (m.Slot, m.StartsAt)))
                        && Planning.Of(again[h.Key], a.rule, h.Value, later) is { Move.Count: 0, Remove.Count: 0 }
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    private static List<PartnerId> Partners(int count) => [.. Enumerable.Range(0, count).Select(_ => Ids.New<PartnerId>(Now))];

    private static IReadOnlyList<Slot> Wanted(MeetingRule rule, DateTimeOffset? at = null)
    {
        var today = Calendar.DateAt(at ?? Now);
        return Rhythm.Slots(rule, Rhythm.Stretch(rule.Every, today).First, Today.AddDays(Planning.Ahead), Calendar);
    }

    private static List<(PartnerId Partner, IReadOnlyList<Slot> Slots)> Plan(
        MeetingRule rule,
        List<PartnerId> partners,
        IReadOnlyCollection<(DateTimeOffset, DateTimeOffset)> busy,
        Dictionary<PartnerId, IReadOnlyCollection<Standing>>? has = null,
        DateTimeOffset? at = null
    )
    {
        var owners = partners.Select(p => (p, has?.GetValueOrDefault(p) ?? [])).ToList();
        // Told, held and skipped ones are meetings of the same manager.
        var others = owners.SelectMany(o => o.Item2).Where(m => !m.Free).Select(m => (m.StartsAt, m.StartsAt.AddMinutes(m.Minutes)));
        var turns = Turns.Of(Wanted(rule, at), rule, owners, [.. busy, .. others], Calendar, at ?? Now);
        return [.. partners.Select(p => (p, turns[p]))];
    }

    private static bool Alone(IEnumerable<Slot> turns, MeetingRule rule)
    {
        var ordered = turns.OrderBy(s => s.StartsAt).ToList();
        return ordered.Zip(ordered.Skip(1)).All(p => p.First.StartsAt.AddMinutes(rule.Minutes) <= p.Second.StartsAt);
    }

    // Every business day of the stretch, from the first turn on, has all that the rule wants of it, or no more fit before the evening.
    private static bool Full(IEnumerable<Slot> turns, MeetingRule rule)
    {
        var days = turns.GroupBy(s => s.Day).ToDictionary(g => g.Key, g => g.Count());
        var first = turns.First();
        return Enumerable
            .Range(0, first.Last.DayNumber - days.Keys.Min().DayNumber + 1)
            .Select(days.Keys.Min().AddDays)
            .Where(Calendar.IsBusinessDay)
            .All(d => days.GetValueOrDefault(d) >= Math.Min(rule.PerDay, days.Values.Min()));
    }
}
