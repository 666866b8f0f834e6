using Entente.Platform.Data;

namespace Entente.Platform.Audit;

/// <summary>
/// Writes a save's entries and their values in one statement, whatever their number: as tracked rows they would cost more than the rows
/// they tell of. Runs in the save's own transaction, behind the fence.
/// </summary>
internal static class AuditSql
{
    private const string Insert = """
        with entries as (
          insert into audit_entry (workspace_id, id, at, actor_kind, person, on_behalf_of, partner, channel, action, subject_kind, subject_id,
                                   correlation, reason, digest)
          select $1, * from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                                   $10::text[], $11::uuid[], $12::text[], $13::text[], $14::bytea[])
        )
        insert into audit_value (workspace_id, entry_id, field, before, after, salt, commitment)
        select $1, * from unnest($15::uuid[], $16::text[], $17::text[], $18::text[], $19::bytea[], $20::bytea[])
        """;

    public static Task Write(EntenteDb db, IReadOnlyCollection<AuditEntry> entries, CancellationToken ct)
    {
        T[] Of<T>(Func<AuditEntry, T> column) => [.. entries.Select(column)];
        var values = entries.SelectMany(e => e.Values).ToList();
        T[] Each<T>(Func<AuditValue, T> column) => [.. values.Select(column)];
        return db.Write(
            Insert,
            ct,
            db.Workspace.Value,
            Of(e => e.Id),
            Of(e => e.At),
            Of(e => e.ActorKind.ToString()),
            Of(e => e.Person?.Value),
            Of(e => e.OnBehalfOf?.Value),
            Of(e => e.Partner?.Value),
            Of(e => e.Channel.ToString()),
            Of(e => e.Action),
            Of(e => e.SubjectKind),
            Of(e => e.SubjectId),
            Of(e => e.Correlation),
            Of(e => e.Reason),
            Of(e => e.Digest),
            Each(v => v.EntryId),
            Each(v => v.Field),
            Each(v => v.Before),
            Each(v => v.After),
            Each(v => v.Salt),
            Each(v => v.Commitment)
        );
    }
}
