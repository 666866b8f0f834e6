using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>Three fences around a workspace; each is taken away in turn, and the next one holds.</summary>
public sealed class FencesTest(House house) : IClassFixture<House>
{
    private static readonly Money Price = new(1_00, "EUR");

    [Fact]
    public async Task A_query_sees_only_its_own_workspace()
    {
        await Make(house.Corvane, "ours");
        await Make(house.Other, "theirs");

        await using var scope = house.As(house.Corvane);
        var names = await Db(scope).Set<Toy>().Select(t => t.Name).ToListAsync(Ct);

        names.ShouldContain("ours");
        names.ShouldNotContain("theirs");
    }

    [Fact]
    public async Task Without_the_query_filter_the_database_still_hides_the_others()
    {
        await Make(house.Other, "hidden by the database");

        await using var scope = house.As(house.Corvane);
        var names = await Db(scope).Set<Toy>().IgnoreQueryFilters(["workspace"]).Select(t => t.Name).ToListAsync(Ct);

        names.ShouldNotContain("hidden by the database");
    }

    [Fact]
    public async Task Without_the_database_fence_the_query_filter_still_hides_the_others()
    {
        await Make(house.Other, "hidden by the filter");
        await using var owner = NpgsqlDataSource.Create(house.OwnerConnection);
        await Run(owner, "alter table toy no force row level security; alter table toy disable row level security");
        try
        {
            await using var scope = house.As(house.Corvane);
            var names = await Db(scope).Set<Toy>().Select(t => t.Name).ToListAsync(Ct);
            var unfiltered = await Db(scope).Set<Toy>().IgnoreQueryFilters(["workspace"]).Select(t => t.Name).ToListAsync(Ct);

            names.ShouldNotContain("hidden by the filter");
            unfiltered.ShouldContain("hidden by the filter", "the fence was really down");
        }
        finally
        {
            await Run(owner, "alter table toy enable row level security; alter table toy force row level security");
        }
    }

    [Fact]
    public async Task The_save_guard_refuses_a_row_of_another_workspace_even_with_the_database_fence_down()
    {
        var id = await Make(house.Other, "not ours to paint");
        await using var owner = NpgsqlDataSource.Create(house.OwnerConnection);
        await Run(owner, "alter table toy no force row level security; alter table toy disable row level security");
        try
        {
            await using var scope = house.As(house.Corvane);
            var toy = await Db(scope).Set<Toy>().IgnoreQueryFilters(["workspace"]).SingleAsync(t => t.Id == id, Ct);
            toy.Paint("red");

            await Should.ThrowAsync<WorkspaceFenceException>(() => Db(scope).SaveChangesAsync(Ct));
        }
        finally
        {
            await Run(owner, "alter table toy enable row level security; alter table toy force row level security");
        }
    }

