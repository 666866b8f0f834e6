using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Tests.Registrations;

namespace Entente.Tests.Crm;

/// <summary>Two CRMs of one vendor, each an account of its own: decisions reach the one that was chosen.</summary>
public sealed class SecondCrmTest(SyncHouse house) : IClassFixture<SyncHouse>, IAsyncLifetime
{
    private CrmSandbox second = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        second = new CrmSandbox { Clock = house.House.Clock.ForOthers() };
        await second.InitializeAsync();
    }

    public ValueTask DisposeAsync() => second.DisposeAsync();

    [Fact]
    public async Task An_approval_reaches_the_chosen_CRM_and_not_the_one_that_was_connected_first()
    {
        var first = await house.Connect(CrmKind.HubSpot);
        var chosen = await ConnectSecond();
        var story = await RegistrationStory.In(house.House);
        await story.Approved(story.Ines, "Before The Choice");
        await house.House.Work();
        (await Deals()).ShouldBe((1, 0));

        (await WriteHere(chosen)).Problem.ShouldBeNull();
        await story.Approved(story.Ines, "After The Choice");
        await house.House.Work();
        (await Deals()).ShouldBe((1, 1));
        (await Companies()).ShouldBe((1, 1));

        (await WriteHere(first)).Problem.ShouldBeNull();
        await story.Approved(story.Ines, "Back Again");
        await house.House.Work();
        (await Deals()).ShouldBe((2, 1));
    }

    private async Task<CrmConnectionId> ConnectSecond()
    {
        var keys = second.Options;
        var input = new ConnectCrm.Input(
            CrmKind.Salesforce,
            second.Salesforce.ToString(),
            keys.SalesforceClientSecret,
            keys.SalesforceClientId,
            CallsPerSecond: 10_000
        );
        var connected = await house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(input, Ct));
        connected.Problem.ShouldBeNull();
        var started = await house.House.Act<StartSync, Result<StartSync.Started>>(house.Entente, s => s.Run(connected.Value, Ct));
        started.Problem.ShouldBeNull();
        await house.House.Work();
        return connected.Value;
    }

    private Task<Result> WriteHere(CrmConnectionId id) =>
        house.House.Act<ChangeConnection, Result>(house.Entente, c => c.WriteHere(id, Ct));

    private async Task<(long First, long Second)> Deals() => (await house.Sandbox.Count("deals"), await second.Count("deals"));

    private async Task<(long First, long Second)> Companies() => (await house.Sandbox.Count("companies"), await second.Count("companies"));
}
