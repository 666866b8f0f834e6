using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce;

/// <summary>The sandbox as a Salesforce organisation: its id, its name, and the user that every API session runs as.</summary>
internal sealed class Organisation(SandboxOptions options)
{
    public string Id { get; } = SalesforceId.Of(Prefixes.Organization, options.HubSpotPortalId);

    public string Name => "Corvane";

    /// <summary>The run-as user; below every owner of the store, so that no owner takes its id.</summary>
    public Owner RunAs { get; } = new(RecordIds.Of(Kind.Owner, 0), options.SalesforceUsername, "Integration", "User", 9000, false, 0, 0);

    public string RunAsId => Prefixes.IdOf(RunAs.Id);
}