    [Fact]
    public async Task Without_filter_and_guard_the_database_refuses_to_write_into_another_workspace()
    {
        await using var app = NpgsqlDataSource.Create(house.AppConnection);
        await using var connection = await app.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await Run(connection, $"select set_config('app.workspace', '{house.Corvane.Id}', true)");

        var refused = await Should.ThrowAsync<PostgresException>(() =>
            Run(
                connection,
                $"insert into toy (workspace_id, id, partner_id, name, colour, secret, price_minor, price_currency, version) "
                    + $"values ('{house.Other.Id}', gen_random_uuid(), gen_random_uuid(), 'x', 'x', '', 1, 'EUR', 1)"
            )
        );

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Nobody_acting_means_no_rows()
    {
        await Make(house.Corvane, "not for everybody");
        await using var app = NpgsqlDataSource.Create(house.AppConnection);
        await using var count = app.CreateCommand("select count(*) from toy");

        (await count.ExecuteScalarAsync(Ct)).ShouldBe(0L);
    }

    [Fact]
    public async Task The_setting_ends_with_its_transaction_and_leaks_to_nobody()
    {
        await using var scope = house.As(house.Corvane);
        await Make(house.Corvane, "leak");
        _ = await Db(scope).Set<Toy>().CountAsync(Ct);
        await Db(scope).Database.OpenConnectionAsync(Ct);
        await using var bare = Db(scope).Database.GetDbConnection().CreateCommand();
        bare.CommandText = "select coalesce(current_setting('app.workspace', true), '')";

        (await bare.ExecuteScalarAsync(Ct)).ShouldBe("");
    }

    [Fact]
    public async Task A_partner_sees_only_its_own_rows_and_staff_see_all()
    {
        var (one, two) = (Ids.New<PartnerId>(house.Clock.Now), Ids.New<PartnerId>(house.Clock.Now));
        await Make(house.Corvane, "partner one's", one);
        await Make(house.Corvane, "partner two's", two);

        await using var partner = house.As(new Actor(house.Corvane.Id, ActorKind.Partner, Channel.Link, Partner: one));
        var seen = await Db(partner).Set<Toy>().Select(t => t.Name).ToListAsync(Ct);
        await using var staff = house.As(house.Corvane);
        var all = await Db(staff).Set<Toy>().Select(t => t.Name).ToListAsync(Ct);

        seen.ShouldBe(["partner one's"]);
        all.ShouldContain("partner one's");
        all.ShouldContain("partner two's");
    }

    [Fact]
    public async Task A_child_added_through_its_parent_is_stamped_too()
    {
        await using var scope = house.As(house.Corvane);
        var toy = Toy.Make("with a wheel", Price, house.Clock.Now);
        toy.Parts.Add(new ToyPart { Id = Guid.CreateVersion7(house.Clock.Now), Name = "wheel" });
        Db(scope).Add(toy);
        await Db(scope).SaveChangesAsync(Ct);

        toy.Parts[0].WorkspaceId.ShouldBe(house.Corvane.Id);
    }

    [Fact]
    public async Task A_transaction_is_told_once_whose_rows_it_is_about_and_the_next_one_again()
    {
        await Make(house.Corvane, "seen twice");
        await using var scope = house.As(house.Corvane);
        for (var i = 0; i < 2; i++)
        {
            await using var held = await Db(scope).Hold(["fence"], Ct);
            (await Told(scope)).ShouldBe(house.Corvane.Id.ToString());
            (await Db(scope).Set<Toy>().Select(t => t.Name).ToListAsync(Ct)).ShouldContain("seen twice");
            (await Db(scope).Read("select name from toy", r => r.GetString(0), Ct)).ShouldContain("seen twice");
            (await Db(scope).Set<Toy>().CountAsync(Ct)).ShouldBeGreaterThan(0);
        }
        (await Db(scope).Set<Toy>().CountAsync(Ct)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_save_that_failed_leaves_nothing_of_its_transaction()
    {
        var id = await Make(house.Corvane, "painted elsewhere");
        await using var scope = house.As(house.Corvane);
        await using (await Db(scope).Hold(["fails"], Ct))
        {
            Db(scope).Add(Toy.Make("before the failure", Price, house.Clock.Now));
            await Db(scope).SaveChangesAsync(Ct);
            var stale = await Db(scope).Set<Toy>().SingleAsync(t => t.Id == id, Ct);
            await using (var other = house.As(house.Corvane))
            {
                (await Db(other).Set<Toy>().SingleAsync(t => t.Id == id, Ct)).Paint("green");
                await Db(other).SaveChangesAsync(Ct);
            }
            stale.Paint("red");
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => Db(scope).SaveChangesAsync(Ct));
        }
        await using var later = house.As(house.Corvane);
        var names = await Db(later).Set<Toy>().Select(t => t.Name).ToListAsync(Ct);
        names.ShouldNotContain("before the failure");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // By a command that tells nothing itself: what the transaction was told before.
    private static async Task<string?> Told(AsyncServiceScope scope)
    {
        await using var bare = Db(scope).Database.GetDbConnection().CreateCommand();
        bare.CommandText = "select current_setting('app.workspace', true)";
        return (string?)await bare.ExecuteScalarAsync(Ct);
    }

    private static EntenteDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EntenteDb>();

    private async Task<ToyId> Make(WorkspaceCard workspace, string name, PartnerId partner = default)
    {
        await using var scope = house.As(workspace);
        var toy = Toy.Make(name, Price, house.Clock.Now, partner);
        Db(scope).Add(toy);
        await Db(scope).SaveChangesAsync(Ct);
        return toy.Id;
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(Ct);
        await Run(connection, sql);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
