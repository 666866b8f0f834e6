using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Crm.Connect;

/// <summary>An admin has everything compared now, and what differs repaired.</summary>
public sealed class StartReconcile
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;
    private readonly Reconciles reconciles;

    internal StartReconcile(EntenteDb db, Actor actor, CrmConnectors connectors, Reconciles reconciles) =>
        (this.db, this.actor, this.connectors, this.reconciles) = (db, actor, connectors, reconciles);

    /// <param name="kind">Null: accounts, contacts and deals.</param>
    /// <param name="whole">Reads every record instead of comparing stamps: slower, finds also what changed without its stamp.</param>
    public async Task<Result> Run(CrmConnectionId id, CrmObject? kind, bool whole, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is not { } info)
            return CrmRefusals.NoConnection;
        if (info.State != CrmConnectionState.Live)
            return CrmRefusals.WrongState("Everything can be compared once the first load is through and the connection runs.");
        if (kind == CrmObject.Note)
            return CrmRefusals.WrongState("Notes are written and never mirrored: there is nothing to compare.");
        var begun = false;
        foreach (var one in RunBackfill.Order.Where(k => kind is null || k == kind))
            begun |= await reconciles.Ask(id, one, whole, ct);
        if (!begun)
            return CrmRefusals.WrongState("A comparison is running already.");
        db.Witness("crm.reconcile_started", new SubjectRef("crm_connection", id.Value));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
