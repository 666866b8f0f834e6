using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

public sealed class FollowSandboxTest(SyncHouse house) : IClassFixture<SyncHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task A_sandbox_on_other_ports_is_found_again_and_a_CRM_elsewhere_is_left_alone(CrmKind kind)
    {
        var deal = (await house.RepMakesADeal(kind, house.Tag())).Deal;
        var connection = await house.Connect(kind);
        (await Follow(house.Sandbox.HubSpot, house.Sandbox.Salesforce)).ShouldAllBe(f => !f.Moved);

        var gone = await Follow(new("http://localhost:1"), new("http://localhost:2"));
        gone.Single(f => f.Kind == kind).Moved.ShouldBeTrue();
        gone.Single(f => f.Kind == kind).PanelPath.ShouldContain("/panel/launch/");
        (await Row(connection)).Origin.ShouldStartWith(kind == CrmKind.HubSpot ? "http://localhost:1" : "http://localhost:2");
        (await Row(connection)).Url.ShouldStartWith(kind == CrmKind.HubSpot ? "http://localhost:1" : "http://localhost:2");

        (await Follow(house.Sandbox.HubSpot, house.Sandbox.Salesforce)).Single(f => f.Kind == kind).Moved.ShouldBeTrue();
        await house.RepChanges(kind, CrmObject.Deal, deal, CrmFields.NextStep, "Found again");
        await house.Pass(TimeSpan.FromMinutes(2));
        (await house.Held(connection, CrmObject.Deal, deal))!.Fields.ShouldContain("Found again");
    }

    private Task<IReadOnlyList<FollowSandbox.Found>> Follow(Uri hubSpot, Uri salesforce) =>
        house.House.Act<FollowSandbox, IReadOnlyList<FollowSandbox.Found>>(house.Entente, f => f.Run(hubSpot, salesforce, Ct));

    private Task<CrmConnection> Row(CrmConnectionId id) =>
        house.Ask(db => db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, Ct));
}
