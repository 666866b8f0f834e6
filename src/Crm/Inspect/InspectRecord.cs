using Entente.Crm.Connect;
using Entente.Crm.Lanes;
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

    internal InspectRecord(EntenteDb db, Actor actor, CrmConnectors connectors) =>
        (this.db, this.actor, this.connectors) = (db, actor, connectors);

    /// <param name="crmId">The CRM's id, also one that was merged away.</param>
    /// <param name="askCrm">Reads the record from the CRM as well: somebody is waiting for it.</param>
    public async Task<Result<RecordInspection>> Run(CrmConnectionId id, CrmObject kind, string crmId, bool askCrm, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await connectors.Info(id, ct) is null)
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
            await Fields(id, kind, held, theirs, ledger, ct),
            await Conflicts(id, kind, crmId, ct),
            await Writes(id, kind, crmId, ours, ct),
            await Calls(id, [.. ours, crmId], ct)
        );
    }

    /// <summary>What was lost to whom lately, over all records.</summary>
    public async Task<IReadOnlyList<FieldConflict>> RecentConflicts(CrmConnectionId id, int take, CancellationToken ct) =>
        CrmRefusals.NotAllowed(actor) is null
            ? await Project(db.Set<ConflictRow>().Where(c => c.ConnectionId == id).OrderByDescending(c => c.At).Take(take), ct)
            : [];

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
        MirroredRecord? held,
        CrmRecord? theirs,
        Dictionary<string, LedgerRow> ledger,
        CancellationToken ct
    )
    {
        var mirror = held is null ? [] : Json.Read<Dictionary<string, string?>>(held.Fields);
        var rules = await new FieldOwners(db).Of(id, kind, ct);
        return
        [
            .. mirror
                .Keys.Union(ledger.Keys)
                .Union(theirs?.Fields.Keys ?? [])
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
                    );
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

    private static async Task<IReadOnlyList<FieldConflict>> Project(IQueryable<ConflictRow> rows, CancellationToken ct) =>
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
            ))
            .ToListAsync(ct);

    // Which write touched which record stands in the ledger, and for those that wait in their keys.
    private async Task<IReadOnlyList<WriteLine>> Writes(
        CrmConnectionId id,
        CrmObject kind,
        string crmId,
        List<string> ours,
        CancellationToken ct
    )
    {
        var keys = ours.ConvertAll(e => $"{kind} e:{e}");
        keys.Add($"{kind} c:{crmId}");
        var waiting = db.Set<WriteKey>().Where(k => k.ConnectionId == id && keys.Contains(k.Key)).Select(k => k.WriteId);
        var noted = db.Set<LedgerRow>().Where(l => l.ConnectionId == id && l.Kind == kind && l.CrmId == crmId).Select(l => l.WriteId);
        var ids = await waiting.Union(noted).Distinct().ToListAsync(ct);
        // The steps name the record by our id: refused writes have neither keys nor a line in the ledger.
        foreach (var ententeId in ours)
        {
            ids.AddRange(
                await db.Read(
                    "select id from crm_write where connection_id = $1 and position($2 in steps::text) > 0 order by staged_at desc limit 50",
                    r => new CrmWriteId(r.GetGuid(0)),
                    ct,
                    id.Value,
                    $"\"{ententeId}\""
                )
            );
        }
        var writes = await db.Set<WriteEntry>()
            .AsNoTracking()
            .Where(w => ids.Contains(w.Id))
            .OrderByDescending(w => w.StagedAt)
            .Take(Lines)
            .ToListAsync(ct);
        return
        [
            .. writes.Select(w => new WriteLine(
                w.Id,
                w.State.ToString().ToLowerInvariant(),
                w.StagedAt,
                w.EndedAt,
                w.Tries,
                w.ErrorCode,
                w.ErrorMessage
            )),
        ];
    }

    private async Task<IReadOnlyList<CallLine>> Calls(CrmConnectionId id, string[] about, CancellationToken ct) =>
        await db.Read(
            """
            select at, lane, method, path, status, milliseconds, error_code, sent, answered from crm_call
             where connection_id = $1 and about ?| $2 order by at desc limit $3
            """,
            r => new CallLine(
                r.GetFieldValue<DateTimeOffset>(0),
                Enum.Parse<CrmLane>(r.GetString(1)),
                r.GetString(2),
                r.GetString(3),
                r.GetInt32(4),
                r.GetDouble(5),
                r.IsDBNull(6) ? null : r.GetString(6),
                r.IsDBNull(7) ? null : r.GetString(7),
                r.IsDBNull(8) ? null : r.GetString(8)
            ),
            ct,
            id.Value,
            about,
            Lines
        );
}
