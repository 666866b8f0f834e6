using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Rules;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Portal.Today;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Who does what until when: seen by who reads it, reminded once, lost by nobody's leaving.</summary>
public sealed class TalkTasksTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task A_shared_task_stands_on_both_sides_and_an_internal_one_is_not_there_for_the_partner()
    {
        var story = await TalkStory.In(house);
        var (maren, ines) = (story.People.Maren, story.InesSignedIn);
        (await story.AddTask(maren, "Send the plan", ines, story.Today.AddDays(2))).Problem.ShouldBeNull();
        (await story.AddTask(maren, "Check the margin", maren, story.Today.AddDays(1), ReadBy.Internal)).Problem.ShouldBeNull();
        (await story.AddTask(ines, "Book the workshop", maren, story.Today.AddDays(3), null)).Problem.ShouldBeNull();

        (await story.See(maren))!.Tasks.Select(t => t.Title).ShouldBe(["Check the margin", "Send the plan", "Book the workshop"]);
        (await story.See(ines))!.Tasks.Select(t => t.Title).ShouldBe(["Send the plan", "Book the workshop"]);
        (await house.Act<EntenteDb, int>(ines, db => db.Set<TalkTask>().CountAsync(t => t.Title == "Check the margin", Ct))).ShouldBe(0);
        (await story.See(story.People.Jonah)).ShouldBeNull();
        var secret = (await story.See(maren))!.Tasks.Single(t => t.Internal).Id;
        (await house.Act<TaskDesk, Result>(ines, d => d.Finish(story.About, secret, Ct))).Problem!.Code.ShouldBe("task.unknown");

        (await Moves(ines)).ShouldContain("Send the plan");
        (await Moves(ines)).ShouldNotContain("Check the margin");
        (await Rows(maren)).ShouldContain("Check the margin");
    }

    [Fact]
    public async Task Its_owner_is_somebody_who_reads_it_and_its_day_is_not_over()
    {
        var story = await TalkStory.In(house);
        var (maren, ines) = (story.People.Maren, story.People.Ines);
        (await story.AddTask(maren, "Not theirs", ines, story.Today, ReadBy.Internal)).Problem!.Code.ShouldBe("task.owner_reads_not");
        (await story.AddTask(ines, "Not theirs", story.People.Jonah, story.Today, null)).Problem!.Code.ShouldBe("task.owner_reads_not");
        (await story.AddTask(maren, " ", ines, story.Today.AddDays(-1))).Problem!.Fields!.Keys.Order().ShouldBe(["due", "title"]);
        (await story.AddTask(maren, "When the sun is cold", ines, DateOnly.MaxValue)).Problem!.Fields!.Keys.ShouldBe(["due"]);
        (await story.AddTask(maren, "To whom", ines, story.Today, null)).Problem!.Fields!.Keys.ShouldContain("audience");
        var viewer = ines with { Permissions = PartnerRights.Of(PartnerRole.Viewer) };
        (await story.AddTask(viewer, "May not", ines, story.Today, null)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.See(maren))!.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_owner_is_told_that_they_have_it_and_reminded_on_its_day_once()
    {
        var story = await TalkStory.In(house);
        (await story.AddTask(story.People.Maren, "Send the references", story.People.Ines, story.Today.AddDays(2))).Problem.ShouldBeNull();
        await house.Work();
        (await Mails()).ShouldBe(1, "given");
        await Remind();
        (await Mails()).ShouldBe(1, "not yet");
        house.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var _ in Enumerable.Range(0, 3))
            await Remind();
        (await Mails()).ShouldBe(2, "reminded once");
        house.Clock.Advance(TimeSpan.FromDays(1));
        await Remind();
        (await Mails()).ShouldBe(2, "not again when it is late");

        async Task<int> Mails() =>
            (await story.Mails(story.People.InesEmail)).Count(m => m.Text.Contains("Send the references", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_task_on_a_record_that_they_do_not_read_any_more()
    {
        var story = await TalkStory.In(house);
        var (maren, other) = (story.People.Maren, (await TalkStory.In(house)).People.Maren);
        var rita = await story.Colleague("Rita Left");
        var day = story.Today.AddDays(2);
        (await story.AddTask(maren, "Ring Rita", rita, day)).Problem.ShouldBeNull();
        (await story.AddTask(maren, "Ring the other one", other, day, ReadBy.Internal)).Problem.ShouldBeNull();
        await house.Work();
        await Change(rita, restricted: true);
        await Change(other, narrow: true);
        house.Clock.Advance(TimeSpan.FromDays(2));
        await Remind();

        (await Mails("mate", "Ring Rita"), await Mails("maren", "Ring the other one")).ShouldBe((1, 1), "given, not reminded");
        var tasks = await house.Act<EntenteDb, List<TalkTask>>(
            maren,
            db => db.Set<TalkTask>().Where(t => t.SubjectId == story.About.Id).ToListAsync(Ct)
        );
        tasks.Count.ShouldBe(2);
        tasks.ShouldAllBe(t => t.RemindedFor == null);
        await Change(rita, restricted: false);
        await Remind();
        (await Mails("mate", "Ring Rita")).ShouldBe(2, "as soon as they read it again");

        async Task<int> Mails(string to, string words) =>
            (await story.Mails(to)).Count(m => m.Text.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Done_is_announced_each_time_for_it_may_be_open_again_when_it_is_heard()
    {
        var story = await TalkStory.In(house);
        var (maren, ines) = (story.People.Maren, story.People.Ines);
        (await story.AddTask(maren, "Once", ines, story.Today)).Problem.ShouldBeNull();
        var id = (await story.See(maren))!.Tasks.ShouldHaveSingleItem().Id;
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await house.Act<TaskDesk, Result>(ines, d => d.Finish(story.About, id, Ct))).Problem.ShouldBeNull();
            (await story.See(maren))!.Tasks.ShouldHaveSingleItem().State.ShouldBe(TaskState.Done);
            (await house.Act<TaskDesk, Result>(maren, d => d.Reopen(story.About, id, Ct))).Problem.ShouldBeNull();
            (await story.See(maren))!.Tasks.ShouldHaveSingleItem().State.ShouldBe(TaskState.Today);
        }
        await using var scope = house.As(house.Corvane);
        var told = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Entente.Platform.Outbox.OutboxEvent>()
            .CountAsync(e => e.Name == "task.done" && e.SubjectId == story.About.Id, Ct);
        told.ShouldBe(2);
    }

    [Fact]
    public async Task A_task_of_somebody_who_leaves_goes_to_the_manager_and_of_the_manager_to_nobody_in_sight_of_all()
    {
        var story = await TalkStory.In(house);
        var (maren, ines) = (story.People.Maren, story.People.Ines);
        (await story.AddTask(maren, "Left behind", ines, story.Today)).Problem.ShouldBeNull();
        (await story.AddTask(maren, "Hers alone", maren, story.Today, ReadBy.Internal)).Problem.ShouldBeNull();
        await Leaves(ines);
        var task = (await story.See(maren))!.Tasks.Single(t => t.Title == "Left behind");
        (task.Owner, task.OwnerName).ShouldBe((maren.Person, "Maren Voss"));
        (await story.Mails("maren")).Count(m => m.Text.Contains("Left behind", StringComparison.Ordinal)).ShouldBe(1, "the heir is told");

        await Leaves(maren);
        var other = (await TalkStory.In(house)).People.Maren;
        (await story.See(other))!.Tasks.ShouldAllBe(t => t.Owner == null && t.OwnerName == "Maren Voss");
        (await Rows(other)).ShouldContain("Left behind");
    }

    [Fact]
    public async Task Whose_sessions_are_closed_keeps_their_tasks()
    {
        var story = await TalkStory.In(house);
        var ines = story.People.Ines;
        (await story.AddTask(story.People.Maren, "Still hers", ines, story.Today)).Problem.ShouldBeNull();
        await using (var scope = house.As(house.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Cut(ines.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        await house.Work();
        (await story.See(story.People.Maren))!.Tasks.ShouldHaveSingleItem().Owner.ShouldBe(ines.Person);
    }

    private async Task Change(Actor who, bool? restricted = null, bool narrow = false)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        if (restricted is { } own)
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Restrict(who.Person!.Value, own, Ct);
        if (narrow)
            (await db.Set<Entente.Access.Model.Membership>().SingleAsync(m => m.PersonId == who.Person, Ct)).Narrow(
                new([], [], [], OwnPartners: true)
            );
        await db.SaveChangesAsync(Ct);
    }

    private async Task Leaves(Actor who)
    {
        await using (var scope = house.As(house.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(who.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        await house.Work();
    }

    private async Task Remind()
    {
        await using (var scope = house.As(house.System()))
            await ActivatorUtilities.CreateInstance<TellTasks>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
        await house.Work();
    }

    private async Task<List<string>> Moves(Actor who)
    {
        await using var scope = house.As(who);
        var home = scope.ServiceProvider.GetServices<IHomeBlock>().OfType<TasksAtHome>().Single();
        return [.. (await home.Block(house.Clock.Now, Ct))?.Moves.Select(m => m.Title) ?? []];
    }

    private async Task<List<string>> Rows(Actor who)
    {
        await using var scope = house.As(who);
        var today = scope.ServiceProvider.GetServices<ITodayItem>().OfType<TasksToday>().Single();
        return [.. (await today.Section(house.Clock.Now, Ct))?.Rows.Select(r => r.Title) ?? []];
    }
}
