using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>Turns a step into what the connector takes: our ids become the CRM's.</summary>
internal sealed class StepLinks(EntenteDb db)
{
    public async Task<CrmResult<CrmUpsert>> Resolve(WriteEntry entry, CrmWriteStep step, CancellationToken ct)
    {
        var resolved = new List<CrmLink>();
        foreach (var link in step.Links)
        {
            var id = link.CrmId ?? await IdOf(entry, link, ct);
            if (id is null)
                return new CrmError(
                    CrmErrorClass.Data,
                    "link_unknown",
                    $"The {link.To} this {step.Kind} belongs to has not been written to the CRM."
                );
            resolved.Add(new CrmLink(link.To, id, link.Role, link.Primary));
        }
        // Taken over from another key on an earlier write (a contact found by address): known by the CRM's id from then on.
        var existing = step.CrmId ?? await Known(entry.ConnectionId, step.Kind, step.EntenteId, ct);
        return new CrmUpsert(step.Kind, step.EntenteId, existing, step.Fields, resolved);
    }

    /// <summary>Who a merged record is now; null when nothing is known of a merge.</summary>
    public Task<string?> Survivor(CrmConnectionId connection, CrmObject kind, string id, CancellationToken ct) =>
        db.Set<AliasRow>()
            .Where(a => a.ConnectionId == connection && a.Kind == kind && a.OldId == id)
            .Select(a => (string?)a.CrmId)
            .SingleOrDefaultAsync(ct);

    private async Task<string?> IdOf(WriteEntry entry, CrmStepLink link, CancellationToken ct)
    {
        if (link.EntenteId is not { } ours)
            return null;
        return entry.ReadResults().TryGetValue(ours, out var id) ? id : await Known(entry.ConnectionId, link.To, ours, ct);
    }

    private Task<string?> Known(CrmConnectionId connection, CrmObject kind, string ours, CancellationToken ct) =>
        db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && i.Kind == kind && i.EntenteId == ours)
            .Select(i => (string?)i.CrmId)
            .SingleOrDefaultAsync(ct);
}
