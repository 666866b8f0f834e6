using Entente.Crm;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Tests.Crm;
using Entente.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>A database that was restored without its key ring: what was closed stays closed, everything else goes on working.</summary>
public sealed class LostKeysTest(InspectHouse house) : IClassFixture<InspectHouse>
{
    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task The_pages_of_a_connection_say_that_its_keys_have_to_be_entered_again(CrmKind kind)
    {
        var connection = await house.Connect(kind);
        await Lose(kind);
        var maren = await house.Maren();
        foreach (var address in (string[])["/w/corvane/settings/crm", CrmAddresses.Health("corvane", connection)])
        {
            var page = await maren.Get(address);
            page.Status.ShouldBe(StatusCodes.Status200OK, address);
            page.Words.ShouldContain("have to be entered again", Case.Sensitive, address);
        }
        (await maren.Get("/w/corvane/audit")).Status.ShouldBe(StatusCodes.Status200OK);
        house.Web.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.Web.Work();
        (await maren.Get("/w/corvane/settings/crm")).Status.ShouldBe(StatusCodes.Status200OK);

        // Entered again, with the same account.
        await house.Connect(kind);
        (await maren.Open("/w/corvane/settings/crm")).Words.ShouldNotContain("have to be entered again");
    }

    // As another ring would leave it: closed by keys that are not ours. The revision tells the processes that something is new.
    private async Task Lose(CrmKind kind)
    {
        var foreign = new SecretBox(new EphemeralDataProtectionProvider()).Close("crm-connection", "{}");
        await using var source = NpgsqlDataSource.Create(house.Web.House.MaintenanceConnection);
        await using var forge = source.CreateCommand("update crm_connection set credentials = $1, revision = revision + 1 where kind = $2");
        forge.Parameters.Add(new() { Value = foreign });
        forge.Parameters.Add(new() { Value = kind.ToString() });
        (await forge.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }
}
