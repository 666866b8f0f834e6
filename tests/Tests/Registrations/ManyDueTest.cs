using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Expire;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Registrations;

/// <summary>Many clocks run out at once, and one of them cannot be looked at. In a house of its own: its clock goes far ahead.</summary>
public sealed class ManyDueTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_protection_that_cannot_be_ended_holds_up_no_other_and_is_on_record()
    {
        var story = await RegistrationStory.In(house);
        var numbers = new List<string>();
        foreach (var company in (string[])["Due First", "Due Second", "Due Third"])
            numbers.Add(await story.Approved(story.Ines, company));
        await house.Work();
        house.Clock.Advance(TimeSpan.FromDays(15));
        await Fails(numbers[0]);

        var failure = await Should.ThrowAsync<AggregateException>(Watch);

        failure.Message.ShouldContain(numbers[0]);
        failure.InnerExceptions.ShouldHaveSingleItem();
        foreach (var later in numbers[1..])
            (await story.Load(later)).Protection.ShouldBe(ProtectionState.Released);
        (await story.Load(numbers[0])).Protection.ShouldBe(ProtectionState.Conditional, "nothing of it is half done");

        await Mended();
        await Watch();
        (await story.Load(numbers[0])).Protection.ShouldBe(ProtectionState.Released);
    }

    [Fact]
    public async Task A_thousand_that_are_due_are_each_tried_once_in_the_order_they_came()
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var done = new List<int>();

        var failure = await Should.ThrowAsync<AggregateException>(() =>
            EachDue.Run(
                db,
                Enumerable
                    .Range(0, 1_000)
                    .Select(i => new DueAct(
                        $"DR-{i}",
                        () =>
                        {
                            done.Add(i);
                            return i % 100 == 0 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
                        }
                    )),
                Ct
            )
        );

        done.ShouldBe(Enumerable.Range(0, 1_000));
        failure.InnerExceptions.Select(e => e.Message).ShouldBe(Enumerable.Range(0, 10).Select(i => $"DR-{i * 100}: broken"));
    }

    [Fact]
    public async Task Stopping_stops_it_at_once()
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        using var stop = new CancellationTokenSource();
        var done = 0;

        await Should.ThrowAsync<OperationCanceledException>(() =>
            EachDue.Run(
                db,
                Enumerable
                    .Range(0, 10)
                    .Select(i => new DueAct(
                        "",
                        async () =>
                        {
                            done++;
                            if (i == 2)
                                await stop.CancelAsync();
                        }
                    )),
                stop.Token
            )
        );

        done.ShouldBe(3);
    }

    private async Task Watch()
    {
        await using var scope = house.As(Entente.Platform.Tenancy.Actor.System(house.Corvane.Id));
        await ActivatorUtilities.CreateInstance<WatchProtections>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    // The database refuses to store anything more of it, as it would after a bug or a torn disk.
    private async Task Fails(string number)
    {
        await using var owner = NpgsqlDataSource.Create(house.OwnerConnection);
        await using var refuse = owner.CreateCommand(
            $"""
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'cannot be stored'; end $$;
            create trigger refuse before update on registration for each row when (old.number = '{number}') execute function refuse();
            """
        );
        await refuse.ExecuteNonQueryAsync(Ct);
    }

    private async Task Mended()
    {
        await using var owner = NpgsqlDataSource.Create(house.OwnerConnection);
        await using var drop = owner.CreateCommand("drop trigger refuse on registration");
        await drop.ExecuteNonQueryAsync(Ct);
    }
}
