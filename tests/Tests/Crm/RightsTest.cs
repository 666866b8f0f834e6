using System.Net.Http.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

/// <summary>A CRM that lets us in and forbids what we must do is not connected: whoever connects reads which rights to add.</summary>
public sealed class RightsTest(SyncHouse house) : IClassFixture<SyncHouse>
{
    [Fact]
    public async Task Connecting_without_all_rights_names_those_that_are_missing_and_keeps_nothing()
    {
        await Take("crm.objects.contacts.write", "crm.objects.owners.read");

        var refused = (await Connect()).Problem.ShouldNotBeNull();

        refused.Code.ShouldBe("crm.rights_lacking");
        refused.Kind.ShouldBe(ProblemKind.Conflict);
        refused.Message.ShouldContain("crm.objects.contacts.write, crm.objects.owners.read");
        (await house.Ask(db => db.Set<CrmConnection>().AnyAsync())).ShouldBeFalse();

        await Take();
        (await Connect()).Problem.ShouldBeNull();
        (await house.Ask(db => db.Set<CrmConnection>().CountAsync())).ShouldBe(1);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<Result<CrmConnectionId>> Connect() =>
        house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(house.Credentials(CrmKind.HubSpot), Ct));

    /// <summary>Scopes from the sandbox's token; all others it has.</summary>
    private async Task Take(params string[] missing) =>
        (
            await house.Sandbox.Http.PutAsJsonAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/scopes"), new { missing }, Ct)
        ).EnsureSuccessStatusCode();
}
