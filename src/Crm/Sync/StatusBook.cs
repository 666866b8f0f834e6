using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>Keeps how a connection is doing, and stops it when the CRM refuses the credentials.</summary>
internal sealed class StatusBook(EntenteDb db, TimeProvider clock)
{
    public Task Pushed(CrmConnectionId id, CancellationToken ct) => Put(id, "last_push_at", ct);

    public Task DeletionsRead(CrmConnectionId id, CancellationToken ct) => Put(id, "deletions_at", ct);

    public Task CatalogueRead(CrmConnectionId id, CancellationToken ct) => Put(id, "catalogue_at", ct);

    /// <summary>A whole walk went well: whatever was wrong is over.</summary>
    /// <param name="skew">How far the CRM's clock runs ahead of ours, when it has been measured.</param>
    public Task Polled(CrmConnectionId id, TimeSpan? skew, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_connection_status as s (workspace_id, connection_id, last_poll_at, skew_ms, refused) values ($1, $2, $3, $4, 0)
            on conflict (workspace_id, connection_id) do update
              set last_poll_at = excluded.last_poll_at, skew_ms = coalesce(excluded.skew_ms, s.skew_ms),
                  error_code = null, error_message = null, error_at = null
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            clock.GetUtcNow().ToUniversalTime(),
            skew is { } measured ? (long)measured.TotalMilliseconds : null
        );

    /// <summary>A delivery that could not be verified.</summary>
    public Task Refused(CrmConnectionId id, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_connection_status as s (workspace_id, connection_id, refused) values ($1, $2, 1)
            on conflict (workspace_id, connection_id) do update set refused = s.refused + 1
            """,
            ct,
            db.Workspace.Value,
            id.Value
        );

    /// <summary>Something went wrong; an Auth error breaks the connection, for an admin to mend.</summary>
    public async Task Failed(CrmConnectionId id, CrmError error, CancellationToken ct)
    {
        await db.Write(
            """
            insert into crm_connection_status (workspace_id, connection_id, error_code, error_message, error_at, refused) values ($1, $2, $3, $4, $5, 0)
            on conflict (workspace_id, connection_id) do update
              set error_code = excluded.error_code, error_message = excluded.error_message, error_at = excluded.error_at
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            error.Code,
            error.Message,
            clock.GetUtcNow().ToUniversalTime()
        );
        if (error.Class != CrmErrorClass.Auth)
            return;
        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
        connection.Break(error.Message);
        await held.Save(ct);
        db.ChangeTracker.Clear();
    }

    private Task<int> Put(CrmConnectionId id, string column, CancellationToken ct) =>
        db.Write(
            $"""
            insert into crm_connection_status (workspace_id, connection_id, {column}, refused) values ($1, $2, $3, 0)
            on conflict (workspace_id, connection_id) do update set {column} = excluded.{column}
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            clock.GetUtcNow().ToUniversalTime()
        );
}
