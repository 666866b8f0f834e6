using Entente.Crm.Listed;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mapping;

/// <summary>
/// Holds the live schema of every connection against the accepted one: daily, and at once when a field could not be read or a write was
/// refused for the schema. So drift is known before somebody fills a form that no longer fits. A field that comes back moves no record's
/// stamp: everything of its object is then compared whole.
/// </summary>
internal sealed class WatchSchemas(
    EntenteDb db,
    CrmConnectors connectors,
    Reconciles reconciles,
    ReadListedFields listed,
    NativeFields native,
    TimeProvider clock
) : IScheduled
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>While a field is gone: somebody may be bringing it back.</summary>
    private static readonly TimeSpan WhileGone = TimeSpan.FromMinutes(10);

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var info in await connectors.Running(ct))
        {
            var looked = await db.Set<SchemaRow>().Where(s => s.ConnectionId == info.Id).MaxAsync(s => (DateTimeOffset?)s.LookedAt, ct);
            if (looked is null || now - looked >= Every || await Suspect(info.Id, now - looked >= WhileGone, ct))
                await Look(info.Id, ct);
        }
    }

    /// <summary>Null when the CRM was read; otherwise why not. What is noticed stands in the list until it is mended.</summary>
    public async Task<CrmError?> Look(CrmConnectionId id, CancellationToken ct)
    {
        var connector = await connectors.Of(id, ct);
        var live = await LiveSchema.Read(connector, ct);
        if (!live.Ok)
            return live.Error;
        var back = connector.Regain(live.Value.Objects).ToHashSet();
        back.UnionWith(await Keep(id, live.Value, ct));
        native.Forget(db.Workspace);
        foreach (var kind in back.Intersect(RunBackfill.Order))
            await reconciles.Ask(id, kind, whole: true, ct);
        await listed.Run(id, ct);
        return null;
    }

    /// <summary>Notes what has drifted, and strikes off what has not any more. Answers the objects to which a field came back.</summary>
    private async Task<IReadOnlyList<CrmObject>> Keep(CrmConnectionId id, LiveSchema live, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var held = await db.Hold([$"crm-state:{id}"], ct);
        var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
        var accepted = await db.Set<SchemaRow>().Where(s => s.ConnectionId == id).ToListAsync(ct);
        if (accepted.Count == 0)
        {
            await AcceptedSchemas.Keep(db, id, live, now, ct);
            await held.Save(ct);
            return [];
        }
        foreach (var row in accepted)
            (row.LookedAt, row.Live) = (now, Json.Write(live.Objects[row.Kind]));
        var found = Compare(connection, accepted, live);
        var known = await db.Set<DriftRow>().Where(d => d.ConnectionId == id).ToListAsync(ct);
        var mended = known.ExceptBy(found.Select(f => f.Key), k => k.Key).ToList();
        db.RemoveRange(mended);
        var fresh = found.ExceptBy(known.Select(k => k.Key), f => f.Key).ToList();
        var rows = fresh.ConvertAll(f => new DriftRow
        {
            ConnectionId = id,
            Key = f.Key,
            Drift = Json.Write(f),
            NoticedAt = now,
        });
        // Told once for all that this look found.
        rows.FirstOrDefault()?.Tell(new CrmSchemaDrifted(id, fresh.ConvertAll(f => f.Sentence)));
        db.AddRange(rows);
        await held.Save(ct);
        db.ChangeTracker.Clear();
        return [.. mended.Select(m => Json.Read<Drift>(m.Drift)).Where(d => d.What == DriftKind.FieldGone).Select(d => d.On).Distinct()];
    }

    private static List<Drift> Compare(CrmConnection connection, List<SchemaRow> accepted, LiveSchema live)
    {
        var mapping = Json.Read<CrmMapping>(connection.Mapping);
        var found = new List<Drift>();
        foreach (var row in accepted)
        {
            var maps = EffectiveMap.Over(row.Kind, mapping, OwnMapping.Of(connection.Kind, row.Kind));
            found.AddRange(SchemaDrift.Of(Json.Read<CrmSchema>(row.Schema), live.Objects[row.Kind], maps));
        }
        found.AddRange(SchemaDrift.OfStages(mapping.Stages, live.Pipelines));
        return [.. found.DistinctBy(f => f.Key)];
    }

    /// <summary>A column that could not be read, and that no open drift explains; or one that is gone, and might be back.</summary>
    private async Task<bool> Suspect(CrmConnectionId id, bool again, CancellationToken ct)
    {
        var missing = (await connectors.Of(id, ct)).Missing;
        if (missing.Count == 0 && !again)
            return false;
        var known = await db.Set<DriftRow>().Where(d => d.ConnectionId == id).Select(d => d.Key).ToListAsync(ct);
        return (again && known.Exists(k => k.Contains($"/{DriftKind.FieldGone}/", StringComparison.Ordinal)))
            || missing.Any(m => !known.Exists(k => k.StartsWith($"{m.On}/{m.Name}/", StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>A write was refused for the schema: look now, not tomorrow.</summary>
internal sealed class LookWhenRefused(EntenteDb db) : IHandle<CrmWriteFailed>
{
    public async Task Handle(CrmWriteFailed what, Telling telling, CancellationToken ct)
    {
        var why = await db.Set<WriteEntry>().Where(w => w.Id == what.Write).Select(w => w.ErrorClass).SingleOrDefaultAsync(ct);
        if (why is CrmErrorClass.Schema or CrmErrorClass.Data)
            db.Enqueue(new LookAtSchema(what.Connection));
    }
}

[JobName("crm.look_at_schema")]
internal sealed record LookAtSchema(CrmConnectionId Connection);

internal sealed class RunLookAtSchema(WatchSchemas watch, CrmConnectors connectors) : IJob<LookAtSchema>
{
    public async Task<JobOutcome> Run(LookAtSchema payload, CancellationToken ct)
    {
        if (await connectors.Info(payload.Connection, ct) is { Runs: true })
            await watch.Look(payload.Connection, ct);
        return JobOutcome.Done;
    }
}
