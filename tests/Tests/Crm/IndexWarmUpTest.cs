using Entente.Crm.Index;
using Entente.Platform;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The index of names is ready before anybody types.</summary>
public sealed class IndexWarmUpTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly House house = new(cluster);

    public async ValueTask InitializeAsync() => await house.InitializeAsync();

    public async ValueTask DisposeAsync() => await house.DisposeAsync();

    [Fact]
    public async Task A_node_that_starts_builds_the_index_of_each_workspace_unasked()
    {
        var indexes = house.Services.GetRequiredService<AccountIndexes>();
        indexes.Holds(house.Corvane.Id).ShouldBeFalse("nobody asked yet");

        foreach (var room in house.Services.GetServices<IWarmUp>())
            await room.WarmUp(TestContext.Current.CancellationToken);

        indexes.Holds(house.Corvane.Id).ShouldBeTrue();
    }
}
