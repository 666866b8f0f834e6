using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Platform;

/// <summary>The third fence behind a pooler that hands every transaction to another connection.</summary>
public sealed class BouncerTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Two_workspaces_reading_and_writing_through_one_pool_never_see_each_other()
    {
        if (Bouncer.Program is null)
        {
            TestContext.Current.SendDiagnosticMessage("pgbouncer is not on this machine: this fence was not tried behind a pooler");
            return;
        }
        await using var bouncer = await Bouncer.Start(house.AppConnection);
        var keys = Directory.CreateTempSubdirectory("entente-keys-").FullName;
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        collection.AddSingleton<TimeProvider>(house.Clock);
        collection.AddEntente(TestCluster.Modules, () => bouncer.Through(house.AppConnection), keys);
        await using var services = collection.BuildServiceProvider();

        var wrong = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => WriteAndRead(services, n % 2 == 0 ? house.Corvane : house.Other, rounds: 25))
        );

        wrong.Sum().ShouldBe(0);
        Directory.Delete(keys, recursive: true);
    }

    private async Task<int> WriteAndRead(IServiceProvider services, WorkspaceCard workspace, int rounds)
    {
        var wrong = 0;
        for (var i = 0; i < rounds; i++)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id));
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            db.Add(Toy.Make(workspace.Slug, Money.Zero("EUR"), house.Clock.Now));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var seen = await db.Set<Toy>()
                .IgnoreQueryFilters(["workspace"])
                .Select(t => t.Name)
                .ToListAsync(TestContext.Current.CancellationToken);
            wrong += seen.Count(name => name != workspace.Slug);
        }
        return wrong;
    }
}
