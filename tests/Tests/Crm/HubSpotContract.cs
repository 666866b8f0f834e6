using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>HubSpot with date-versioned paths.</summary>
public sealed class HubSpotContract(CrmSandbox sandbox) : HubSpotContractOf(sandbox, "2026-09"), IClassFixture<CrmSandbox>;

/// <summary>HubSpot with the number-versioned paths that end in 2027.</summary>
public sealed class HubSpotNumberedContract(CrmSandbox sandbox) : HubSpotContractOf(sandbox, "v3"), IClassFixture<CrmSandbox>;

public abstract class HubSpotContractOf(CrmSandbox sandbox, string version) : ConnectorContract(sandbox)
{
    protected override string Protocol => "hubSpot";

    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override ICrmConnector Connect(ConnectorFacts facts, HttpClient? client = null, bool wrongSecret = false) =>
        new HubSpotConnector(
            client ?? Sandbox.Http,
            new HubSpotOptions(
                Sandbox.HubSpot,
                version,
                wrongSecret ? "pat-wrong" : Sandbox.Options.HubSpotToken,
                Sandbox.Options.HubSpotAppSecret
            ),
            facts,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            TimeProvider.System
        );

    private protected override async Task Delete(CrmObject kind, string id)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, new Uri(Sandbox.HubSpot, new HubSpotPaths("v3").One(kind, id)));
        message.Headers.Authorization = new("Bearer", Sandbox.Options.HubSpotToken);
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override string Unknown(string id) => id + "99";

    [Fact]
    public async Task A_contact_that_somebody_else_made_is_found_by_its_address_and_taken_over()
    {
        var connector = await Ready();
        var first = await connector.Upsert(new(CrmObject.Contact, "first-" + version, null, Person("One"), []), Ct);
        first.Error.ShouldBeNull();
        var second = await connector.Upsert(new(CrmObject.Contact, "second-" + version, null, Buyer(), []), Ct);
        second.Error.ShouldBeNull();
        (second.Value.Id, second.Value.Created).ShouldBe((first.Value.Id, false));
        var read = (await connector.ReadByIds(CrmObject.Contact, [first.Value.Id], CrmLane.Push, Ct)).Value.Records.Single();
        read[CrmFields.LastName].ShouldBe("One", "what somebody else wrote stands");
        read[CrmFields.Title].ShouldBe("Buyer", "what was empty is filled");
        read[EntenteFields.Id].ShouldBe("first-" + version, "the record keeps the id it had");
    }

    private Dictionary<string, string?> Buyer() => new(Person("Two")) { [CrmFields.Title] = "Buyer" };

    private Dictionary<string, string?> Person(string name) =>
        new() { [CrmFields.Email] = $"shared.{version}@vantor.example", [CrmFields.LastName] = name };
}
