using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mirror;

/// <summary>
/// Holds what the CRM shows against what Entente wrote there, field by field, and does what the field's owner asks for: takes the
/// CRM's value, or stages a write that puts Entente's back. Part of the transaction that brings the records in.
/// </summary>
internal sealed class FieldConflicts(EntenteDb db, FieldOwners owners)
{
    /// <summary>Subject of the writes that put a value back.</summary>
    public const string SubjectKind = "crm_field";

    /// <summary>So often within an hour; then something in the CRM fights back, and a person must look.</summary>
    private const int MostPushes = 5;

    /// <param name="readBackOf">The write after which the records were read by id: what they show is not a state from before it.</param>
    /// <param name="skew">How far the CRM's clock runs ahead of ours.</param>
    public async Task Rule(
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<CrmRecord> records,
        Dictionary<string, Dictionary<string, LedgerEntry>> ledger,
        CrmWriteId? readBackOf,
        TimeSpan skew,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var authoritative = readBackOf is not null;
        var rules = await owners.Of(connection, kind, ct);
        var (outcomes, pushes) = (new List<LedgerOutcome>(), new List<(CrmRecord Record, string Field, LedgerEntry Entry)>());
        foreach (var record in records.Where(r => !r.Deleted))
        {
            foreach (var (field, entry) in ledger.GetValueOrDefault(record.Id) ?? [])
            {
                if (!entry.Stands || !record.Fields.ContainsKey(field) || !rules.Reads(field) || field == EntenteFields.Id)
                    continue;
                var theirs = record[field];
                if (!entry.Confirmed && !authoritative && theirs == entry.Agreed && theirs != entry.Value)
                    continue; // A state from before our write, still on its way here.
                var sides = new FieldSides(entry.Agreed, entry.Confirmed, entry.Value, entry.DecidedAt, theirs, record.ModifiedAt - skew);
                var owner = rules.Of(field);
                var ruling = FieldRules.Of(owner, sides);
                if (ruling.Conflict && ruling.Verdict == FieldVerdict.Take)
                    db.Add(Conflict(connection, record, field, entry, owner, ConflictWinner.Crm, now));
                switch (ruling.Verdict)
                {
                    case FieldVerdict.Agree when !entry.Confirmed || entry.Pushes > 0:
                        outcomes.Add(new(record.Id, field, theirs, true, true, 0));
                        break;
                    case FieldVerdict.Take:
                        outcomes.Add(new(record.Id, field, theirs, true, false, 0));
                        break;
                    // Written again, read back at once, and still not the same: that is how the CRM spells it.
                    case FieldVerdict.Push when authoritative && !entry.Confirmed && entry.Pushes > 0:
                        outcomes.Add(new(record.Id, field, theirs, true, true, 0));
                        break;
                    case FieldVerdict.Push:
                        pushes.Add((record, field, entry));
                        break;
                }
            }
        }
        if (outcomes.Count > 0)
            await LedgerSql.Settle(db, connection, kind, outcomes, ct);
        foreach (var record in pushes.GroupBy(p => p.Record.Id))
            await PutBack(connection, record.First().Record, [.. record.Select(p => (p.Field, p.Entry))], rules, readBackOf, now, ct);
    }

    private async Task PutBack(
        CrmConnectionId connection,
        CrmRecord record,
        IReadOnlyList<(string Field, LedgerEntry Entry)> fields,
        OwnedFields rules,
        CrmWriteId? readBackOf,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (await EntenteIdOf(connection, record, ct) is not { } ours)
            return;
        // Another write to it waits: what it leaves behind is looked at when it has been read back, or fetched anew when it fails.
        if (await WriteWaits(connection, record, ours, readBackOf, ct))
            return;
        var hour = now.AddHours(-1);
        var recent = await db.Set<ConflictRow>()
            .Where(c => c.ConnectionId == connection && c.Kind == record.Kind && c.CrmId == record.Id && c.At > hour)
            .Select(c => new { c.Field, c.Winner })
            .ToListAsync(ct);
        var values = new Dictionary<string, string?>();
        foreach (var (field, entry) in fields)
        {
            var (pushed, stopped) = (
                recent.Count(r => r.Field == field && r.Winner == ConflictWinner.Entente),
                recent.Exists(r => r.Field == field && r.Winner == ConflictWinner.Nobody)
            );
            if (pushed < MostPushes)
                values[field] = entry.Value;
            if (pushed < MostPushes || !stopped)
                db.Add(
                    Conflict(
                        connection,
                        record,
                        field,
                        entry,
                        rules.Of(field),
                        pushed < MostPushes ? ConflictWinner.Entente : ConflictWinner.Nobody,
                        now
                    )
                );
        }
        if (values.Count == 0)
            return;
        await LedgerSql.Settle(
            db,
            connection,
            record.Kind,
            [
                .. fields
                    .Where(f => values.ContainsKey(f.Field))
                    .Select(f => new LedgerOutcome(record.Id, f.Field, f.Entry.Agreed, false, true, f.Entry.Pushes + 1)),
            ],
            ct
        );
        // As old as the decision that it repeats: a newer one about the same field goes over it, never the other way round.
        var decided = fields.Where(f => values.ContainsKey(f.Field)).Min(f => f.Entry.DecidedAt);
        var write = WriteEntry.Stage(
            connection,
            new CrmWriteBack(new SubjectRef(SubjectKind, connection.Value), [new(record.Kind, ours, record.Id, values, [])]),
            now,
            decided
        );
        db.Add(write);
        WriteJournal.Send(db, write);
    }

    /// <summary>Whether a write to this record is on its way. One that only links something with it is none: it does not read it back.</summary>
    private async Task<bool> WriteWaits(
        CrmConnectionId connection,
        CrmRecord record,
        string ours,
        CrmWriteId? readBackOf,
        CancellationToken ct
    )
    {
        var keys = new[] { $"{record.Kind} e:{ours}", $"{record.Kind} c:{record.Id}" };
        var writes = await db.Set<WriteKey>()
            .Where(k => k.ConnectionId == connection && keys.Contains(k.Key) && k.WriteId != readBackOf)
            .Select(k => k.WriteId)
            .Distinct()
            .ToListAsync(ct);
        if (writes.Count == 0)
            return false;
        var steps = await db.Set<WriteEntry>().AsNoTracking().Where(w => writes.Contains(w.Id)).ToListAsync(ct);
        return steps.SelectMany(w => w.ReadSteps()).Any(s => s.Kind == record.Kind && (s.EntenteId == ours || s.CrmId == record.Id));
    }

    private async Task<string?> EntenteIdOf(CrmConnectionId connection, CrmRecord record, CancellationToken ct) =>
        await db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && i.Kind == record.Kind && i.CrmId == record.Id)
            .OrderBy(i => i.EntenteId)
            .Select(i => i.EntenteId)
            .FirstOrDefaultAsync(ct)
        ?? record[EntenteFields.Id];

    private static ConflictRow Conflict(
        CrmConnectionId connection,
        CrmRecord record,
        string field,
        LedgerEntry entry,
        FieldOwner rule,
        ConflictWinner winner,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<SyncBatchId>(now).Value,
            ConnectionId = connection,
            Kind = record.Kind,
            CrmId = record.Id,
            Field = field,
            Agreed = entry.Agreed,
            Ours = entry.Value,
            OursAt = entry.DecidedAt,
            OursBy = entry.Write,
            Theirs = record[field],
            TheirsAt = record.ModifiedAt,
            Rule = rule,
            Winner = winner,
            At = now,
        };
}
