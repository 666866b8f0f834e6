using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>Has a record read from the CRM again, or a write sent again, for whoever wants to see that it works now.</summary>
public sealed class Replay
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;
    private readonly Pull pull;
    private readonly TimeProvider clock;

    internal Replay(EntenteDb db, Actor actor, CrmConnectors connectors, Pull pull, TimeProvider clock) =>
        (this.db, this.actor, this.connectors, this.pull, this.clock) = (db, actor, connectors, pull, clock);

    /// <summary>Reads the record now and applies it, as a push would have.</summary>
    public async Task<Result> Record(CrmConnectionId id, CrmObject kind, string crmId, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is not { } info)
            return CrmRefusals.NoConnection;
        if (!info.Runs)
            return CrmRefusals.WrongState("The connection does not run. Take it up again first.");
        var connector = await connectors.Of(id, ct);
        var error = await pull.Records(id, connector, kind, [(crmId, 0L)], SyncSource.Replay, clock.GetUtcNow(), ct);
        if (error is not null)
            return CrmRefusals.Of(info.Kind, error, "record");
        db.Witness("crm.record_replayed", new SubjectRef("crm_connection", id.Value), ("record", null, $"{kind} {crmId}"));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>
    /// Sends a write that ended once more, as old as the decision it carries: it makes again what is missing, and goes over nothing
    /// that was decided after it. What failed is retried in the error queue instead.
    /// </summary>
    public async Task<Result<CrmWriteId>> Write(CrmWriteId id, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await db.Set<WriteEntry>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct) is not { } write)
            return CrmRefusals.NoWrite;
        if (write.State is not (WriteState.Done or WriteState.Ignored))
            return CrmRefusals.WrongState("It has not ended yet. What failed is retried in the error queue.");
        var now = clock.GetUtcNow();
        var again = WriteEntry.Stage(write.ConnectionId, new CrmWriteBack(write.Subject, write.ReadSteps()), now, write.DecidedAt);
        db.Add(again);
        WriteJournal.Send(db, again);
        db.Witness("crm.write_replayed", new SubjectRef("crm_write", id.Value));
        await db.SaveChangesAsync(ct);
        return again.Id;
    }
}
