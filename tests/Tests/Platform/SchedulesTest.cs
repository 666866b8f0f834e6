using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>What runs again and again, in every workspace, also in those that are older than it.</summary>
public sealed class SchedulesTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_schedule_runs_in_every_workspace_and_comes_back()
    {
        var before = await Ticks(house.Other);
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        await house.Work();
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        await house.Work();

        (await Ticks(house.Other) - before).ShouldBe(2);
    }

    [Fact]
    public async Task A_schedule_that_a_version_brings_starts_in_the_workspaces_that_were_there()
    {
        var (worker, database) = (house.Services.GetRequiredService<Worker>(), house.Services.GetRequiredService<NpgsqlDataSource>());
        await worker.StartSchedules(Ct);
        var others = await Lines();
        await using (var lost = database.CreateCommand("delete from due_item where kind = 'schedule:toy.tick' and workspace_id = $1"))
        {
            lost.Parameters.Add(new() { Value = house.Other.Id.Value });
            (await lost.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
        }
        var before = await Ticks(house.Other);

        (await worker.StartSchedules(Ct)).ShouldBe(1);
        (await worker.StartSchedules(Ct)).ShouldBe(0, "those that run stay as they are");
        (await Lines()).ShouldBe(others, "nobody else’s turn was moved");
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        await house.Work();

        (await Ticks(house.Other) - before).ShouldBe(1);

        async Task<long> Lines()
        {
            await using var all = database.CreateCommand(
                "select coalesce(sum(hashtext(id::text || due_at::text)::bigint), 0)::bigint from due_item where kind like 'schedule:%' and workspace_id <> $1"
            );
            all.Parameters.Add(new() { Value = house.Other.Id.Value });
            return (long)(await all.ExecuteScalarAsync(Ct))!;
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<int> Ticks(WorkspaceCard workspace)
    {
        await using var scope = house.As(workspace);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Toy>().CountAsync(t => t.Name == "tick", Ct);
    }
}
