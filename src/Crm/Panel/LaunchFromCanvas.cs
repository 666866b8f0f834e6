using Entente.Access;
using Entente.Crm.HubSpot;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Crm.Panel;

/// <summary>Somebody whom Salesforce vouches for, and the record they stand at.</summary>
internal sealed record CanvasVisitor(PersonId Person, CrmObject Kind, string CrmId);

/// <summary>
/// Salesforce posts a signed request: who asks, from which organisation, at which record. It opens the panel once. The OAuth token it carries
/// is neither read nor kept.
/// </summary>
internal sealed class LaunchFromCanvas(PanelDesk desk, PanelTickets tickets, TimeProvider clock)
{
    public async Task<(CanvasVisitor? Visitor, PanelRefusal? Refused)> Run(
        WorkspaceCard workspace,
        PanelConnection connection,
        string? signedRequest,
        CancellationToken ct
    )
    {
        if (connection.Kind is not CrmKind.Salesforce)
            return (null, PanelRefusal.NoConnection);
        if (connection.Secret is not { } secret)
            return (null, PanelRefusal.NoSecret("the app’s consumer secret"));
        var read = CanvasRequest.Read(secret, signedRequest, clock.GetUtcNow());
        if (read.Facts is not { } facts)
            return (null, PanelRefusal.Signature(read.Verdict));
        if (facts.OrganizationId != SalesforceId.Normalise(connection.AccountId))
            return (null, PanelRefusal.WrongAccount);
        if (facts.RecordId is not { } crmId || KindOf(crmId) is not { } kind)
            return (null, PanelRefusal.WrongRecord);
        if (await desk.Recognise(facts.Email, ct) is not { } person)
            return (null, PanelRefusal.NotStaff(facts.Email, workspace.Name));
        return await tickets.FirstTime(signedRequest!, connection.Id, person, kind, crmId, ct)
            ? (new(person, kind, crmId), null)
            : (null, PanelRefusal.Replayed);
    }

    // The first three characters of a Salesforce id say what it is of.
    private static CrmObject? KindOf(string id) =>
        id[..3] switch
        {
            "006" => CrmObject.Deal,
            "001" => CrmObject.Account,
            _ => null,
        };
}
