using Entente.Access.Safelist;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Listed;

/// <summary>
/// Makes a connection read the CRM's own fields that the safelist lists, and no others: what no partner may see is not even fetched. Where a field
/// is new, every record of its object is read once more, since listing it moved no record's stamp.
/// </summary>
internal sealed class ReadListedFields(EntenteDb db, Fields safelist, Reconciles reconciles)
{
    public async Task Run(CrmConnectionId id, CancellationToken ct)
    {
        var wanted = await Wanted(id, ct);
        ListedFields before;
        await using (var held = await db.Hold([$"crm-state:{id}"], ct))
        {
            var connection = await db.Set<CrmConnection>().SingleAsync(c => c.Id == id, ct);
            before = Json.Read<ListedFields>(connection.Listed);
            if (wanted is null || wanted.Same(before))
                return;
            connection.List(wanted);
            await held.Save(ct);
        }
        foreach (var kind in wanted.Gained(before))
            await reconciles.Ask(id, kind, whole: true, ct);
    }

    /// <summary>What is listed and there to be read; null before the schema is known.</summary>
    private async Task<ListedFields?> Wanted(CrmConnectionId id, CancellationToken ct)
    {
        var schemas = await db.Set<SchemaRow>().AsNoTracking().Where(s => s.ConnectionId == id).ToListAsync(ct);
        return schemas.Count == 0
            ? null
            : new ListedFields
            {
                Account = await Of(schemas, CrmObject.Account, SafeObjects.Account, ct),
                Deal = await Of(schemas, CrmObject.Deal, SafeObjects.Opportunity, ct),
            };
    }

    private async Task<IReadOnlyList<string>> Of(List<SchemaRow> schemas, CrmObject kind, string objectName, CancellationToken ct)
    {
        if (schemas.Find(s => s.Kind == kind) is not { } row)
            return [];
        var listed = await safelist.Listed(objectName, ct);
        return [.. NativeFields.Of(row).Select(f => f.Name).Where(n => listed.Contains(CrmFields.Raw(n))).Order(StringComparer.Ordinal)];
    }
}

/// <summary>Another safelist is in force: every connection that works reads what it lists.</summary>
internal sealed class ReadWhatWasListed(EntenteDb db) : IHandle<SafelistPublished>
{
    public async Task Handle(SafelistPublished what, Telling telling, CancellationToken ct)
    {
        var connections = await db.Set<CrmConnection>()
            .Where(c => c.State != CrmConnectionState.Disconnected)
            .Select(c => c.Id)
            .ToListAsync(ct);
        foreach (var connection in connections)
            db.Enqueue(new ReadListed(connection));
    }
}

[JobName("crm.read_listed_fields")]
internal sealed record ReadListed(CrmConnectionId Connection);

internal sealed class RunReadListed(ReadListedFields read) : IJob<ReadListed>
{
    public async Task<JobOutcome> Run(ReadListed payload, CancellationToken ct)
    {
        await read.Run(payload.Connection, ct);
        return JobOutcome.Done;
    }
}
