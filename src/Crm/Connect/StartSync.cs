using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Connect;

/// <summary>
/// Makes the fields Entente needs, keeps the schema as it then is, and begins to load. Again on a live connection: a full reconcile, which changes only what differs.
/// </summary>
public sealed class StartSync
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly CrmConnectors connectors;

    internal StartSync(EntenteDb db, Actor actor, TimeProvider clock, CrmConnectors connectors) =>
        (this.db, this.actor, this.clock, this.connectors) = (db, actor, clock, connectors);

    /// <param name="FieldsMade">By the CRM's own names; empty when all were there.</param>
    public sealed record Started(IReadOnlyList<string> FieldsMade);

    public async Task<Result<Started>> Run(CrmConnectionId id, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is not { } info)
            return CrmRefusals.NoConnection;
        if (info.State is not (CrmConnectionState.Connected or CrmConnectionState.Backfilling or CrmConnectionState.Live))
            return CrmRefusals.WrongState("The connection is paused or broken. Take it up again first.");
        var connector = await connectors.Of(id, ct);
        var ensured = await connector.EnsureFields(ct);
        if (!ensured.Ok)
            return CrmRefusals.Of(info.Kind, ensured.Error, "connection");

        // What somebody deletes in the first day is missed in it as well: the first look compares, it does not accept. A CRM that will not
        // tell now is asked again by the schedule.
        var live = await LiveSchema.Read(connector, ct);

        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
        var now = clock.GetUtcNow();
        connection.BeginBackfill(now);
        if (live.Ok && !await db.Set<SchemaRow>().AnyAsync(s => s.ConnectionId == id, ct))
            await AcceptedSchemas.Keep(db, id, live.Value, now, ct);
        db.RemoveRange(await db.Set<SyncCursor>().Where(c => c.ConnectionId == id && c.Walk == CursorOf.Backfill).ToListAsync(ct));
        db.Enqueue(new Backfill(id));
        await held.Save(ct);
        return new Started(ensured.Value.Created);
    }
}
