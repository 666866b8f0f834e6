using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>A record that may be the one looked for.</summary>
/// <param name="CrmId">Null while it is not in the CRM: a write of it waits or was refused.</param>
/// <param name="EntenteId">What Entente calls it, when it wrote it.</param>
/// <param name="Hint">What tells it from others of its name: domain, address, stage.</param>
public sealed record FoundRecord(
    ConnectionName Connection,
    CrmObject Kind,
    string? CrmId,
    string? EntenteId,
    string Name,
    string? Hint,
    bool Deleted
);

/// <summary>Finds a record of any connection by the CRM's id, Entente's id, name, domain, address or registration number.</summary>
public sealed class FindRecords(EntenteDb db, Actor actor)
{
    private const int Most = 25;

    /// <summary>Nothing for less than two letters. By id first, then by key, then by name: those that begin with it, or else those that hold it; the last changed first.</summary>
    public async Task<IReadOnlyList<FoundRecord>> Run(string? text, CrmObject? kind, CrmConnectionId? connection, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is not null || text?.Trim() is not { Length: >= 2 and <= 200 } asked)
            return [];
        var connections = (await ConnectionNames.Of(db, ct)).ToDictionary(c => c.Id);
        var found = await Mirrored(asked, kind, connection, connections, whole: false, ct);
        // Every name is looked through only where nothing begins with what was asked.
        if (found.Count == 0)
            found = await Mirrored(asked, kind, connection, connections, whole: true, ct);
        var unsent = await Unsent(asked, kind, connection, connections, ct);
        return
        [
            .. found
                .Concat(
                    unsent.Where(u => !found.Exists(f => f.Connection == u.Connection && f.Kind == u.Kind && f.EntenteId == u.EntenteId))
                )
                .Take(Most),
        ];
    }

    private async Task<List<FoundRecord>> Mirrored(
        string asked,
        CrmObject? kind,
        CrmConnectionId? connection,
        Dictionary<CrmConnectionId, ConnectionName> connections,
        bool whole,
        CancellationToken ct
    )
    {
        var low = asked.ToLowerInvariant();
        low = low[..Math.Min(low.Length, RecordNames.Searched)];
        // The key's columns are named whole, so that an id is looked up and not searched for.
        var kinds = kind is { } one ? [one.ToString()] : SyncKinds;
        var within = connections.Keys.Where(c => connection is null || c == connection).Select(c => c.Value).ToArray();
        var rows = await db.Read(
            $"""
            with named as (
              select 0 as place, connection_id, kind, crm_id from crm_record
               where connection_id = any($1) and kind = any($2) and crm_id = any($3)
              union all
              select 1, connection_id, kind, crm_id from crm_alias where connection_id = any($1) and kind = any($2) and old_id = any($3)
              union all
              select 1, connection_id, kind, crm_id from crm_identity where connection_id = any($1) and kind = any($2) and entente_id = $4
              union all
              (select 2, connection_id, 'Account', crm_id from crm_account
                where 'Account' = any($2) and connection_id = any($1) and (domain = $5 or name_key = $6) limit {Most})
              union all
              (select 2, connection_id, 'Contact', crm_id from crm_contact
                where 'Contact' = any($2) and connection_id = any($1) and email = $7 limit {Most})
              union all
              (select 3, r.connection_id, r.kind, r.crm_id from crm_record r
                where r.connection_id = any($1) and r.kind = any($2) and not r.deleted and {(whole ? Holds : Begins)}
                order by r.modified_at desc limit {Most})
            ), first as (select min(place) as place, connection_id, kind, crm_id from named group by connection_id, kind, crm_id)
            select r.connection_id, r.kind, r.crm_id, {RecordNames.Sql("r")}, r.deleted,
                   coalesce(r.fields->>'{CrmFields.Domain}', r.fields->>'{CrmFields.Email}', r.fields->>'{EntenteFields.RegistrationNumber}'),
                   (select i.entente_id from crm_identity i
                     where i.connection_id = r.connection_id and i.kind = r.kind and i.crm_id = r.crm_id limit 1)
              from first f join crm_record r on r.connection_id = f.connection_id and r.kind = f.kind and r.crm_id = f.crm_id
             order by f.place, r.deleted, r.modified_at desc limit {Most}
            """,
            r => new FoundRecord(
                connections[new CrmConnectionId(r.GetGuid(0))],
                Enum.Parse<CrmObject>(r.GetString(1)),
                r.GetString(2),
                r.IsDBNull(6) ? null : r.GetString(6),
                r.IsDBNull(3) ? r.GetString(2) : r.GetString(3),
                r.IsDBNull(5) ? null : r.GetString(5),
                r.GetBoolean(4)
            ),
            ct,
            within,
            kinds,
            Ids(asked),
            asked,
            Domain.OfCompany(asked)?.Value ?? "",
            CompanyName.Of(asked).Key is { Length: > 0 } key ? key : "",
            low,
            asked.ToUpperInvariant(),
            low + AfterAll
        );
        return rows;
    }

    // Not in the CRM yet, and so in no mirror: by what is to be written.
    private async Task<IReadOnlyList<FoundRecord>> Unsent(
        string asked,
        CrmObject? kind,
        CrmConnectionId? connection,
        Dictionary<CrmConnectionId, ConnectionName> connections,
        CancellationToken ct
    )
    {
        var writes = await db.Set<WriteEntry>()
            .AsNoTracking()
            .Where(w => w.State == WriteState.Failed || w.State == WriteState.Waiting)
            .Where(w => connection == null || w.ConnectionId == connection)
            .OrderByDescending(w => w.StagedAt)
            .Take(Looked)
            .ToListAsync(ct);
        return
        [
            .. writes
                .SelectMany(w => w.ReadSteps().Where(s => s.CrmId is null && !w.ReadResults().ContainsKey(s.EntenteId)).Select(s => (w, s)))
                .Where(e => (kind is null || e.s.Kind == kind) && (e.s.EntenteId == asked || Names(e.s.Fields, asked)))
                .DistinctBy(e => (e.w.ConnectionId, e.s.Kind, e.s.EntenteId))
                .Take(Most)
                .Select(e => new FoundRecord(
                    connections[e.w.ConnectionId],
                    e.s.Kind,
                    null,
                    e.s.EntenteId,
                    RecordNames.In(e.s.Fields) ?? e.s.EntenteId,
                    null,
                    Deleted: false
                )),
        ];
    }

    // One range of an index; the last letter there is ends it. What a whole look reads: every name, and the number of a registration.
    private const string Begins = "r.name_low >= $7 and r.name_low < $9 and $8 <> ''";
    private const string Holds = $"(position($7 in r.name_low) > 0 or r.fields->>'{EntenteFields.RegistrationNumber}' = $8) and $9 <> ''";
    private const string AfterAll = "\U0010FFFF";
    private const int Looked = 1_000;
    private static readonly string[] SyncKinds = [.. Sync.RunBackfill.Order.Select(k => k.ToString())];

    private static bool Names(IReadOnlyDictionary<string, string?> fields, string asked) =>
        new[]
        {
            RecordNames.In(fields),
            fields.GetValueOrDefault(CrmFields.Domain),
            fields.GetValueOrDefault(CrmFields.Email),
            fields.GetValueOrDefault(EntenteFields.RegistrationNumber),
        }.Any(v => v?.Contains(asked, StringComparison.OrdinalIgnoreCase) is true);

    // Salesforce shows fifteen characters in some places; eighteen are kept.
    private static string[] Ids(string asked) => SalesforceId.Normalise(asked) is { } whole && whole != asked ? [asked, whole] : [asked];
}
