using System.Diagnostics;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>Several processes on one connection: each has a gate of its own, and they share what the admin granted.</summary>
public sealed class SharedBudgetTest(House house) : IClassFixture<House>
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private static readonly LanePolicy Policy = LanePolicy.Of(100, 10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_together_call_no_more_than_the_share()
    {
        var leases = house.Services.GetRequiredService<BudgetLeases>();
        var connection = Ids.New<CrmConnectionId>(house.Clock.Now);
        var asked = 0;
        var counting = new TakeSlice(
            async (slice, ct) =>
            {
                Interlocked.Increment(ref asked);
                return await leases.Of(house.Corvane.Id, connection)(slice, ct);
            }
        );
        var began = Stopwatch.GetTimestamp();
        var calls = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => CallsOf(counting)));
        var took = Stopwatch.GetElapsedTime(began);

        var share = Policy.General.Burst + (Policy.General.PerSecond * took.TotalSeconds);
        calls.Sum().ShouldBeLessThanOrEqualTo((int)Math.Ceiling(share));
        calls.ShouldAllBe(c => c > 0, "each gets some of it");
        TestContext.Current.SendDiagnosticMessage($"{calls.Sum()} calls of {share:0.0}, {asked} slices asked for");
    }

    [Fact]
    public async Task What_everybody_called_today_counts_for_each()
    {
        var leases = house.Services.GetRequiredService<BudgetLeases>();
        var connection = Ids.New<CrmConnectionId>(house.Clock.Now);
        var take = leases.Of(house.Corvane.Id, connection);
        var (one, other) = (Gate(take), Gate(take));
        for (var i = 0; i < 4; i++)
            (await one.Enter(CrmLane.Interactive, LaneLimit.General, Ct)).ShouldBeNull();
        (await other.Enter(CrmLane.Interactive, LaneLimit.General, Ct)).ShouldBeNull();
        other.Use.Spent.ShouldBeGreaterThanOrEqualTo(5);
    }

    private static async Task<int> CallsOf(TakeSlice take)
    {
        var (gate, calls) = (Gate(take), 0);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Busy; calls++)
            (await gate.Enter(CrmLane.Write, LaneLimit.General, Ct)).ShouldBeNull();
        return calls;
    }

    private static LaneGate Gate(TakeSlice take) => new(Policy, TimeProvider.System, null, take);
}
