using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Meetings;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Reviews;

/// <summary>Meetings are planned by rules, their agendas make themselves, and what was decided is done by somebody.</summary>
public sealed class MeetingTest(House house) : IClassFixture<House>
{
    private readonly MeetingStory story = new(house);
    private readonly ReviewStory reviews = new(house);

    private static CancellationToken Ct => MeetingStory.Ct;

    [Fact]
    public async Task Rules_plan_eight_weeks_once_and_another_rule_moves_only_what_nobody_has_touched()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Sales(Every.Week), MeetingStory.Pipeline(Every.TwoWeeks));

        var planned = await story.Of(claims.Kestrel);
        planned.Count.ShouldBeInRange(7, 9);
        planned.ShouldAllBe(m => m.HostId == claims.Maren.Person && m.Out && m.State == MeetingState.Planned);
        planned.ShouldAllBe(m => house.Corvane.DayOf(m.StartsAt) <= reviews.Today.AddDays(Planning.Ahead));
        var own = await story.Of(claims.Maren.Person!.Value);
        own.Count.ShouldBeInRange(3, 5);
        own.ShouldAllBe(m => !m.Out && m.PartnerId == default(PartnerId), "one over all partners of a manager, and no partner sees it");
        await story.Night();
        (await story.Of(claims.Kestrel)).Select(m => (m.Id, m.Version)).ShouldBe(planned.Select(m => (m.Id, m.Version)));

        var touched = planned[2];
        await story.Write(claims.Maren, touched.Id, "Said already", "");
        await story.Publish(owner, MeetingStory.Sales(Every.Week, DayOfWeek.Thursday) with { Minutes = 30 });
        var moved = await story.Of(claims.Kestrel);
        var still = moved.Single(m => m.Id == touched.Id);
        (still.StartsAt, still.Minutes).ShouldBe((touched.StartsAt, touched.Minutes));
        moved
            .Where(m => m.Id != touched.Id)
            .ShouldAllBe(m => house.Corvane.DayOf(m.StartsAt).DayOfWeek >= DayOfWeek.Thursday && m.Minutes == 30);
        moved.Select(m => m.Id).Intersect(planned.Select(m => m.Id)).Count().ShouldBeGreaterThan(4, "they are moved, not made anew");
        moved.Select(m => m.Slot).ShouldBeUnique();
        (await story.Of(claims.Maren.Person!.Value)).ShouldBeEmpty("nothing is said of pipeline reviews any more");

        await story.Publish(owner, MeetingStory.Sales(Every.Never));
        (await story.Of(claims.Kestrel)).ShouldHaveSingleItem().Id.ShouldBe(touched.Id);
    }

    [Fact]
    public async Task A_manager_of_several_partners_holds_one_meeting_at_a_time()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Pipeline(Every.Never), MeetingStory.Sales(Every.Month) with { PerDay = 1 });

        var held = await story.HeldBy(claims.Maren.Person!.Value);
        held.Select(m => m.PartnerId).Distinct().Count().ShouldBeGreaterThan(1);
        held.Select(m => house.Corvane.DayOf(m.StartsAt)).ShouldBeUnique("one a day, says the rule");
        await story.Night();
        (await story.HeldBy(claims.Maren.Person!.Value)).Select(m => (m.Id, m.Version)).ShouldBe(held.Select(m => (m.Id, m.Version)));
    }

    [Fact]
    public async Task Who_may_not_set_rules_is_refused_and_so_is_a_version_of_before_and_what_cannot_be_read()
    {
        var (sales, owner) = (await reviews.People.Staff(StaffRole.Sales), await reviews.People.Staff(StaffRole.Owner));
        var seen = (await house.Act<MeetingShelf, PublishedMeetings>(owner, s => s.Newest(Ct))).Number;
        var book = new MeetingBook([MeetingStory.Sales(Every.Never)]);

        (await Publish(sales, book, seen)).Problem!.Code.ShouldBe("cadence.may_not");
        (await Publish(owner, book, seen + 7)).Problem!.Code.ShouldBe("cadence.rules_stale");
        var wrong = await Publish(owner, new([MeetingStory.Sales(Every.Week) with { Minutes = 3, Nth = 9, PerDay = 0 }]), seen);
        wrong.Problem!.Fields!.Keys.ShouldBe(["SalesReview.minutes", "SalesReview.nth", "SalesReview.perDay"], ignoreOrder: true);

        Task<Result<int>> Publish(Actor by, MeetingBook of, int version) =>
            house.Act<PublishMeetings, Result<int>>(by, p => p.Run(of, new Dictionary<string, string>(), version, Ct));
    }

    [Fact]
    public async Task An_agenda_is_of_now_until_the_meeting_is_held_and_a_decision_lands_on_its_deal_once()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Sales(Every.Month));
        var meeting = (await story.Of(claims.Kestrel))[0].Id;
        Lines(await View())
            .ShouldHaveSingleItem()
            .ShouldBe(new AgendaLine(AgendaTopic.Risk, claims.Kestrel, null, "No deal is open", $"partners/{claims.Kestrel.Short()}"));
        Lines((await story.Own(claims.Ines, meeting))!).ShouldBeEmpty("how the vendor sees it is not the partner’s to read");

        var (connection, id) = await reviews.Deal(claims.Kestrel, DealStory.Quote, reviews.Today.AddDays(-3), name: "Late Foods");
        var line = Lines(await View()).Single(l => l.Name == "Late Foods");
        (line.Topic, line.Path!.StartsWith("pipeline/", StringComparison.Ordinal)).ShouldBe((AgendaTopic.PastClose, true));
        (await story.Decide(claims.Maren, meeting, "Ask for the date", claims.Ines.Person!.Value, "Late Foods")).Problem.ShouldBeNull();
        (await story.Decide(claims.Maren, meeting, "Name ten companies", claims.Maren.Person!.Value)).Problem.ShouldBeNull();
        var seen = (await View()).Version;

        var both = await Task.WhenAll(Hold(), Hold());
        both.Count(r => r.Ok).ShouldBe(1);
        both.Single(r => !r.Ok).Problem!.Code.ShouldBe("cadence.over");
        var tasks = await reviews.Rows<TalkTask>(
            claims.Maren,
            t => t.Where(t => t.Title == "Ask for the date" || t.Title == "Name ten companies")
        );
        tasks.Count.ShouldBe(2);
        var onDeal = tasks.Single(t => t.SubjectKind == PipelineApi.SubjectKind);
        (onDeal.Title, onDeal.IsShared, onDeal.Owner).ShouldBe(("Ask for the date", true, claims.Ines.Person));
        tasks.Single(t => t.SubjectId == claims.Kestrel.Value).Owner.ShouldBe(claims.Maren.Person);

        await reviews.Becomes(connection, house.Deal(id, "Late Foods") with { Stage = DealStory.Lost, CloseDate = reviews.Today });
        Lines(await View()).ShouldContain(l => l.Name == "Late Foods", "it stays as it was when the meeting was held");
        Lines((await story.Own(claims.Ines, meeting))!).ShouldContain(l => l.Name == "Late Foods");
        (await story.Shape(claims.Maren, s => s.Write(meeting, seen, new(), Ct))).Problem!.Code.ShouldBe("cadence.over");
        await story.Night();
        (await story.Of(claims.Kestrel)).Select(m => m.Slot).ShouldBeUnique("a held one keeps its month");

        async Task<MeetingView> View() => (await story.View(claims.Maren, meeting)).ShouldNotBeNull();
        Task<Result> Hold() => house.Act<SteerMeeting, Result>(claims.Maren, s => s.Hold(meeting, seen, Ct));
    }

    [Fact]
    public async Task A_manager_reviews_all_their_partners_at_once_and_what_is_decided_there_stays_inside()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Pipeline(Every.Week));
        await reviews.Deal(claims.Kestrel, DealStory.Quote, reviews.Today.AddDays(-2), name: "Kestrel Late");
        await reviews.Deal(claims.Vantora, DealStory.Quote, reviews.Today.AddDays(-1), name: "Vantora Late");
        var meeting = (await story.Of(claims.Maren.Person!.Value))[0].Id;

        var view = (await story.View(claims.Maren, meeting)).ShouldNotBeNull();
        Lines(view).Where(l => l.Name is "Kestrel Late" or "Vantora Late").Select(l => l.Name).ShouldBe(["Kestrel Late", "Vantora Late"]);
        view.People.ShouldAllBe(p => p.Label.StartsWith("Us: ", StringComparison.Ordinal));
        (await story.Decide(claims.Maren, meeting, "Call them", claims.Maren.Person!.Value, "Vantora Late")).Problem.ShouldBeNull();
        (await story.Hold(claims.Maren, meeting)).Problem.ShouldBeNull();

        var task = (await reviews.Rows<TalkTask>(claims.Maren, t => t.Where(t => t.Title == "Call them"))).ShouldHaveSingleItem();
        (task.SubjectKind, task.IsShared, task.Owner).ShouldBe((PipelineApi.SubjectKind, false, claims.Maren.Person));
        (await reviews.Rows<TalkTask>(claims.Jonah, t => t.Where(t => t.Title == "Call them"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_sides_are_told_once_three_days_before_once_more_when_it_is_moved_and_of_a_skipped_one_nothing_stays()
    {
        var (claims, owner) = (await RegistrationStory.In(house), await reviews.People.Staff(StaffRole.Owner));
        await story.Publish(owner, MeetingStory.Sales(Every.Month));
        var meeting = (await story.Of(claims.Kestrel))[^1];
        house.Clock.Advance(meeting.StartsAt - house.Clock.Now - TimeSpan.FromDays(5));
        await story.Remind();
        (await Told("")).ShouldBe(0, "not yet");
        house.Clock.Advance(TimeSpan.FromDays(2));

        await story.Remind();
        await story.Remind();
        (await Told("and event = 'meeting.near'")).ShouldBe(1, "Ines answers for Kestrel");
        (await Told("and event = 'meeting.near_ours'")).ShouldBe(1, "Maren holds it");
        await story.Publish(owner, MeetingStory.Sales(Every.Month, DayOfWeek.Friday));
        (await story.Of(claims.Kestrel)).Single(m => m.Id == meeting.Id).StartsAt.ShouldBe(meeting.StartsAt, "who was told finds it there");

        var form = new ReviewForm
        {
            Planned = house.Corvane.DayOf(meeting.StartsAt.AddDays(-1)).ToString("yyyy-MM-dd", null),
            Time = "15:00",
            Minutes = "20",
        };
        var seen = (await story.View(claims.Maren, meeting.Id))!.Version;
        (await story.Shape(claims.Maren, s => s.Move(meeting.Id, seen, form, Ct))).Problem.ShouldBeNull();
        await story.Remind();
        await story.Remind();
        (await Told("")).ShouldBe(4);

        (await story.Skip(claims.Maren, meeting.Id, " ")).Problem!.Code.ShouldBe("qbr.no_why");
        (await story.Skip(claims.Maren, meeting.Id, "Their fair")).Problem.ShouldBeNull();
        (await Told("and inbox")).ShouldBe(0);
        (await story.Own(claims.Ines, meeting.Id))!.State.ShouldBe(MeetingState.Skipped);

        Task<long> Told(string and) => reviews.Sql($"select count(*) from notice where about_id = '{meeting.Id.Value}' {and}");
    }

    private static IReadOnlyList<AgendaLine> Lines(MeetingView view) => view.Face.Agenda.Lines;

    private static IReadOnlyList<AgendaLine> Lines(MeetingFace face) => face.Agenda.Lines;
}
