using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>What was sent about a record: the write-backs that touched it, and the calls.</summary>
internal sealed class InspectJournal(EntenteDb db)
{
    private const int Lines = 50;

    /// <summary>
    /// The newest first. Which write touched which record stands in the ledger, and for those that wait in their keys; refused ones have
    /// neither, and are found by what their steps name.
    /// </summary>
    /// <param name="crmId">Null: it is not in the CRM yet.</param>
    /// <param name="ours">What Entente calls it.</param>
    public async Task<List<WriteEntry>> Writes(
        CrmConnectionId id,
        CrmObject kind,
        string? crmId,
        IReadOnlyList<string> ours,
        CancellationToken ct
    )
    {
        var keys = ours.Select(e => $"{kind} e:{e}").ToList();
        if (crmId is not null)
            keys.Add($"{kind} c:{crmId}");
        var waiting = db.Set<WriteKey>().Where(k => k.ConnectionId == id && keys.Contains(k.Key)).Select(k => k.WriteId);
        var noted = db.Set<LedgerRow>().Where(l => l.ConnectionId == id && l.Kind == kind && l.CrmId == crmId).Select(l => l.WriteId);
        var ids = await waiting.Union(noted).Distinct().ToListAsync(ct);
        foreach (var named in crmId is null ? ours : [.. ours, crmId])
            ids.AddRange(await Naming(id, named, ct));
        return await db.Set<WriteEntry>()
            .AsNoTracking()
            .Where(w => ids.Contains(w.Id))
            .OrderByDescending(w => w.StagedAt)
            .Take(Lines)
            .ToListAsync(ct);
    }

    public static WriteLine Line(WriteEntry w, CrmKind crm) =>
        new(w.Id, w.State.ToString().ToLowerInvariant(), w.StagedAt, w.EndedAt, w.Tries, w.ErrorCode, w.ErrorMessage)
        {
            Subject = w.Subject,
            Done = w.ReadResults().Count,
            Steps = w.ReadSteps().Count,
            Trouble = w.ErrorCode is null ? null : ErrorCauses.Of(crm, w.ErrorClass, w.ErrorCode, w.ErrorField, w.ErrorMessage),
            RefusedOn = w.ErrorOn,
            LeftBecause = w.LeftBecause,
        };

    /// <summary>The newest first, secrets masked.</summary>
    public Task<List<CallLine>> Calls(CrmConnectionId id, string[] about, CancellationToken ct) =>
        db.Read(
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

    private Task<List<CrmWriteId>> Naming(CrmConnectionId id, string named, CancellationToken ct) =>
        db.Read(
            "select id from crm_write where connection_id = $1 and position($2 in steps::text) > 0 order by staged_at desc limit 50",
            r => new CrmWriteId(r.GetGuid(0)),
            ct,
            id.Value,
            $"\"{named}\""
        );
}
