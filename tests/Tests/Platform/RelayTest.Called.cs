using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform;

// Work that is called for again: while it waits, while it runs.
public sealed partial class RelayTest
{
    [Fact]
    public async Task A_job_that_is_enqueued_once_is_run_once_however_often_it_was_called_for()
    {
        var word = Word();
        await CallFor(word);
        await CallFor(word);
        await CallFor(word);

        await house.Work();
        RunToyJob.Ran.Count(r => r == word).ShouldBe(1);
        await CallFor(word);
        await house.Work();
        RunToyJob.Ran.Count(r => r == word).ShouldBe(2);
    }

    [Fact]
    public async Task Called_for_while_it_runs_it_runs_once_more()
    {
        var (due, word) = (house.Services.GetRequiredService<DueList>(), Word());
        await CallFor(word);
        var id = JobId.Of(house.Corvane.Id, "toy.job", word);
        var claim = (await due.Take(house.Clock.Now, 100, Ct)).Single(c => c.Id == id);

        await CallFor(word);
        (await due.Renew(claim, Ct)).ShouldBeTrue("whoever runs it goes on undisturbed");
        (await due.Take(house.Clock.Now, 100, Ct)).ShouldNotContain(c => c.Id == id, "and nobody runs it beside");
        await due.Finish(claim, Ct);

        var again = (await due.Take(house.Clock.Now, 100, Ct)).Single(c => c.Id == id);
        await due.Finish(again, Ct);
        (await due.Take(house.Clock.Now, 100, Ct)).ShouldNotContain(c => c.Id == id);
        await due.FreeAll(Ct);
    }

    [Fact]
    public async Task What_waits_is_due_when_it_is_called_for_also_when_it_gave_its_line_back_meanwhile()
    {
        var due = house.Services.GetRequiredService<DueList>();
        Guid id;
        await using (var scope = house.As(house.Corvane))
        {
            id = Db(scope).Enqueue(new ToyJob(Word()));
            await Db(scope).SaveChangesAsync(Ct);
        }
        var later = house.Clock.Now.AddHours(1);
        var first = await Taken();
        await due.Postpone(first!, later, countsAsTry: false, Ct);
        (await Taken()).ShouldBeNull("it waits");

        await Call();
        var second = await Taken();
        second.ShouldNotBeNull("called for, it is due");
        await Call();
        await due.Postpone(second, later, countsAsTry: false, Ct);
        var third = await Taken();
        third.ShouldNotBeNull("it was called for while it ran");
        await Call();
        await due.Postpone(third, later, countsAsTry: true, Ct);
        (await Taken()).ShouldBeNull("a run that failed pauses all the same");
        await due.FreeAll(Ct);

        async Task<Claim?> Taken() => (await due.Take(house.Clock.Now, 100, Ct)).SingleOrDefault(c => c.Id == id);
        async Task Call()
        {
            await using var scope = house.As(house.Corvane);
            await using var held = await Db(scope).Hold([], Ct);
            await Db(scope).CallFor<ToyJob>([id], Ct);
            await held.Save(Ct);
        }
    }

    private async Task CallFor(string word)
    {
        await using var scope = house.As(house.Corvane);
        await using var held = await Db(scope).Hold([], Ct);
        await Db(scope).EnqueueOnce(new ToyJob(word), word, Ct);
        await held.Save(Ct);
    }
}
