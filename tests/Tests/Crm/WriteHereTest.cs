using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

/// <summary>Of several connections one is written to: the first until somebody says otherwise.</summary>
public sealed class WriteHereTest(SyncHouse house) : IClassFixture<SyncHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_connection_is_written_to_until_another_is_chosen_and_never_two()
    {
        var hubSpot = await house.Begin(CrmKind.HubSpot);
        var salesforce = await house.Begin(CrmKind.Salesforce);
        (await Written()).ShouldBe([hubSpot]);

        (await WriteHere(salesforce)).Problem.ShouldBeNull();
        (await Written()).ShouldBe([salesforce]);

        (await WriteHere(Ids.New<CrmConnectionId>(house.House.Clock.GetUtcNow()))).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await Written()).ShouldBe([salesforce], "what is refused changes nothing");
        (await WriteHere(hubSpot)).Problem.ShouldBeNull();
        (await Written()).ShouldBe([hubSpot]);
    }

    private Task<Result> WriteHere(CrmConnectionId id) =>
        house.House.Act<ChangeConnection, Result>(house.Entente, c => c.WriteHere(id, Ct));

    /// <summary>Which are marked; what the rooms are told must be the same.</summary>
    private async Task<List<CrmConnectionId>> Written()
    {
        var marked = await house.Ask(db => db.Set<CrmConnection>().Where(c => c.Writes).Select(c => c.Id).ToListAsync(Ct));
        var told = await house.House.Act<CrmApi, CrmConnectionCard?>(house.Entente, api => api.Connection(Ct));
        told!.Id.ShouldBe(marked.Single());
        return marked;
    }
}
