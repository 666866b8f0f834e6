using System.Text.Json;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Panel;

/// <summary>A connection as the panel needs it.</summary>
/// <param name="Secret">What the CRM signs with: HubSpot's app secret, Salesforce's consumer secret; null when none was given.</param>
internal sealed record PanelConnection(CrmConnectionId Id, CrmKind Kind, string AccountId, Uri Origin, string? Secret)
{
    public IReadOnlyList<string> Frames => PanelFrames.Of(Kind, Origin);
}

/// <summary>Reads connections and the records the mirror holds of them.</summary>
internal sealed class PanelConnections(EntenteDb db, SecretBox box)
{
    public async Task<PanelConnection?> Find(CrmConnectionId id, CancellationToken ct) =>
        await db.Set<CrmConnection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } found ? Of(found) : null;

    /// <summary>Who may frame anything of this workspace: for a refusal that belongs to no connection.</summary>
    public async Task<IReadOnlyList<string>> Frames(CancellationToken ct)
    {
        var all = await db.Set<CrmConnection>().AsNoTracking().Select(c => new { c.Kind, c.Origin }).ToListAsync(ct);
        return [.. all.SelectMany(c => PanelFrames.Of(c.Kind, new Uri(c.Origin))).Distinct()];
    }

    /// <summary>When the mirror last looked at the CRM.</summary>
    public Task<DateTimeOffset?> FollowedTo(CrmConnectionId id, CancellationToken ct) =>
        db.Set<ConnectionStatus>().Where(s => s.ConnectionId == id).Select(s => s.LastPollAt).SingleOrDefaultAsync(ct);

    /// <summary>The record as the mirror holds it, by its present id if it was merged into another; null when there is none.</summary>
    public async Task<PanelRecord?> Record(PanelConnection connection, CrmObject kind, string crmId, string root, CancellationToken ct)
    {
        var id =
            await db.Set<AliasRow>()
                .Where(a => a.ConnectionId == connection.Id && a.Kind == kind && a.OldId == crmId)
                .Select(a => a.CrmId)
                .SingleOrDefaultAsync(ct)
            ?? crmId;
        if (kind is CrmObject.Account)
        {
            var account = await db.Set<AccountRow>()
                .Where(a => a.ConnectionId == connection.Id && a.CrmId == id && !a.Deleted)
                .Select(a => new { a.Id, a.Name })
                .SingleOrDefaultAsync(ct);
            return account is null ? null : new(connection.Id, connection.Kind, kind, id, account.Name, account.Id, root);
        }
        var fields = await db.Set<MirroredRecord>()
            .Where(r => r.ConnectionId == connection.Id && r.Kind == kind && r.CrmId == id && !r.Deleted)
            .Select(r => r.Fields)
            .SingleOrDefaultAsync(ct);
        return fields is null ? null : new(connection.Id, connection.Kind, kind, id, NameIn(fields), null, root);
    }

    private static string NameIn(string fields) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(fields)?.GetValueOrDefault(CrmFields.Name) ?? "";

    private PanelConnection Of(CrmConnection c)
    {
        var credentials = CrmCredentials.Open(box, c.Credentials);
        var secret = c.Kind == CrmKind.HubSpot ? credentials.AppSecret : credentials.AppSecret ?? credentials.ClientSecret;
        return new(c.Id, c.Kind, c.AccountId, new Uri(c.Origin), string.IsNullOrEmpty(secret) ? null : secret);
    }
}
