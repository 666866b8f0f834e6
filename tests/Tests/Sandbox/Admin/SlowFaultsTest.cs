using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Admin;

/// <summary>Faults after which the call, or a later one, goes through.</summary>
public sealed class SlowFaultsTest : IAsyncLifetime
{
    private readonly RunningSandbox sandbox = new();

    public ValueTask InitializeAsync() => sandbox.InitializeAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_slow_call_is_answered_late_and_does_its_work()
    {
        await Rule(
            new
            {
                fault = "slow",
                delayMs = 400,
                @object = "companies",
                count = 1,
            }
        );
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await sandbox.Create("companies", new { name = "Late" });

        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(390));
        sandbox.Store.CountLiving(Kind.Company).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_is_being_moved_answers_477_and_says_how_long()
    {
        await Rule(
            new
            {
                fault = "migrating",
                retryAfterSeconds = 7_200,
                count = 1,
            }
        );
        using var answer = await sandbox.HubSpot.GetAsync("/crm/v3/owners");

        ((int)answer.StatusCode).ShouldBe(477);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(2));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("MIGRATION_IN_PROGRESS");
        await sandbox.Get("/crm/v3/owners");
    }

    private Task Rule(object rule) => sandbox.Post("/sandbox/admin/faults/rules", rule, 201);
}
