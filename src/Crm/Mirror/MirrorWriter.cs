using Entente.Crm.Index;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sites;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Privacy;
using Entente.Platform.Values;

namespace Entente.Crm.Mirror;

/// <summary>
/// Brings a page into the mirror: diff, rows, deals into the pipeline, fields that both sides changed, cursor and announcements, in one
/// transaction. Pages of one object of one connection go one after the other, so that what is compared is what is held.
/// </summary>
internal sealed class MirrorWriter(
    EntenteDb db,
    IEnumerable<ICrmBinding> bindings,
    CrmConnectors connectors,
    FieldConflicts conflicts,
    AccountIndexes indexes,
    ErasedMarks erased,
    TimeProvider clock
)
{
    public async Task<MirrorOutcome> Apply(MirrorPage page, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var held = await db.Hold([$"crm:{page.Connection}:{page.Kind}"], ct);
        var incoming = await WithoutErased(page.Kind, Incoming(page), ct);
        var ids = incoming.Select(r => r.Id).ToArray();
        var known = await MirrorSql.Known(db, page.Connection, page.Kind, ids, ct);
        var ledger = await LedgerSql.Read(db, page.Connection, page.Kind, ids, ct);
        var verdicts = incoming
            // What was deleted before we ever saw it was never here.
            .Where(r => !r.Deleted || known.ContainsKey(r.Id))
            .Select(r => MirrorDiff.Of(known.GetValueOrDefault(r.Id), r, Written(ledger.GetValueOrDefault(r.Id))))
            .ToList();
        var changes = verdicts.FindAll(c => c.Verdict == MirrorVerdict.Changed);

        var told = new List<IEvent>();
        if (changes.Count > 0)
        {
            await MirrorSql.PutRecords(db, page.Connection, page.Kind, changes, page.ReadAt, now, ct);
            told.AddRange(await Spread(page, changes, now, ct));
        }
        var merges = await Merges(page, incoming, now, ct);
        told.AddRange(merges);
        // The survivor answers for what was decided about the one that is gone.
        if (merges.Count > 0)
            ledger = await LedgerSql.Read(db, page.Connection, page.Kind, ids, ct);
        var back = changes.Where(c => !c.Record.Deleted && known.GetValueOrDefault(c.Record.Id) is { Deleted: true });
        await MirrorBooks.ComeBack(db, page, [.. back.Select(c => c.Record.Id)], ct);
        if (changes.Count > 0 || told.Count > 0)
            db.Add(Batch(page, changes, told, now));
        await Touch(page, verdicts, known, ct);
        if (ledger.Count > 0)
        {
            var present = verdicts.Where(v => v.Verdict != MirrorVerdict.Overtaken).Select(v => v.Record).ToList();
            var skew = connectors.SkewOf(page.Connection);
            await conflicts.Rule(page.Connection, page.Kind, present, ledger, page.ReadBackOf, skew, now, ct);
        }
        if (page.Fetched.Count > 0)
            await MirrorBooks.StrikeOff(db, page, ct);
        if (page.Cursor is { } move)
            await MirrorBooks.MoveCursor(db, page, move, now, ct);
        await held.Save(ct);
        if (page.Kind == CrmObject.Account && changes.Count > 0)
            indexes.Stale(db.Workspace);
        db.ChangeTracker.Clear();
        return new MirrorOutcome(incoming.Count, changes.Count, changes.Count(c => c.Record.Deleted));
    }

    /// <summary>The page's records, deletions as tombstones, and those that a merge made disappear; each id once, the latest.</summary>
    private static List<CrmRecord> Incoming(MirrorPage page)
    {
        var tombstones = page.Deletions.Select(d => Tombstone(page.Kind, d.Id, d.At, d.MergedInto));
        var absorbed = page.Records.SelectMany(r =>
            r.Absorbed.Where(id => id != r.Id).Select(id => Tombstone(page.Kind, id, r.ModifiedAt, r.Id))
        );
        return [.. page.Records.Concat(tombstones).Concat(absorbed).GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.ModifiedAt)!)];
    }

    /// <summary>Who was erased here stays so, whatever the CRM still says of them: the record keeps its id and its links.</summary>
    private async Task<List<CrmRecord>> WithoutErased(CrmObject kind, List<CrmRecord> incoming, CancellationToken ct)
    {
        if (kind is not (CrmObject.Contact or CrmObject.Lead))
            return incoming;
        var gone = await erased.Among(incoming.Select(r => r[CrmFields.Email]), ct);
        return gone.Count == 0
            ? incoming
            : incoming.ConvertAll(r =>
                r[CrmFields.Email] is { } email && gone.Contains(email.Trim())
                    ? r with
                    {
                        Fields = new Dictionary<string, string?>(StringComparer.Ordinal) { [CrmFields.OwnerId] = r[CrmFields.OwnerId] },
                    }
                    : r
            );
    }

    private static CrmRecord Tombstone(CrmObject kind, string id, DateTimeOffset at, string? mergedInto) =>
        new(kind, id, new Dictionary<string, string?>(), at, true, [], [], mergedInto);

    // What the CRM has taken over is its own: when somebody sets our old value again, that is news.
    private static Dictionary<string, string?>? Written(Dictionary<string, LedgerEntry>? ledger) =>
        ledger?.Where(l => l.Value.Stands).ToDictionary(l => l.Key, l => l.Value.Value);

    /// <summary>The same content under a newer stamp, or read for the first time so late that its stamp hides nothing.</summary>
    private Task Touch(MirrorPage page, List<MirrorChange> verdicts, Dictionary<string, KnownRecord> known, CancellationToken ct)
    {
        var same = verdicts
            .Where(v => v.Verdict == MirrorVerdict.Same && !v.Record.Deleted)
            .Where(v =>
                known[v.Record.Id] is var held
                && (
                    held.ModifiedAt != v.Record.ModifiedAt
                    || (held.SeenAt < held.ModifiedAt + MirrorSql.Settled && held.SeenAt < page.ReadAt)
                )
            )
            .Select(v => (v.Record.Id, v.Record.ModifiedAt))
            .ToList();
        return same.Count == 0 ? Task.CompletedTask : MirrorSql.Touch(db, page.Connection, page.Kind, same, page.ReadAt, ct);
    }

    /// <summary>The rows of the object's own table, or of whoever owns deals; and what is to be told.</summary>
    private async Task<List<IEvent>> Spread(MirrorPage page, List<MirrorChange> changes, DateTimeOffset now, CancellationToken ct)
    {
        var records = changes.ConvertAll(c => c.Record);
        switch (page.Kind)
        {
            case CrmObject.Account:
                var accounts = await MirrorSql.PutAccounts(db, page.Connection, records, await SiteBook.Of(db, ct), now, ct);
                return changes.ConvertAll<IEvent>(c => new CrmAccountChanged(accounts[c.Record.Id], c.Record.Deleted, c.ByEntente));
            case CrmObject.Contact:
                var contacts = await MirrorSql.PutContacts(db, page.Connection, records, now, ct);
                return changes.ConvertAll<IEvent>(c => new CrmContactChanged(contacts[c.Record.Id], c.Record.Deleted, c.ByEntente));
            case CrmObject.Deal:
                var deals = await BoundDeals.Of(
                    db,
                    page.Connection,
                    await connectors.Of(page.Connection, ct),
                    changes.ConvertAll(c => (c.Record, c.ByEntente)),
                    page.Source == SyncSource.Backfill,
                    ct
                );
                foreach (var binding in bindings)
                    await binding.Apply(deals, ct);
                return changes.ConvertAll<IEvent>(c => new CrmDealChanged(page.Connection, c.Record.Id, c.Record.Deleted, c.ByEntente));
            case CrmObject.Lead:
                await LeadSql.Put(db, page.Connection, records, await SiteBook.Of(db, ct), ct);
                return
                [
                    .. changes
                        .Where(c => !c.Record.Deleted && !c.ByEntente && c.Record[EntenteFields.PartnerToken] is { Length: > 0 })
                        .Select(c => new CrmLeadLeftByForm(page.Connection, c.Record.Id)),
                ];
            default:
                return [];
        }
    }

    private async Task<IReadOnlyList<IEvent>> Merges(MirrorPage page, List<CrmRecord> incoming, DateTimeOffset now, CancellationToken ct)
    {
        var merged = incoming.Where(r => r.MergedInto is not null).Select(r => new MergedId(r.Id, r.MergedInto!)).ToList();
        return merged.Count == 0 ? [] : await MirrorBooks.Merge(db, page.Connection, page.Kind, merged, now, ct);
    }

    private static SyncBatch Batch(MirrorPage page, List<MirrorChange> changes, List<IEvent> told, DateTimeOffset now)
    {
        var batch = new SyncBatch
        {
            Id = Ids.New<SyncBatchId>(now),
            ConnectionId = page.Connection,
            Kind = page.Kind,
            Source = page.Source,
            Seen = page.Records.Count,
            Changed = changes.Count,
            Removed = changes.Count(c => c.Record.Deleted),
            At = now,
        };
        // The first load is no news: nothing happened, it only became known. A merge is told all the same: somebody may hold the old id.
        foreach (var what in told.Where(t => page.Source != SyncSource.Backfill || t is CrmMerged))
            batch.Tell(what);
        return batch;
    }
}
