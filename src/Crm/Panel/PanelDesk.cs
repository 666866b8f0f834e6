using System.Diagnostics;
using System.Security.Cryptography;
using Entente.Access;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm.Panel;

/// <summary>
/// Who stands before a panel. No session and no cookie counts here: first the address names the workspace, then a CRM's signature, a launch
/// token or a proof names the person, who must be active staff of it at this very moment.
/// </summary>
internal sealed class PanelDesk(EntenteDb db, ActorSlot slot, Workspaces workspaces, AccessApi access, SecretBox box, TimeProvider clock)
{
    // Bound to its purpose: nothing that was sealed for something else opens as a proof.
    private const string Purpose = "crm-panel";

    /// <summary>The workspace an address names; from here on its rows can be read.</summary>
    public async Task<WorkspaceCard?> Enter(string slug, HttpContext http)
    {
        if (await workspaces.Find(slug, http.RequestAborted) is not { } workspace)
            return null;
        var correlation = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        slot.Fill(Actor.Guest(workspace.Id, Channel.Crm) with { Correlation = correlation });
        return workspace;
    }

    /// <summary>The staff member with this address, who acts from here on.</summary>
    public async Task<PersonId?> Recognise(string email, CancellationToken ct) =>
        await access.Member(email, ct) is { } member && await Recognise(member.Person.Id, null, ct) ? member.Person.Id : null;

    /// <summary>False for anybody who is not, or no longer, active staff, or was cut off since.</summary>
    /// <param name="since">When the panel was opened; null: now.</param>
    public async Task<bool> Recognise(PersonId person, DateTimeOffset? since, CancellationToken ct)
    {
        var guest = slot.Current!;
        if (await access.StaffActor(person, Channel.Crm, since, ct) is not { } staff)
            return false;
        slot.Identify(staff with { Workspace = guest.Workspace, Correlation = guest.Correlation });
        return true;
    }

    /// <summary>A panel opens: on record, as every look at confidential fields is.</summary>
    public async Task<PanelProof> Open(CrmConnectionId connection, PersonId person, CrmObject kind, string crmId, CancellationToken ct)
    {
        db.Witness("crm_panel.opened", new("crm_connection", connection.Value), ("record", null, $"{kind} {crmId}"));
        await db.SaveChangesAsync(ct);
        return PanelProof.Open(db.Workspace, connection, person, kind, crmId, clock.GetUtcNow());
    }

    /// <summary>What a form carries: <c>corvane.…</c>, sealed.</summary>
    public string Seal(string slug, PanelProof proof) => $"{slug}.{box.Close(Purpose, proof.Text())}";

    /// <summary>Opens what a form brought back; the part behind the dot.</summary>
    public (PanelProof? Proof, PanelRefusal? Refused) Unseal(string sealed_)
    {
        try
        {
            return PanelProof.Read(box.Open(Purpose, sealed_)) is { } proof
                ? proof.Judge(db.Workspace, clock.GetUtcNow()) switch
                {
                    ProofVerdict.Good => (proof, null),
                    ProofVerdict.Expired => (null, PanelRefusal.ProofExpired),
                    _ => (null, PanelRefusal.ProofWrong),
                }
                : (null, PanelRefusal.ProofWrong);
        }
        catch (CryptographicException)
        {
            return (null, PanelRefusal.ProofWrong);
        }
    }
}
