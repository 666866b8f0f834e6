using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Crm;

namespace Entente.Tests.Registrations;

// What is said and agreed about a claim.
public abstract partial class WriteBackContract
{
    [Fact]
    public async Task What_both_sides_say_stands_on_the_deals_timeline_once_and_what_staff_say_among_themselves_never()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var number = await story.Submitted(story.Ines, "Spoken Of " + sync.Tag());
        var about = (await story.Load(number)).Id.Subject;
        Task<Result> Say(Actor who, ReadBy audience, string words) =>
            sync.House.Act<PostMessage, Result>(
                who,
                p =>
                    p.Run(
                        new(about, audience, words, words.Split(' ')[0])
                        {
                            With = who.IsStaff && audience is ReadBy.Shared ? story.Kestrel : null,
                        },
                        Ct
                    )
            );

        (await Say(story.Ines, ReadBy.Shared, "Before it was decided.")).Problem.ShouldBeNull();
        (await Say(story.Maren, ReadBy.Internal, "Among us alone.")).Problem.ShouldBeNull();
        await sync.House.Work();
        (await story.Approve(number)).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Say(story.Maren, ReadBy.Shared, "After that.")).Problem.ShouldBeNull();
        await sync.House.Work();

        var timeline = await Timeline(connection, (await story.Load(number)).CrmDealId!);
        timeline.Count(a => a.Body?.Contains("Before it was decided.", StringComparison.Ordinal) == true).ShouldBe(1);
        timeline.Count(a => a.Body?.Contains("After that.", StringComparison.Ordinal) == true).ShouldBe(1);
        timeline.ShouldAllBe(a => a.Body == null || !a.Body.Contains("Among us", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_was_opened_again_before_anybody_heard_of_it_stands_on_the_timeline_once_it_is_done_and_once_only()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var number = await story.Approved(story.Ines, "Done Twice " + sync.Tag());
        await sync.House.Work();
        var about = (await story.Load(number)).Id.Subject;
        Task<TResult> Desk<TResult>(Func<TaskDesk, Task<TResult>> act) => sync.House.Act(story.Maren, act);
        var day = sync.House.Corvane.DayOf(sync.House.Clock.Now).AddDays(1);
        (
            await Desk(d =>
                d.Add(new(about, "Agree on the plan", story.Maren.Person, day, ReadBy.Shared, "plan") { With = story.Kestrel }, Ct)
            )
        ).Problem.ShouldBeNull();
        var task = (await sync.House.Act<ThreadQuery, ThreadView?>(story.Maren, q => q.Load(about, ThreadQuery.Most, Ct)))!
            .Tasks.ShouldHaveSingleItem()
            .Id;
        (await Desk(d => d.Finish(about, task, Ct))).Problem.ShouldBeNull();
        (await Desk(d => d.Reopen(about, task, Ct))).Problem.ShouldBeNull();
        await sync.House.Work();
        (await Stands()).ShouldBe(0, "it is open");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await Desk(d => d.Finish(about, task, Ct))).Problem.ShouldBeNull();
            await sync.House.Work();
            (await Stands()).ShouldBe(1);
            (await Desk(d => d.Reopen(about, task, Ct))).Problem.ShouldBeNull();
        }

        async Task<int> Stands() =>
            (await Timeline(connection, (await story.Load(number)).CrmDealId!)).Count(a =>
                a.Body?.Contains("Agree on the plan", StringComparison.Ordinal) == true
            );
    }
}
