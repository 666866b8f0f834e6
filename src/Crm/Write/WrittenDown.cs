using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Crm.Write;

/// <summary>Notes what the CRM took, at once and for good; and reads back what it made of it.</summary>
internal sealed class WrittenDown(EntenteDb db, Pull pull, StepLinks links, TimeProvider clock)
{
    /// <summary>Step, identity and ledger in one commit.</summary>
    /// <param name="whole">False: the record was written and its links were not, so that the step is not done.</param>
    public async Task Note(WriteEntry entry, CrmUpsert sent, string crmId, bool whole, CancellationToken ct)
    {
        var fields = sent.Fields.ToDictionary(f => f.Key, f => Canonical.Text(f.Value));
        if (sent.ExistingId is null)
            fields[EntenteFields.Id] = sent.EntenteId;
        if (fields.TryGetValue(CrmFields.Amount, out var amount))
            fields[CrmFields.Amount] = Canonical.Number(amount);

        await using var held = await db.Hold([], ct);
        if (fields.Count > 0)
            await LedgerSql.Sent(db, (entry.ConnectionId, sent.Kind, crmId), (entry.Id, entry.DecidedAt), fields, clock.GetUtcNow(), ct);
        await db.Write(
            """
            insert into crm_identity (workspace_id, connection_id, kind, entente_id, crm_id) values ($1, $2, $3, $4, $5)
            on conflict (workspace_id, connection_id, kind, entente_id) do update set crm_id = excluded.crm_id
            """,
            ct,
            db.Workspace.Value,
            entry.ConnectionId.Value,
            sent.Kind.ToString(),
            sent.EntenteId,
            crmId
        );
        if (whole)
            entry.StepDone(entry.ReadSteps().First(s => s.EntenteId == sent.EntenteId && s.Kind == sent.Kind), crmId);
        await held.Save(ct);
    }

    /// <summary>
    /// Triggers and rules of the CRM may have made something else of it: what stands there now goes into the mirror before anybody
    /// looks, without waiting for the push.
    /// </summary>
    public async Task<CrmError?> ReadBack(WriteEntry entry, ICrmConnector connector, CancellationToken ct)
    {
        var (results, steps) = (entry.ReadResults(), entry.ReadSteps());
        foreach (var kind in RunBackfill.Order)
        {
            var ids = steps
                .Where(s => s.Kind == kind && results.ContainsKey(s.EntenteId))
                .Select(s => (results[s.EntenteId], 0L))
                .Distinct()
                .ToList();
            if (
                ids.Count > 0
                && await pull.Records(entry.ConnectionId, connector, kind, ids, SyncSource.Write, clock.GetUtcNow(), ct, entry.Id)
                    is { } error
            )
                return error;
        }
        return null;
    }

    /// <summary>
    /// A write that is given up is not read back, and while it waited nobody put right what it was about: its records are named for fetching. Part of the
    /// caller's transaction.
    /// </summary>
    public async Task FetchLater(WriteEntry entry, CancellationToken ct)
    {
        var records = await links.Records(entry, ct);
        foreach (var kind in records)
            await MirrorBooks.Name(db, entry.ConnectionId, kind.Key, [.. kind], clock.GetUtcNow(), ct);
        if (records.Count > 0)
            await db.EnqueueOnce(new FetchNamed(entry.ConnectionId), entry.ConnectionId.Short(), ct);
    }
}
