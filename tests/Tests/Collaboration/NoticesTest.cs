using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Everybody is told once, where and when they chose, and nothing that waits is lost or doubled.</summary>
public sealed class NoticesTest(House house) : IClassFixture<House>
{
    private static readonly NoticeChoice Usual = NoticeChoice.Usual;

    [Fact]
    public async Task Nobody_is_told_twice_by_whatever_path_and_however_often_it_is_tried()
    {
        var story = await NoticeStory.In(house);
        var once = NoticeStory.Occurrence();
        await story.Tell(NoticeEvents.Message, [story.For(story.Maren, once), story.For(story.Maren, once)]);
        await story.Tell(NoticeEvents.Message, story.Maren, once);
        // An act of a partner’s person, who does not see what staff were told.
        await story.Tell(NoticeEvents.Message, story.Maren, once, through: story.People.Jonah);
        await house.Work();

        (await story.Mails(story.Maren, once)).ShouldHaveSingleItem().Headers.ShouldContain("Reply-To: r+corvane.abc");
        (await story.Rows(once)).ShouldBe(1);
        (await story.Inbox(story.People.Maren)).Count(r => r.Headline.EndsWith(once, StringComparison.Ordinal)).ShouldBe(1);
        (await story.Inbox(story.People.Ines)).ShouldAllBe(r => !r.Headline.EndsWith(once, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everybody_is_told_where_they_chose_and_of_what_reaches_them()
    {
        var story = await NoticeStory.In(house);
        var (hidden, quiet, page, mail) = (
            NoticeStory.Occurrence(),
            NoticeStory.Occurrence(),
            NoticeStory.Occurrence(),
            NoticeStory.Occurrence()
        );
        (
            await story.Choose(story.People.Maren, NoticeEvents.Probing, Usual with { Reach = Reach.Own, Channel = NoticeChannel.Inbox })
        ).Problem.ShouldBeNull();
        (await story.Choose(story.People.Maren, NoticeEvents.DealGone, Usual with { Channel = NoticeChannel.Mail })).Problem.ShouldBeNull();
        (await story.Choose(story.People.Maren, NoticeEvents.Requested, Usual with { Reach = Reach.Off })).Problem.ShouldBeNull();
        await story.Tell(NoticeEvents.Probing, story.Maren, hidden, concern: Concern.Role);
        await story.Tell(NoticeEvents.Probing, story.Maren, page);
        await story.Tell(NoticeEvents.DealGone, story.Maren, mail);
        await story.Tell(NoticeEvents.Requested, story.Maren, quiet);
        await house.Work();

        var inbox = (await story.Inbox(story.People.Maren)).Select(r => r.Headline).ToList();
        inbox.ShouldContain($"Headline of {page}");
        (await story.Mails(story.Maren, page)).ShouldBeEmpty();
        inbox.ShouldNotContain($"Headline of {mail}");
        (await story.Mails(story.Maren, mail)).Count.ShouldBe(1);
        foreach (var none in new[] { hidden, quiet })
        {
            inbox.ShouldNotContain($"Headline of {none}");
            (await story.Mails(story.Maren, none)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_digest_comes_once_at_eight_grouped_by_record_with_everything_in_it()
    {
        var story = await NoticeStory.In(house);
        var (one, two, three) = (NoticeStory.Occurrence(), NoticeStory.Occurrence(), NoticeStory.Occurrence());
        var (first, second) = (Ids.New<NoticeId>(house.Clock.Now).Value, Ids.New<NoticeId>(house.Clock.Now).Value);
        (await story.Choose(story.People.Maren, NoticeEvents.Message, Usual with { Cadence = Cadence.Daily })).Problem.ShouldBeNull();
        await story.Tell(NoticeEvents.Message, story.Maren, one, "About <b>one</b>.", record: first);
        await story.Tell(NoticeEvents.Message, story.Maren, two, record: second);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Tell(NoticeEvents.Message, story.Maren, three, record: first);
        await house.Work();
        (await story.Mails(story.Maren, one)).ShouldBeEmpty("it waits");
        (await story.Inbox(story.People.Maren)).Count.ShouldBeGreaterThanOrEqualTo(3, "the page does not wait");

        house.Clock.Advance(TimeSpan.FromDays(1));
        await house.Work();
        var digest = (await story.Mails(story.Maren, one)).ShouldHaveSingleItem();
        digest.Row.Subject.ShouldBe("Corvane once a day: 3 things on 2 records");
        digest.Text.ShouldContain($"- Headline of {one} About <b>one</b>.");
        digest.Html.ShouldContain("About &lt;b&gt;one&lt;/b&gt;.");
        digest
            .Text.IndexOf(NoticeStory.Number(first), StringComparison.Ordinal)
            .ShouldBeLessThan(digest.Text.IndexOf(NoticeStory.Number(second), StringComparison.Ordinal), "what moved last stands on top");
        digest
            .Text.IndexOf(three, StringComparison.Ordinal)
            .ShouldBeLessThan(digest.Text.IndexOf(two, StringComparison.Ordinal), "by record");
        digest.Header(UnsubscribeKeys.PostHeader).ShouldBe("List-Unsubscribe=One-Click");
        digest.Text.ShouldContain("Choose what we tell you: ");

        house.Clock.Advance(TimeSpan.FromDays(8));
        await house.Work();
        (await story.Mails(story.Maren, one)).Count.ShouldBe(1);
        (await story.Mails(story.Maren, three)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task In_quiet_hours_it_waits_as_the_mail_it_was_and_a_broken_promise_does_not()
    {
        var story = await NoticeStory.In(house);
        var (waits, late, ends) = (NoticeStory.Occurrence(), NoticeStory.Occurrence(), NoticeStory.Occurrence());
        var now = TimeZoneInfo.ConvertTime(house.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        var (from, to) = (now.AddHours(-1).ToString("HH:mm"), now.AddHours(3).ToString("HH:mm"));
        (await story.Choose(story.People.Maren, NoticeEvents.Message, Usual, from, to, "Asia/Tokyo")).Problem.ShouldBeNull();
        await story.Tell(NoticeEvents.Message, story.Maren, waits);
        await story.Tell(NoticeEvents.DecisionLate, story.Maren, late);
        await story.Tell(NoticeEvents.DecisionDue, story.Maren, ends, by: house.Clock.Now.AddHours(2));
        await house.Work();

        (await story.Mails(story.Maren, waits)).ShouldBeEmpty();
        (await story.Mails(story.Maren, late)).ShouldHaveSingleItem().Why.ShouldContain("a promise of the program is broken");
        (await story.Mails(story.Maren, ends)).ShouldHaveSingleItem().Why.ShouldContain("its time would be over");

        house.Clock.Advance(TimeSpan.FromHours(2.9));
        await house.Work();
        (await story.Mails(story.Maren, waits)).ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromHours(.2));
        await house.Work();
        var mail = (await story.Mails(story.Maren, waits)).ShouldHaveSingleItem();
        (mail.Row.Subject, mail.Header("Reply-To")).ShouldBe(($"Subject of {waits}", "r+corvane.abc@in.corvane.example"));
        mail.Text.ShouldContain("Fact: value");
    }

    [Fact]
    public async Task Who_dies_between_staging_and_saving_has_sent_nothing_and_the_next_run_sends_all_of_it_once()
    {
        var story = await NoticeStory.In(house);
        var all = Enumerable.Range(0, 5).Select(_ => NoticeStory.Occurrence()).ToList();
        (await story.Choose(story.People.Maren, NoticeEvents.Message, Usual with { Cadence = Cadence.Hourly })).Problem.ShouldBeNull();
        foreach (var once in all)
            await story.Tell(NoticeEvents.Message, story.Maren, once);
        house.Clock.Advance(TimeSpan.FromHours(1));

        await using (var scope = house.As(house.System()))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            // A save that cannot succeed: what was staged with it is gone with it.
            db.Add(new NoticeDefault { Role = new string('x', 41) });
            var run = ActivatorUtilities.CreateInstance<RunSendHeld>(scope.ServiceProvider);
            await Should.ThrowAsync<DbUpdateException>(() => run.Run(new(story.Maren.Id), NoticeStory.Ct));
        }
        (await story.Mails(story.Maren, all[0])).ShouldBeEmpty();

        // Four nodes find them at once, and the jobs that were enqueued come after them.
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => house.Act<RunSendHeld, JobOutcome>(house.System(), r => r.Run(new(story.Maren.Id), NoticeStory.Ct)))
        );
        await house.Work();
        foreach (var once in all)
            (await story.Mails(story.Maren, $"Headline of {once} ")).Count.ShouldBe(1, once);
    }

    [Fact]
    public async Task Who_chooses_anew_gets_what_waits_as_they_want_it_now()
    {
        var story = await NoticeStory.In(house);
        var (dropped, hurried) = (NoticeStory.Occurrence(), NoticeStory.Occurrence());
        (await story.Choose(story.People.Maren, NoticeEvents.Probing, Usual with { Cadence = Cadence.Weekly })).Problem.ShouldBeNull();
        (await story.Choose(story.People.Maren, NoticeEvents.Message, Usual with { Cadence = Cadence.Weekly })).Problem.ShouldBeNull();
        await story.Tell(NoticeEvents.Probing, story.Maren, dropped);
        await story.Tell(NoticeEvents.Message, story.Maren, hurried);
        (await story.Choose(story.People.Maren, NoticeEvents.Probing, Usual with { Reach = Reach.Off })).Problem.ShouldBeNull();
        (await story.Choose(story.People.Maren, NoticeEvents.Message, Usual)).Problem.ShouldBeNull();
        await house.Work();
        (await story.Mails(story.Maren, hurried)).ShouldHaveSingleItem().Row.Subject.ShouldBe($"Subject of {hurried}");
        house.Clock.Advance(TimeSpan.FromDays(8));
        await house.Work();
        (await story.Mails(story.Maren, dropped)).ShouldBeEmpty();
        (await story.Mails(story.Maren, hurried)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_waited_for_somebody_whose_access_rests_meanwhile_is_not_sent()
    {
        var story = await NoticeStory.In(house);
        var once = NoticeStory.Occurrence();
        (await story.Choose(story.People.Ines, NoticeEvents.Message, Usual with { Cadence = Cadence.Daily })).Problem.ShouldBeNull();
        await story.Tell(NoticeEvents.Message, story.Ines, once);
        await using (var scope = house.As(house.System()))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(story.Ines.Id, NoticeStory.Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(NoticeStory.Ct);
        }
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.Work();
        (await story.Mails(story.Ines, once)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_whose_scope_no_longer_covers_a_partner_read_and_get_no_more_of_what_they_were_told_of_it()
    {
        var (mine, theirs) = (await NoticeStory.In(house), await NoticeStory.In(house));
        var (inside, outside, waits) = (NoticeStory.Occurrence(), NoticeStory.Occurrence(), NoticeStory.Occurrence());
        (await mine.Choose(mine.People.Maren, NoticeEvents.DealGone, Usual with { Cadence = Cadence.Daily })).Problem.ShouldBeNull();
        await mine.Tell(NoticeEvents.Message, mine.Maren, inside);
        await mine.Tell(NoticeEvents.Message, [theirs.For(mine.Maren, outside)]);
        await mine.Tell(NoticeEvents.DealGone, [theirs.For(mine.Maren, waits)]);
        await using (var scope = house.As(house.System()))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var member = await db.Set<Entente.Access.Model.Membership>().SingleAsync(m => m.PersonId == mine.Maren.Id, NoticeStory.Ct);
            member.Narrow(new([], [], [], OwnPartners: true));
            await db.SaveChangesAsync(NoticeStory.Ct);
        }
        var narrowed = (await house.Act<AccessApi, Actor?>(house.System(), a => a.StaffActor(mine.Maren.Id, Channel.Web, NoticeStory.Ct)))!;

        (await mine.Inbox(narrowed)).Select(r => r.Headline).ShouldBe([$"Headline of {inside}"]);
        house.Clock.Advance(TimeSpan.FromDays(2));
        await house.Work();
        (await mine.Mails(mine.Maren, waits)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_decides_for_who_did_not_choose_and_a_person_goes_before_their_role()
    {
        var story = await NoticeStory.In(house);
        var owner = story.People.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        var off = new Dictionary<string, NoticeChoice>
        {
            [NoticeEvents.Probing.Key] = Usual with { Reach = Reach.Off },
            [NoticeEvents.DecisionDue.Key] = Usual with { Reach = Reach.Off },
        };
        (
            await house.Act<NoticeDefaults, Result>(story.People.Maren, d => d.Run("staff.PartnerManager", off, NoticeStory.Ct))
        ).Problem!.Code.ShouldBe("notices.defaults");
        (await house.Act<NoticeDefaults, Result>(owner, d => d.Run("staff.Nobody", off, NoticeStory.Ct))).Problem!.Code.ShouldBe(
            "notices.role"
        );
        (await house.Act<NoticeDefaults, Result>(owner, d => d.Run("staff.PartnerManager", off, NoticeStory.Ct))).Problem.ShouldBeNull();
        try
        {
            var (role, must, own) = (NoticeStory.Occurrence(), NoticeStory.Occurrence(), NoticeStory.Occurrence());
            await story.Tell(NoticeEvents.Probing, story.Maren, role);
            await story.Tell(NoticeEvents.DecisionDue, story.Maren, must);
            (await story.Choose(story.People.Maren, NoticeEvents.Probing, Usual)).Problem.ShouldBeNull();
            await story.Tell(NoticeEvents.Probing, story.Maren, own);
            await house.Work();
            (await story.Mails(story.Maren, role)).ShouldBeEmpty();
            (await story.Mails(story.Maren, must)).Count.ShouldBe(1, "what must be answered is not switched off by a role either");
            (await story.Mails(story.Maren, own)).Count.ShouldBe(1);
        }
        finally
        {
            (
                await house.Act<NoticeDefaults, Result>(
                    owner,
                    d => d.Run("staff.PartnerManager", new Dictionary<string, NoticeChoice>(), NoticeStory.Ct)
                )
            ).Problem.ShouldBeNull();
        }
    }
}
