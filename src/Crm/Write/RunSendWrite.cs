using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>
/// Sends the steps of a write-back in order. A kill between the CRM's taking a step and our noting it repeats that step, which
/// then finds its record by its Entente id: the effect is once. Writes to one record go in the order they were decided.
/// </summary>
internal sealed class RunSendWrite(
    EntenteDb db,
    CrmConnectors connectors,
    StepLinks links,
    StepFields fields,
    WrittenDown written,
    StatusBook status,
    CallBook calls,
    TimeProvider clock
) : IJob<SendWrite>
{
    /// <summary>After a day of failing for reasons that might have passed, a person is asked.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    public async Task<JobOutcome> Run(SendWrite payload, CancellationToken ct)
    {
        var entry = await db.Set<WriteEntry>().SingleOrDefaultAsync(w => w.Id == payload.Write, ct);
        if (entry is not { State: WriteState.Waiting })
            return JobOutcome.Done;
        var now = clock.GetUtcNow();
        if (await connectors.Info(entry.ConnectionId, ct) is not { Runs: true } info)
            return JobOutcome.At(now.AddSeconds(15));
        // Whoever goes before it calls for it.
        if (await IsBehind(entry, ct))
            return JobOutcome.At(now.AddSeconds(5));

        var connector = await connectors.Of(entry.ConnectionId, info.Revision, ct);
        var outcome = await Send(entry, connector, now, ct);
        await calls.Keep(entry.ConnectionId, ct);
        return outcome;
    }

    private async Task<JobOutcome> Send(WriteEntry entry, ICrmConnector connector, DateTimeOffset now, CancellationToken ct)
    {
        var again = entry.BegunAt is not null;
        entry.Begin(now);
        await db.SaveChangesAsync(ct);
        foreach (var step in entry.ReadSteps())
        {
            if (entry.ReadResults().ContainsKey(step.EntenteId))
                continue;
            if (await Send(entry, connector, step, again, ct) is { } error)
                return await NotSent(entry, error, now, ct);
        }
        if (await written.ReadBack(entry, connector, ct) is { } unread)
            return await NotSent(entry, unread, now, ct);
        var id = entry.Id;
        entry = await db.Set<WriteEntry>().SingleAsync(w => w.Id == id, ct);
        entry.Done(clock.GetUtcNow());
        await StepAside(entry, ct);
        return JobOutcome.Done;
    }

    private async Task<CrmError?> Send(WriteEntry entry, ICrmConnector connector, CrmWriteStep step, bool again, CancellationToken ct)
    {
        var resolved = await links.Resolve(entry, step, ct);
        if (!resolved.Ok)
            return resolved.Error;
        var upsert = resolved.Value;
        if (upsert.ExistingId is null && again)
        {
            // It may have been made when its answer was lost, and somebody may have worked on it since.
            var found = await connector.Find(step.Kind, step.EntenteId, ct);
            if (!found.Ok)
                return found.Error;
            if (found.Value is { Deleted: true, Id: { } gone })
            {
                // It was made, and somebody has deleted it since: that was their decision, made about a record that was there. Whether it was linked
                // nobody can say; it might come back.
                var whole = step.Links.Count == 0 || step.Kind is not (CrmObject.Contact or CrmObject.Deal);
                await written.Note(entry, upsert, gone, whole, ct);
                return whole
                    ? null
                    : new CrmError(CrmErrorClass.Data, "gone_unlinked", $"The {step.Kind} was deleted before it was linked.");
            }
            var id = found.Value.Id ?? await links.MergedAway(entry.ConnectionId, step.Kind, step.EntenteId, ct);
            upsert = upsert with { ExistingId = id };
        }
        if (upsert.ExistingId is not null)
        {
            var narrowed = await fields.Narrow(entry, connector, upsert, step.ByPerson, again, ct);
            if (!narrowed.Ok)
                return narrowed.Error;
            upsert = narrowed.Value;
        }
        var sent = await connector.Upsert(upsert, ct);
        if (sent is { Ok: false, Error.Class: CrmErrorClass.NotFound } && upsert.ExistingId is { } old)
        {
            // Merged since the decision was made: the survivor is meant, whether the mirror has heard of it or not.
            var present = await links.Survivor(entry.ConnectionId, step.Kind, old, ct) is { } known
                ? new CrmFound(known)
                : await connector.Present(step.Kind, old, ct);
            if (!present.Ok)
                return present.Error;
            if (present.Value.Id is { } survivor && survivor != old)
            {
                // What stands there decides anew which fields are Entente's to write: the old record's said nothing of it.
                var narrowed = await fields.Narrow(
                    entry,
                    connector,
                    resolved.Value with
                    {
                        ExistingId = survivor,
                    },
                    step.ByPerson,
                    again,
                    ct
                );
                if (!narrowed.Ok)
                    return narrowed.Error;
                upsert = narrowed.Value;
                sent = await connector.Upsert(upsert, ct);
            }
        }
        if (sent is { Ok: false, Error.Class: CrmErrorClass.Data or CrmErrorClass.NotFound } && upsert.Links.Count > 0)
        {
            var followed = await links.Followed(entry.ConnectionId, upsert.Links, connector, ct);
            if (!followed.Ok)
                return followed.Error;
            sent = await SendAgain(sent.Error, upsert, followed.Value, connector, ct);
        }
        if ((sent.Ok ? sent.Value.Id : sent.Error.WrittenId) is { } made)
            // From here on it is a record that exists, for this write and for those behind it: the CRM's fields are the CRM's.
            await written.Note(entry, upsert, made, whole: sent.Ok, ct);
        return sent.Error;
    }

    /// <summary>
    /// With the links as they lead now. What is there already gets all that can be given, however much cannot: a person is asked about the rest. What would
    /// be made anew is not made without what it belongs to.
    /// </summary>
    private static async Task<CrmResult<CrmOutcome>> SendAgain(
        CrmError refused,
        CrmUpsert upsert,
        FollowedLinks? followed,
        ICrmConnector connector,
        CancellationToken ct
    )
    {
        var there = refused.WrittenId ?? upsert.ExistingId;
        if (followed is null || (followed.SomeGone && there is null))
            return refused;
        var sent = await connector.Upsert(upsert with { ExistingId = there, Links = followed.Living }, ct);
        return sent.Ok && followed.SomeGone ? refused with { WrittenId = sent.Value.Id } : sent;
    }

    /// <summary>Whether an earlier write to one of the same records is still on its way, by whichever id it names the record.</summary>
    private async Task<bool> IsBehind(WriteEntry entry, CancellationToken ct)
    {
        var keys = await links.Known(entry.ConnectionId, WriteOrder.Keys(entry.ReadSteps()), ct);
        var upTo = await db.Set<WriteKey>()
            .Where(k => k.ConnectionId == entry.ConnectionId && keys.Contains(k.Key) && k.StagedAt <= entry.StagedAt)
            .Select(k => new { k.StagedAt, k.WriteId })
            .ToListAsync(ct);
        return upTo.Exists(k => WriteOrder.Before((k.StagedAt, k.WriteId), (entry.StagedAt, entry.Id)));
    }

    /// <summary>It is no longer on its way: those behind it may go, the first of each record at once.</summary>
    private async Task StepAside(WriteEntry entry, CancellationToken ct)
    {
        var keys = WriteOrder.Keys(entry.ReadSteps());
        await using var held = await db.Hold([], ct);
        var behind = await db.Read(
            """
            with gone as (
              delete from crm_write_key where workspace_id = $1 and connection_id = $2 and key = any($3) and write_id = $5
            )
            select distinct on (key) job_id
              from crm_write_key where workspace_id = $1 and connection_id = $2 and key = any($4) and write_id <> $5
             order by key, staged_at, write_id
            """,
            row => row.GetGuid(0),
            ct,
            db.Workspace.Value,
            entry.ConnectionId.Value,
            keys.ToArray(),
            (await links.Known(entry.ConnectionId, keys, ct)).ToArray(),
            entry.Id.Value
        );
        await db.CallFor<SendWrite>(behind, ct);
        if (entry.State == WriteState.Failed)
            await written.FetchLater(entry, ct);
        await held.Save(ct);
    }

    private async Task<JobOutcome> NotSent(WriteEntry entry, CrmError error, DateTimeOffset now, CancellationToken ct)
    {
        // Reading back cleared what was tracked.
        var present = await db.Set<WriteEntry>().SingleAsync(w => w.Id == entry.Id, ct);
        var waits = error.MayPass ? now - present.StagedAt < GiveUpAfter : error.Class == CrmErrorClass.Auth;
        if (!waits)
        {
            present.Failed(error, now);
            await StepAside(present, ct);
            return JobOutcome.Done;
        }
        present.Delayed(error);
        var tries = present.Tries;
        await db.SaveChangesAsync(ct);
        if (error.Class == CrmErrorClass.Auth)
            await status.Failed(entry.ConnectionId, error, ct);
        return JobOutcome.At(clock.GetUtcNow() + RetryPause.After(error, tries, entry.Id.Value));
    }
}
