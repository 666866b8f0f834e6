using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;

namespace Entente.Tests.Crm;

/// <summary>Salesforce, signed in by client credentials.</summary>
public sealed class SalesforceContract(CrmSandbox sandbox) : ConnectorContract(sandbox), IClassFixture<CrmSandbox>
{
    protected override string Protocol => "salesforce";

    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override ICrmConnector Connect(ConnectorFacts facts, HttpClient? client = null, bool wrongSecret = false) =>
        new SalesforceConnector(
            client ?? Sandbox.Http,
            new SalesforceOptions(
                Sandbox.Salesforce,
                "66.0",
                SalesforceGrant.ClientCredentials,
                Sandbox.Options.SalesforceClientId,
                wrongSecret ? "wrong" : Sandbox.Options.SalesforceClientSecret
            ),
            facts,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            null,
            TimeProvider.System
        );

    private protected override async Task Delete(CrmObject kind, string id)
    {
        using var connector = (SalesforceConnector)await Ready();
        var access = (await connector.Access(Ct)).Value;
        using var message = new HttpRequestMessage(
            HttpMethod.Delete,
            new Uri(access.Origin, $"/services/data/v66.0/sobjects/{SalesforceFields.Object(kind)}/{id}")
        );
        message.Headers.Authorization = new("Bearer", access.Token);
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override string Unknown(string id) => SalesforceId.Normalise(id[..3] + "0000000zzzzz")!;
}
