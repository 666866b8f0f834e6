using System.Security.Cryptography;
using System.Text;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Panel;

/// <summary>What opens a panel, and opens it once, also when it is tried twice at the same instant.</summary>
internal sealed class PanelTickets(EntenteDb db, TimeProvider clock)
{
    /// <summary>From the card's question to the frame that opens.</summary>
    public static readonly TimeSpan TokenLives = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any signature is taken for fresh, either way.</summary>
    private static readonly TimeSpan SignatureKept = TimeSpan.FromMinutes(15);

    /// <summary>A launch token; only its hash is kept.</summary>
    public async Task<string> Issue(CrmConnectionId connection, PersonId person, CrmObject kind, string crmId, CancellationToken ct)
    {
        var (token, now) = (Tokens.New(), clock.GetUtcNow());
        await db.Write("delete from crm_panel_ticket where expires_at < $1", ct, (now - SignatureKept).ToUniversalTime());
        await Keep(Tokens.Hash(token), connection, person, kind, crmId, now + TokenLives, used: null, ct);
        return token;
    }

    /// <summary>Keeps a signed request; false when it was here before.</summary>
    public Task<bool> FirstTime(
        string signature,
        CrmConnectionId connection,
        PersonId person,
        CrmObject kind,
        string crmId,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("signature:" + signature));
        return Keep(hash, connection, person, kind, crmId, now + SignatureKept, now, ct);
    }

    /// <summary>Uses a token up.</summary>
    public async Task<(PanelTicket? Ticket, PanelRefusal? Refused)> Take(string token, CancellationToken ct)
    {
        var (hash, now) = (Tokens.Hash(token), clock.GetUtcNow());
        var taken = await db.Write(
            "update crm_panel_ticket set used_at = $2 where hash = $1 and used_at is null and expires_at > $2",
            ct,
            hash,
            now.ToUniversalTime()
        );
        var ticket = await db.Set<PanelTicket>().AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, ct);
        return (ticket, taken) switch
        {
            ({ } good, 1) => (good, null),
            ({ UsedAt: not null }, _) => (null, PanelRefusal.TokenUsed),
            ({ }, _) => (null, PanelRefusal.TokenExpired),
            _ => (null, PanelRefusal.TokenUnknown),
        };
    }

    private async Task<bool> Keep(
        byte[] hash,
        CrmConnectionId connection,
        PersonId person,
        CrmObject kind,
        string crmId,
        DateTimeOffset expires,
        DateTimeOffset? used,
        CancellationToken ct
    ) =>
        await db.Write(
            """
            insert into crm_panel_ticket (workspace_id, hash, connection_id, person_id, kind, crm_id, expires_at, used_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            hash,
            connection.Value,
            person.Value,
            kind.ToString(),
            crmId,
            expires.ToUniversalTime(),
            used?.ToUniversalTime()
        ) == 1;
}
