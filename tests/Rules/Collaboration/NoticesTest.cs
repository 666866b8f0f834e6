using System.Reflection;
using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>Everybody is told what they want to hear, once, when they want it; and what must be answered always and in time.</summary>
public sealed class NoticesTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly Gen<TimeZoneInfo> Zones = Gen.Elements(
            "UTC",
            "Europe/London",
            "America/New_York",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Apia"
        )
        .Select(TimeZoneInfo.FindSystemTimeZoneById);

    private static readonly Gen<DateTimeOffset> Instants = Gen.Choose(0, 3 * 365 * 24 * 60).Select(m => Start.AddMinutes(m));

    // At most sixteen hours: who is quiet all day long is told in the minute between.
    private static readonly Gen<QuietHours> Quiet =
        from begins in Gen.Choose(0, (24 * 60) - 1)
        from length in Gen.Choose(0, 16 * 60)
        select new QuietHours(Minute(begins), Minute(begins + length));

    private static readonly Gen<NoticeEvent> Events = Gen.Elements<NoticeEvent>([.. NoticeEvents.All]);

    private static readonly Gen<NoticeChoice> Choices =
        from reach in Gen.Elements(Enum.GetValues<Reach>())
        from channel in Gen.Elements(Enum.GetValues<NoticeChannel>())
        from cadence in Gen.Elements(Enum.GetValues<Cadence>())
        select new NoticeChoice(reach, channel, cadence);

    private static readonly Gen<Concern> Concerns = Gen.Elements(Enum.GetValues<Concern>());

    [Fact]
    public void Every_event_says_what_it_is_once_and_has_people_who_are_told()
    {
        NoticeEvents.All.Select(e => e.Key).ShouldBeUnique();
        NoticeEvents.All.ShouldAllBe(e => e.Key.Length <= 40 && e.Title.Length > 0 && e.Words.EndsWith('.'));
        NoticeEvents
            .Of(MemberSide.Partner)
            .Intersect(NoticeEvents.Of(MemberSide.Staff))
            .ShouldBe([NoticeEvents.Message, NoticeEvents.Mention, NoticeEvents.Task], ignoreOrder: true);
        typeof(NoticeEvents)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Count(p => p.PropertyType == typeof(NoticeEvent))
            .ShouldBe(NoticeEvents.All.Count, "none is forgotten in the list");
    }

    [Fact]
    public void Quiet_hours_go_over_midnight_and_end_by_the_clocks_of_the_persons_zone()
    {
        var night = new QuietHours(new(22, 0), new(7, 0));
        night.EndAfter(At("2026-03-12T21:59"), London).ShouldBeNull();
        night.EndAfter(At("2026-03-12T22:00"), London).ShouldBe(At("2026-03-13T07:00"));
        night.EndAfter(At("2026-03-13T06:59"), London).ShouldBe(At("2026-03-13T07:00"));
        night.EndAfter(At("2026-03-13T07:00"), London).ShouldBeNull();
        // The night in which clocks go forward is an hour shorter.
        night.EndAfter(At("2026-03-28T23:00"), London).ShouldBe(At("2026-03-29T06:00"));
        new QuietHours(new(12, 0), new(13, 0)).EndAfter(At("2026-03-12T12:30"), London).ShouldBe(At("2026-03-12T13:00"));
        default(QuietHours).EndAfter(Start, London).ShouldBeNull();
    }

    [Fact]
    public void Whenever_they_hold_quiet_hours_end_within_a_day_and_then_hold_no_more() =>
        Prop.ForAll(
                (from quiet in Quiet from zone in Zones from at in Instants select (quiet, zone, at)).ToArbitrary(),
                given =>
                    given.quiet.EndAfter(given.at, given.zone) is not { } end
                    || (end > given.at && end - given.at <= TimeSpan.FromHours(17) && given.quiet.EndAfter(end, given.zone) is null)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Where_clocks_never_change_they_hold_exactly_in_their_hours() =>
        Prop.ForAll(
                (from quiet in Quiet from at in Instants select (quiet, at)).ToArbitrary(),
                given =>
                {
                    var time = TimeOnly.FromDateTime(given.at.UtcDateTime);
                    var inside = given.quiet.From != given.quiet.To && time.IsBetween(given.quiet.From, given.quiet.To);
                    return given.quiet.EndAfter(given.at, TimeZoneInfo.Utc) is not null == inside;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Digests_leave_on_the_hour_at_eight_and_on_mondays_at_eight()
    {
        NoticePlan.Next(Cadence.Instant, London, Start).ShouldBe(Start);
        NoticePlan.Next(Cadence.Hourly, London, Start).ShouldBe(At("2026-03-12T11:00"));
        NoticePlan.Next(Cadence.Daily, London, Start).ShouldBe(At("2026-03-13T08:00"));
        NoticePlan.Next(Cadence.Weekly, London, Start).ShouldBe(At("2026-03-16T08:00"));
        NoticePlan.Next(Cadence.Daily, London, At("2026-03-28T09:00")).ShouldBe(At("2026-03-29T07:00"), "summer time");
        NoticePlan.Next(Cadence.Hourly, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"), Start).ShouldBe(At("2026-03-12T10:30"));
    }

    [Fact]
    public void A_plan_keeps_to_what_was_chosen_and_nobody_waits_longer_than_cadence_and_quiet_hours() =>
        Prop.ForAll(
                (
                    from what in Events
                    from concern in Concerns
                    from choice in Choices
                    from quiet in Quiet
                    from zone in Zones
                    from now in Instants
                    from hours in Gen.Choose(-48, 24 * 10)
                    select (what, concern, choice, quiet, zone, now, hours)
                ).ToArbitrary(),
                given =>
                {
                    var (what, concern, choice, quiet, zone, now, hours) = given;
                    var by = hours % 3 == 0 ? (DateTimeOffset?)null : now.AddHours(hours);
                    var fits = choice.Within(what);
                    var plan = NoticePlan.Of(what, concern, by, choice, quiet, zone, now);
                    if (plan is null)
                        return what.MayBeOff && !fits.Reaches(concern);
                    if (!what.MayBeOff && plan.MailAt is null)
                        return false;
                    if (plan.MailAt is not { } at)
                        return plan.Inbox && fits.Channel is NoticeChannel.Inbox;
                    var longest = Span(fits.Cadence) + TimeSpan.FromHours(17);
                    var inQuiet = quiet.EndAfter(at, zone) is not null;
                    return at >= now
                        && at - now <= longest
                        && (by is not { } end || end <= now || at < end || at == now)
                        && (!inQuiet || plan.Hurry is not null);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_answers_a_mail_of_theirs_goes_by_mail_at_once_and_stands_on_their_page_as_they_chose() =>
        Prop.ForAll(
                (
                    from what in Events
                    from concern in Concerns
                    from choice in Choices
                    from quiet in Quiet
                    from zone in Zones
                    from now in Instants
                    select (what, concern, choice, quiet, zone, now)
                ).ToArbitrary(),
                given =>
                {
                    var (what, concern, choice, quiet, zone, now) = given;
                    var wanted = NoticePlan.Of(what, concern, null, choice, quiet, zone, now);
                    var answer = NoticePlan.Answer(wanted, now);
                    return answer.MailAt == now
                        && answer.Cadence is Cadence.Instant
                        && answer.Inbox == (wanted?.Inbox ?? false)
                        && (answer.Hurry is not null) == (wanted is { MailAt: { } at } && (at > now || wanted.Hurry is not null));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_person_goes_before_their_role_and_neither_goes_beyond_what_the_event_allows() =>
        Prop.ForAll(
                (
                    from what in Events
                    from own in Choices
                    from role in Choices
                    from has in Gen.Choose(0, 3)
                    select (what, own, role, has)
                ).ToArbitrary(),
                given =>
                {
                    var (what, own, role, has) = given;
                    var person = has is 1 or 3 ? NoticeChoices.None.With(what, own) : NoticeChoices.None;
                    var roles = has is 2 or 3 ? NoticeChoices.None.With(what, role) : NoticeChoices.None;
                    var got = NoticeChoices.Of(what, person, roles);
                    var expected =
                        has is 1 or 3 ? own
                        : has is 2 ? role
                        : NoticeChoice.Usual;
                    return got == expected.Within(what)
                        && (what.MayBeOff || (got.Reach is Reach.All && got.Channel is not NoticeChannel.Inbox))
                        && got.Cadence <= what.Longest;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_click_stops_what_may_be_stopped_and_slows_down_what_may_wait_and_nothing_else()
    {
        foreach (var what in NoticeEvents.All)
        {
            var without = NoticeChoices.None.Without(what, NoticeChoices.None);
            if (what is { MayBeOff: false, Longest: Cadence.Instant })
            {
                without.ShouldBeNull(what.Key);
                continue;
            }
            var left = NoticeChoices.Of(what, without!, NoticeChoices.None);
            (left.Reach is Reach.Off).ShouldBe(what.MayBeOff, what.Key);
            (what.MayBeOff || left.Cadence > Cadence.Instant).ShouldBeTrue(what.Key);
            foreach (var other in NoticeEvents.All.Where(e => e != what))
                NoticeChoices.Of(other, without!, NoticeChoices.None).ShouldBe(NoticeChoice.Usual.Within(other));
        }
    }

    private static TimeSpan Span(Cadence cadence) =>
        cadence switch
        {
            Cadence.Hourly => TimeSpan.FromHours(1),
            Cadence.Daily => TimeSpan.FromHours(25),
            Cadence.Weekly => TimeSpan.FromHours((7 * 24) + 1),
            _ => TimeSpan.Zero,
        };

    private static TimeOnly Minute(int of) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(of % (24 * 60)));

    private static DateTimeOffset At(string utc) =>
        new(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
