using Entente.Crm.Connect;
using Entente.Crm.Lanes;
using Entente.Crm.Mapping;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>The inspector: for any record, what each side holds, who wins and why, and what was sent. Never another workspace's.</summary>
public sealed class InspectRecord
{
    private const int Lines = 50;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;
    private readonly InspectJournal journal;

    internal InspectRecord(EntenteDb db, Actor actor, CrmConnectors connectors)
    {
        (this.db, this.actor, this.connectors) = (db, actor, connectors);
        journal = new InspectJournal(db);
    }

    /// <param name="crmId">The CRM's id, also one that was merged away.</param>
    /// <param name="askCrm">Reads the record from the CRM as well: somebody is waiting for it.</param>
    public async Task<Result<RecordInspection>> Run(CrmConnectionId id, CrmObject kind, string crmId, bool askCrm, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await Where(id, ct) is not { } where)
            return CrmRefusals.NoConnection;
        var connector = await connectors.Of(id, ct);
        var held = await db.Set<MirroredRecord>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.ConnectionId == id && r.Kind == kind && r.CrmId == crmId, ct);
        var (theirs, unread) = askCrm ? await Ask(connector, kind, crmId, ct) : (null, null);
        var ledger = await db.Set<LedgerRow>()
            .AsNoTracking()
            .Where(l => l.ConnectionId == id && l.Kind == kind && l.CrmId == crmId)
            .ToDictionaryAsync(l => l.Field, ct);
        var aliases = await db.Set<AliasRow>()
            .AsNoTracking()
            .Where(a => a.ConnectionId == id && a.Kind == kind && (a.OldId == crmId || a.CrmId == crmId))
            .ToListAsync(ct);
        var ours = await db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == id && i.Kind == kind && i.CrmId == crmId)
            .Select(i => i.EntenteId)
            .ToListAsync(ct);
        var writes = await journal.Writes(id, kind, crmId, ours, ct);
        var mirror = held is null ? [] : Json.Read<Dictionary<string, string?>>(held.Fields);
        return new RecordInspection(
            id,
            kind,
            crmId,
            connector.UrlOf(kind, crmId),
            held is not null,
            held?.Deleted ?? false,
            held?.ModifiedAt,
            held?.AppliedAt,
            theirs,
            unread,
            [.. aliases.Where(a => a.CrmId == crmId).Select(a => a.OldId)],
            aliases.Find(a => a.OldId == crmId)?.CrmId,
            ours,
            await Fields(id, kind, mirror, theirs, ledger, Pending(writes, kind, [.. ours, crmId]), ct),
            await Conflicts(id, kind, crmId, ct),
            [.. writes.Select(w => InspectJournal.Line(w, where.Kind))],
            await journal.Calls(id, [.. ours, crmId], ct)
        )
        {
            Where = where,
            Name = RecordNames.In(mirror) ?? (theirs is null ? null : RecordNames.In(theirs.Fields)),
            Linked = held is null ? [] : await Linked(id, Json.Read<List<CrmLink>>(held.Links), ct),
        };
    }

    /// <summary>By Entente's own id: also a record that is not in the CRM yet, with what is to be written there.</summary>
    public async Task<Result<RecordInspection>> Run(CrmConnectionId id, string ententeId, CrmObject kind, bool askCrm, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await Where(id, ct) is not { } where)
            return CrmRefusals.NoConnection;
        var crmId = await db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == id && i.Kind == kind && i.EntenteId == ententeId)
            .Select(i => (string?)i.CrmId)
            .FirstOrDefaultAsync(ct);
        if (crmId is not null)
            return await Run(id, kind, crmId, askCrm, ct);
        var writes = await journal.Writes(id, kind, null, [ententeId], ct);
        if (writes.Count == 0)
            return Problem.NotFound("crm.no_record", "Entente has written no such record.");
        var pending = Pending(writes, kind, [ententeId]);
        return new RecordInspection(
            id,
            kind,
            "",
            "",
            Held: false,
            Deleted: false,
            null,
            null,
            null,
            null,
            [],
            null,
            [ententeId],
            await Fields(id, kind, [], null, [], pending, ct),
            [],
            [.. writes.Select(w => InspectJournal.Line(w, where.Kind))],
            await journal.Calls(id, [ententeId], ct)
        )
        {
            Where = where,
            Name = RecordNames.In(pending.ToDictionary(p => p.Key, p => p.Value.Value)),
        };
    }

    private async Task<ConnectionName?> Where(CrmConnectionId id, CancellationToken ct) =>
        (await ConnectionNames.Of(db, ct)).FirstOrDefault(c => c.Id == id);

    // What the newest write that has not ended wants there.
    private static Dictionary<string, PendingValue> Pending(
        IReadOnlyList<WriteEntry> writes,
        CrmObject kind,
        IReadOnlyCollection<string> ids
    )
    {
        var pending = new Dictionary<string, PendingValue>();
        foreach (var write in writes.Where(w => w.State is WriteState.Waiting or WriteState.Failed).OrderBy(w => w.StagedAt))
        {
            var done = write.ReadResults();
            var steps = write
                .ReadSteps()
                .Where(s => s.Kind == kind && !done.ContainsKey(s.EntenteId))
                .Where(s => ids.Contains(s.EntenteId) || (s.CrmId is { } crmId && ids.Contains(crmId)));
            foreach (var (field, value) in steps.SelectMany(s => s.Fields))
                pending[field] = new PendingValue(value, write.State == WriteState.Failed);
        }
        return pending;
    }

    private async Task<IReadOnlyList<LinkedRecord>> Linked(CrmConnectionId id, List<CrmLink> links, CancellationToken ct)
    {
        var shown = links.Where(l => RunBackfill.Order.Contains(l.To)).Take(Lines).ToList();
        var names = await RecordNames.Of(db, shown.ConvertAll(l => (id, l.To, l.Id)), ct);
        return shown.ConvertAll(l => new LinkedRecord(l.To, l.Id, names.GetValueOrDefault((id, l.To, l.Id)), l.Role));
    }

    private static async Task<(CrmRecord? Record, string? Unread)> Ask(
        ICrmConnector connector,
        CrmObject kind,
        string crmId,
        CancellationToken ct
    )
    {
        var read = await connector.ReadByIds(kind, [crmId], CrmLane.Interactive, ct);
        if (!read.Ok)
            return (null, read.Error.Message);
        return read.Value.Records.FirstOrDefault() is { } record ? (record, null) : (null, "The CRM has no such record any more.");
    }

    private async Task<IReadOnlyList<FieldInspection>> Fields(
        CrmConnectionId id,
        CrmObject kind,
        Dictionary<string, string?> mirror,
        CrmRecord? theirs,
        Dictionary<string, LedgerRow> ledger,
        Dictionary<string, PendingValue> pending,
        CancellationToken ct
    )
    {
        var rules = await new FieldOwners(db).Of(id, kind, ct);
        return
        [
            .. mirror
                .Keys.Union(ledger.Keys)
                .Union(theirs?.Fields.Keys ?? [])
                .Union(pending.Keys)
                .Order(StringComparer.Ordinal)
                .Select(field =>
                {
                    var owner = rules.Of(field);
                    var (ours, now) = (mirror.GetValueOrDefault(field), theirs?[field]);
                    return new FieldInspection(
                        field,
                        ours,
                        now,
                        theirs is not null && ours != now,
                        ledger.TryGetValue(field, out var l)
                            ? new WrittenValue(l.Value, l.At, l.DecidedAt, l.WriteId, l.Agreed, l.Confirmed, l.Stands)
                            : null,
                        owner,
                        rules.IsSet(field),
                        FieldRules.Why(owner)
                    )
                    {
                        Label =
                            EntenteSide.Find(kind, field)?.Label
                            ?? EntenteFields.Of(kind).FirstOrDefault(f => f.Name == field)?.Label
                            ?? field,
                        Pending = pending.GetValueOrDefault(field),
                    };
                }),
        ];
    }

    private Task<IReadOnlyList<FieldConflict>> Conflicts(CrmConnectionId id, CrmObject kind, string crmId, CancellationToken ct) =>
        Project(
            db.Set<ConflictRow>()
                .Where(c => c.ConnectionId == id && c.Kind == kind && c.CrmId == crmId)
                .OrderByDescending(c => c.At)
                .Take(Lines),
            ct
        );

    internal static async Task<IReadOnlyList<FieldConflict>> Project(IQueryable<ConflictRow> rows, CancellationToken ct) =>
        await rows.AsNoTracking()
            .Select(c => new FieldConflict(
                c.At,
                c.Kind,
                c.CrmId,
                c.Field,
                c.Agreed,
                c.Ours,
                c.OursAt,
                c.Theirs,
                c.TheirsAt,
                c.Rule,
                c.Winner
            )
            {
                Connection = c.ConnectionId,
            })
            .ToListAsync(ct);
}
