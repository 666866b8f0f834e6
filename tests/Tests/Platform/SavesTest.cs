using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform;

/// <summary>One save is one commit: the row, who changed it, and what was announced; or nothing of it.</summary>
public sealed class SavesTest(House house) : IClassFixture<House>
{
    private static readonly Money Price = new(84_000_00, "EUR");

    [Fact]
    public async Task A_change_is_audited_with_before_and_after_complex_values_too()
    {
        var id = await Make("audited");
        await Change(id, toy => toy.Reprice(new Money(99_00, "EUR")));

        var entry = (await Entries(id)).Last();

        entry.Action.ShouldBe("toy.changed");
        entry.Channel.ShouldBe(Channel.Job);
        var price = entry.Values.Single();
        (price.Field, price.Before, price.After).ShouldBe(("Price.Minor", "8400000", "9900"));
    }

    [Fact]
    public async Task The_reason_and_the_person_stand_with_the_entry()
    {
        var person = Ids.New<PersonId>(house.Clock.Now);
        var actor = new Actor(house.Corvane.Id, ActorKind.Staff, Channel.Web, person) { Correlation = "req-1" };
        await using var scope = house.As(actor);
        var toy = Toy.Make("with a reason", Price, house.Clock.Now);
        Db(scope).Add(toy);
        await Db(scope).Because("the auditor asked").SaveChangesAsync(Ct);

        var entry = (await Entries(toy.Id)).Single();

        (entry.Person, entry.Reason, entry.Correlation, entry.ActorKind).ShouldBe((person, "the auditor asked", "req-1", ActorKind.Staff));
    }

    [Fact]
    public async Task A_secret_is_never_written_to_the_audit()
    {
        var id = await Make("with a secret");
        await Change(id, toy => toy.Secret = "hunter2");

        var values = (await Entries(id)).SelectMany(e => e.Values).ToList();

        values.ShouldNotContain(v => v.After == "hunter2" || v.Before == "hunter2");
        values.ShouldContain(v => v.Field == "Secret" && v.After == "(another secret)");
    }

    [Fact]
    public async Task A_save_that_fails_leaves_neither_row_nor_audit_nor_event()
    {
        var id = await Make("taken");
        await using var scope = house.As(house.Corvane);
        var toy = Toy.Make("announced in vain", Price, house.Clock.Now);
        toy.Paint("green");
        Db(scope).Add(toy);
        Db(scope)
            .Add(
                new ToyPart
                {
                    Id = Guid.CreateVersion7(house.Clock.Now),
                    ToyId = new ToyId(Guid.CreateVersion7(house.Clock.Now)),
                    Name = "of no toy",
                }
            );

        await Should.ThrowAsync<DbUpdateException>(() => Db(scope).SaveChangesAsync(Ct));

        (await Entries(toy.Id)).ShouldBeEmpty();
        await using var look = house.As(house.Corvane);
        (await Db(look).Set<OutboxEvent>().AnyAsync(e => e.SubjectId == toy.Id.Value, Ct)).ShouldBeFalse();
        (await Entries(id)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_version_rises_with_each_save_and_a_stale_writer_is_refused()
    {
        var id = await Make("contended");
        await using var first = house.As(house.Corvane);
        await using var second = house.As(house.Corvane);
        var mine = await Db(first).Set<Toy>().SingleAsync(t => t.Id == id, Ct);
        var theirs = await Db(second).Set<Toy>().SingleAsync(t => t.Id == id, Ct);
        mine.Paint("blue");
        theirs.Paint("yellow");

        await Db(first).SaveChangesAsync(Ct);
        mine.Version.ShouldBe(2);
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => Db(second).SaveChangesAsync(Ct));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_stale_row_of_a_save_is_noticed_wherever_it_stands(int place)
    {
        ToyId[] ids = [await Make("row a"), await Make("row b"), await Make("row c")];
        await using var scope = house.As(house.Corvane);
        var toys = await Db(scope).Set<Toy>().Where(t => ids.Contains(t.Id)).OrderBy(t => t.Id).ToListAsync(Ct);
        await Change(ids[place], toy => toy.Paint("green"));
        toys.ForEach(t => t.Paint("black"));

        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => Db(scope).SaveChangesAsync(Ct));
        await using var look = house.As(house.Corvane);
        (await Db(look).Set<Toy>().CountAsync(t => ids.Contains(t.Id) && t.Colour == "black", Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_announced_is_in_the_outbox_with_a_line_per_handler()
    {
        var id = await Make("announcing");
        await Change(id, toy => toy.Paint("violet"));

        await using var scope = house.As(house.Corvane);
        var told = await Db(scope).Set<OutboxEvent>().SingleAsync(e => e.SubjectId == id.Value, Ct);
        told.Name.ShouldBe("toy.painted");
        told.SubjectVersion.ShouldBe(2);
        var due = await Db(scope).Set<DueItem>().Where(d => d.Id == told.Id).Select(d => d.Kind).ToListAsync(Ct);
        due.Order().ShouldBe(["event:toy-count", "event:toy-fail"]);
    }

    [Fact]
    public async Task Two_who_hold_the_same_key_come_one_after_the_other()
    {
        await using var first = house.As(house.Corvane);
        var held = await Db(first).Hold(["acme.com", "acme"], Ct);
        await using var second = house.As(house.Corvane);
        var waiting = Db(second).Hold(["acme", "something else"], Ct);

        (await Task.WhenAny(waiting, Task.Delay(200, Ct)) == waiting).ShouldBeFalse("the second must wait for the first");
        await held.Save(Ct);
        await held.DisposeAsync();
        await (await waiting).DisposeAsync();
    }

    [Fact]
    public async Task Numbers_are_unique_under_concurrency_and_each_workspace_has_its_own()
    {
        async Task<long> Take(WorkspaceCard workspace) =>
            await house.Act<Numbers, long>(Actor.System(workspace.Id), n => n.Next("DR", 1000, Ct));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Take(house.Corvane)));
        var other = await Take(house.Other);

        taken.Distinct().Count().ShouldBe(20);
        taken.Min().ShouldBe(1000);
        other.ShouldBe(1000);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static EntenteDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EntenteDb>();

    private async Task<ToyId> Make(string name)
    {
        await using var scope = house.As(house.Corvane);
        var toy = Toy.Make(name, Price, house.Clock.Now);
        Db(scope).Add(toy);
        await Db(scope).SaveChangesAsync(Ct);
        return toy.Id;
    }

    private async Task Change(ToyId id, Action<Toy> change)
    {
        await using var scope = house.As(house.Corvane);
        change(await Db(scope).Set<Toy>().SingleAsync(t => t.Id == id, Ct));
        await Db(scope).SaveChangesAsync(Ct);
    }

    private async Task<List<AuditEntry>> Entries(ToyId id)
    {
        await using var scope = house.As(house.Corvane);
        return await Db(scope)
            .Set<AuditEntry>()
            .Include(e => e.Values)
            .Where(e => e.SubjectKind == "toy" && e.SubjectId == id.Value)
            .OrderBy(e => e.Tx)
            .ToListAsync(Ct);
    }
}
