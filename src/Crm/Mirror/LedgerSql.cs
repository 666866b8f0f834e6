using Entente.Crm.Port;
using Entente.Platform.Data;

namespace Entente.Crm.Mirror;

/// <summary>What Entente last wrote to a field, and what became of it.</summary>
internal sealed record LedgerEntry(
    string? Value,
    DateTimeOffset DecidedAt,
    CrmWriteId Write,
    string? Agreed,
    bool Confirmed,
    bool Stands,
    int Pushes
);

/// <summary>What a look at the CRM's record made of a ledger's line.</summary>
internal sealed record LedgerOutcome(string CrmId, string Field, string? Agreed, bool Confirmed, bool Stands, int Pushes);

/// <summary>The ledger's statements.</summary>
internal static class LedgerSql
{
    /// <summary>By record and field.</summary>
    public static async Task<Dictionary<string, Dictionary<string, LedgerEntry>>> Read(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] ids,
        CancellationToken ct
    )
    {
        var rows = await db.Read(
            """
            select l.crm_id, l.field, l.value, l.decided_at, l.write_id, l.agreed, l.confirmed, l.stands, l.pushes
              from unnest($3::text[]) as i(crm_id)
             cross join lateral (select * from crm_ledger l where l.connection_id = $1 and l.kind = $2 and l.crm_id = i.crm_id offset 0) l
            """,
            r =>
                (
                    Id: r.GetString(0),
                    Field: r.GetString(1),
                    Entry: new LedgerEntry(
                        r.IsDBNull(2) ? null : r.GetString(2),
                        r.GetFieldValue<DateTimeOffset>(3),
                        new(r.GetGuid(4)),
                        r.IsDBNull(5) ? null : r.GetString(5),
                        r.GetBoolean(6),
                        r.GetBoolean(7),
                        r.GetInt32(8)
                    )
                ),
            ct,
            connection.Value,
            kind.ToString(),
            ids
        );
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Field, r => r.Entry));
    }

    /// <summary>
    /// Notes what was sent. What the mirror held before stays the ground on which both agree until the record is read back; a line that
    /// waits for that already keeps its own.
    /// </summary>
    public static Task<int> Sent(
        EntenteDb db,
        (CrmConnectionId Connection, CrmObject Kind, string CrmId) record,
        (CrmWriteId Id, DateTimeOffset DecidedAt) write,
        IReadOnlyDictionary<string, string?> fields,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db.Write(
            """
            insert into crm_ledger as l (workspace_id, connection_id, kind, crm_id, field, value, at, decided_at, write_id, agreed, confirmed, stands, pushes)
            select $1, $2, $3, $4, f.field, f.value, $5, $6, $7, m.fields ->> f.field, false, true, 0
              from unnest($8::text[], $9::text[]) as f(field, value)
              left join crm_record m on m.connection_id = $2 and m.kind = $3 and m.crm_id = $4
            on conflict (workspace_id, connection_id, kind, crm_id, field) do update
              set value = excluded.value, at = excluded.at, decided_at = excluded.decided_at, write_id = excluded.write_id,
                  agreed = excluded.agreed, confirmed = false, stands = true,
                  pushes = case when l.value is not distinct from excluded.value and not l.confirmed then l.pushes else 0 end
            """,
            ct,
            db.Workspace.Value,
            record.Connection.Value,
            record.Kind.ToString(),
            record.CrmId,
            now.ToUniversalTime(),
            write.DecidedAt.ToUniversalTime(),
            write.Id.Value,
            fields.Keys.ToArray(),
            fields.Values.ToArray()
        );

    public static Task<int> Settle(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<LedgerOutcome> outcomes,
        CancellationToken ct
    ) =>
        db.Write(
            """
            update crm_ledger l set agreed = o.agreed, confirmed = o.confirmed, stands = o.stands, pushes = o.pushes
              from unnest($3::text[], $4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::int[])
                as o(crm_id, field, agreed, confirmed, stands, pushes)
             where l.connection_id = $1 and l.kind = $2 and l.crm_id = o.crm_id and l.field = o.field
            """,
            ct,
            connection.Value,
            kind.ToString(),
            outcomes.Select(o => o.CrmId).ToArray(),
            outcomes.Select(o => o.Field).ToArray(),
            outcomes.Select(o => o.Agreed).ToArray(),
            outcomes.Select(o => o.Confirmed).ToArray(),
            outcomes.Select(o => o.Stands).ToArray(),
            outcomes.Select(o => o.Pushes).ToArray()
        );

    /// <summary>
    /// Records were merged: what Entente wrote to those that are gone goes over to the survivor unless something was decided about it later,
    /// in whatever order the merges become known; and our ids mean the survivor from now on. What was sent and not seen there yet counts as agreed:
    /// the survivor shows whether it came along.
    /// </summary>
    public static async Task Merge(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] old,
        string[] survivors,
        CancellationToken ct
    )
    {
        object?[] same = [connection.Value, kind.ToString(), old, survivors];
        await db.Write(
            """
            insert into crm_ledger (workspace_id, connection_id, kind, crm_id, field, value, at, decided_at, write_id, agreed, confirmed, stands, pushes)
            select distinct on (m.survivor, l.field)
                   l.workspace_id, l.connection_id, l.kind, m.survivor, l.field, l.value, l.at, l.decided_at, l.write_id,
                   case when l.confirmed then l.agreed else l.value end, true, l.stands, 0
              from crm_ledger l join unnest($3::text[], $4::text[]) as m(old, survivor) on l.crm_id = m.old
             where l.connection_id = $1 and l.kind = $2 and l.field <> $5
             order by m.survivor, l.field, l.decided_at desc
            on conflict (workspace_id, connection_id, kind, crm_id, field) do update
              set value = excluded.value, at = excluded.at, decided_at = excluded.decided_at, write_id = excluded.write_id,
                  agreed = excluded.agreed, confirmed = true, stands = excluded.stands, pushes = 0
            where excluded.decided_at > crm_ledger.decided_at
            """,
            ct,
            [.. same, EntenteFields.Id]
        );
        await db.Write(
            """
            update crm_identity i set crm_id = m.survivor from unnest($3::text[], $4::text[]) as m(old, survivor)
             where i.connection_id = $1 and i.kind = $2 and i.crm_id = m.old
            """,
            ct,
            same
        );
    }
}
