using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform;

/// <summary>What was announced reaches its handlers: at least once, with an effect of once, and a poisoned one blocks nobody.</summary>
public sealed partial class RelayTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task An_event_is_handled_once_however_often_it_is_delivered()
    {
        var told = await Paint("red");
        await house.Work();
        await Redeliver(told);
        await house.Work();

        (await Counts(told)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_workers_on_one_due_list_do_not_double_the_effect()
    {
        var told = new List<Guid>();
        for (var i = 0; i < 12; i++)
            told.Add(await Paint("shade " + i));

        await Task.WhenAll(house.Work(), house.Work(), house.Work());
        await house.Work();

        foreach (var id in told)
            (await Counts(id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_handler_is_tried_again_later_and_then_set_aside_while_others_go_on()
    {
        var cursed = await Paint("cursed");
        for (var i = 0; i < Backoff.MostAttempts; i++)
        {
            await house.Work();
            house.Clock.Advance(TimeSpan.FromMinutes(20));
        }
        var healthy = await Paint("healthy");
        await house.Work();

        var letter = (await Letters()).Single(l => l.Id == cursed);
        letter.Kind.ShouldBe("event:toy-fail");
        letter.Cause.ShouldBe("The paint will not dry.");
        letter.Attempts.ShouldBe(Backoff.MostAttempts);
        (await Counts(cursed)).ShouldBe(1, "the other handler of the same event is not held up");
        (await Counts(healthy)).ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_letter_can_be_tried_again_by_a_person()
    {
        var cursed = await Paint("cursed");
        for (var i = 0; i < Backoff.MostAttempts; i++)
        {
            await house.Work();
            house.Clock.Advance(TimeSpan.FromMinutes(20));
        }
        var letter = (await Letters()).Single(l => l.Id == cursed);

        var retried = await house.Act<DeadLetters, Result>(Actor.System(house.Corvane.Id), d => d.Retry(letter.Id, letter.Kind, Ct));
        var again = await house.Act<DeadLetters, Result>(Actor.System(house.Corvane.Id), d => d.Retry(letter.Id, letter.Kind, Ct));

        retried.Ok.ShouldBeTrue();
        again.Problem!.Code.ShouldBe("work.not_found");
        (await Letters()).ShouldNotContain(l => l.Id == cursed);
    }

    [Fact]
    public async Task A_job_waits_for_its_time()
    {
        var word = Guid.CreateVersion7(house.Clock.Now).ToString();
        await using (var scope = house.As(house.Corvane))
        {
            Db(scope).Enqueue(new ToyJob(word), house.Clock.Now.AddMinutes(5));
            await Db(scope).SaveChangesAsync(Ct);
        }

        await house.Work();
        RunToyJob.Ran.ShouldNotContain(word);
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        await house.Work();
        RunToyJob.Ran.Count(r => r == word).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_of_a_save_that_never_committed_is_never_run()
    {
        var word = Guid.CreateVersion7(house.Clock.Now).ToString();
        await using (var scope = house.As(house.Corvane))
        {
            await using var held = await Db(scope).Hold([word], Ct);
            Db(scope).Enqueue(new ToyJob(word));
            await Db(scope).SaveChangesAsync(Ct);
        }

        await house.Work();
        RunToyJob.Ran.ShouldNotContain(word);
    }

    [Fact]
    public async Task A_run_that_takes_long_holds_up_nobody_but_itself()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var (first, second, worker) = (RunToyJob.SlowPrefix + Word(), Word(), house.Services.GetRequiredService<Worker>());
        await CallFor(first);
        var serving = worker.Serve(2, ct => Task.Delay(20, ct), stop.Token);
        await Until(() => RunToyJob.Has(first));
        await CallFor(second);
        await Until(() => RunToyJob.Has(second));
        RunToyJob.Release.SetResult();

        await stop.CancelAsync();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
        await house.Services.GetRequiredService<DueList>().FreeAll(Ct);
    }

    [Fact]
    public async Task What_a_dead_worker_held_is_taken_by_another_once_its_lease_ran_out()
    {
        var due = house.Services.GetRequiredService<DueList>();
        var told = await Paint("left behind");
        var claims = await due.Take(house.Clock.Now, 100, Ct);
        claims.ShouldContain(c => c.Id == told);

        await house.Work();
        (await Counts(told)).ShouldBe(0, "the lease still holds");

        await using (var scope = house.As(house.Corvane))
            await Db(scope)
                .Write(
                    "update due_item set lease_until = clock_timestamp() - interval '1 second' where workspace_id = $1",
                    Ct,
                    house.Corvane.Id.Value
                );
        await house.Work();
        (await Counts(told)).ShouldBe(1);
        (await due.Finish(claims.First(c => c.Id == told), Ct)).ShouldBeFalse("the dead worker's claim is void");
    }

    [Fact]
    public async Task A_worker_that_is_alone_takes_over_at_once_what_a_dead_one_held()
    {
        var due = house.Services.GetRequiredService<DueList>();
        var told = await Paint("taken over");
        var claims = await due.Take(house.Clock.Now, 100, Ct);
        var claim = claims.Single(c => c.Id == told && c.Kind == "event:toy-count");

        (await house.Services.GetRequiredService<Worker>().TakeOver(Ct)).ShouldBe(claims.Count);
        await house.Work();

        (await Counts(told)).ShouldBe(1);
        (await due.Renew(claim, Ct)).ShouldBeFalse("the dead worker's claim is void");
        (await due.Postpone(claim, house.Clock.Now, countsAsTry: true, Ct)).ShouldBeFalse("it cannot put the line back either");
        (await house.Services.GetRequiredService<Worker>().TakeOver(Ct)).ShouldBe(0, "nothing is held any more");
    }

    [Fact]
    public async Task A_handler_whose_claim_was_lost_does_nothing_even_while_the_new_holder_has_not_begun()
    {
        var due = house.Services.GetRequiredService<DueList>();
        var told = await Paint("lost");
        var lost = (await due.Take(house.Clock.Now, 100, Ct)).Single(c => c.Id == told && c.Kind == "event:toy-count");
        await due.FreeAll(Ct);
        var mine = (await due.Take(house.Clock.Now, 100, Ct)).Single(c => c.Id == told && c.Kind == "event:toy-count");

        (await TakeUp(lost)).ShouldBeFalse();
        (await TakeUp(mine)).ShouldBeTrue();
        (await TakeUp(mine)).ShouldBeFalse("it is struck off and dealt with");
        await due.FreeAll(Ct);

        async Task<bool> TakeUp(Claim claim)
        {
            await using var scope = house.As(house.Corvane);
            await using var held = await Db(scope).Hold([], Ct);
            var taken = await WorkPapers.TakeUp(Db(scope), claim, "toy-count", house.Clock.Now, Ct);
            await held.Save(Ct);
            return taken is not null;
        }
    }

    private string Word() => Guid.CreateVersion7(house.Clock.Now).ToString();

    private static async Task Until(Func<bool> seen)
    {
        for (var i = 0; i < 3_000 && !seen(); i++)
            await Task.Delay(20, Ct);
        seen().ShouldBeTrue();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static EntenteDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EntenteDb>();

    private async Task<Guid> Paint(string colour)
    {
        await using var scope = house.As(house.Corvane);
        var toy = Toy.Make("toy", Money.Zero("EUR"), house.Clock.Now);
        toy.Paint(colour);
        Db(scope).Add(toy);
        await Db(scope).SaveChangesAsync(Ct);
        return await Db(scope)
            .Set<Entente.Platform.Outbox.OutboxEvent>()
            .Where(e => e.SubjectId == toy.Id.Value)
            .Select(e => e.Id)
            .SingleAsync(Ct);
    }

    private async Task Redeliver(Guid told)
    {
        await using var scope = house.As(house.Corvane);
        Db(scope).Requeue(house.Corvane.Id, told, "event:toy-count", house.Clock.Now);
        await Db(scope).SaveChangesAsync(Ct);
    }

    private async Task<int> Counts(Guid told)
    {
        await using var scope = house.As(house.Corvane);
        return await Db(scope).Set<ToyCount>().CountAsync(c => c.EventId == told, Ct);
    }

    private Task<List<DeadLetterView>> Letters() =>
        house.Act<DeadLetters, List<DeadLetterView>>(Actor.System(house.Corvane.Id), d => d.List(Ct));
}
