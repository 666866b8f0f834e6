using Entente.Platform.Audit;
using Entente.Platform.Data;

namespace Entente.Platform.Privacy;

/// <summary>
/// Takes a person out of the audit: before, after and salt of a value go, its commitment stays, so the chain verifies and says nothing any more.
/// The app's role may write entries and change none; it reaches only a function of the database that empties values.
/// </summary>
internal sealed class AuditErasure(EntenteDb db)
{
    /// <summary>Values that hold the person's address, phone or name, and those of their own columns in the given records.</summary>
    /// <returns>How many were emptied.</returns>
    public async Task<int> Run(
        PersonSought who,
        IReadOnlyList<(string Subject, Guid Id, IReadOnlyList<string> Fields)> theirs,
        CancellationToken ct
    )
    {
        var found = await Find(who, theirs, ct);
        if (found.Count == 0)
            return 0;
        var emptied = await db.Read(
            "select erase_audit_values($1, $2)",
            r => r.GetInt32(0),
            ct,
            found.Select(f => f.Entry).ToArray(),
            found.Select(f => f.Field).ToArray()
        );
        return emptied[0];
    }

    /// <summary>How many values would be emptied.</summary>
    public async Task<int> Count(
        PersonSought who,
        IReadOnlyList<(string Subject, Guid Id, IReadOnlyList<string> Fields)> theirs,
        CancellationToken ct
    ) => (await Find(who, theirs, ct)).Count;

    /// <summary>Reasons that staff wrote stand in the chain itself and cannot be emptied: how many name the person.</summary>
    public async Task<int> Reasons(PersonSought who, CancellationToken ct)
    {
        var reasons = await db.Read(
            "select reason from audit_entry where workspace_id = $1 and reason ilike any($2)",
            r => r.GetString(0),
            ct,
            db.Workspace.Value,
            PersonRows.Patterns(who)
        );
        return reasons.Count(r => ErasedText.Mentions(r, who));
    }

    private async Task<HashSet<(Guid Entry, string Field)>> Find(
        PersonSought who,
        IReadOnlyList<(string Subject, Guid Id, IReadOnlyList<string> Fields)> theirs,
        CancellationToken ct
    )
    {
        // Nobody in particular: then only the given records.
        var named = who is { Emails: [], Phones: [], Names: [] }
            ? []
            : await db.Read(
                """
                select entry_id, field, before, after from audit_value
                 where workspace_id = $1 and salt is not null
                   and (before ilike any($2) or after ilike any($2)
                     or regexp_replace(before, '[^0-9]', '', 'g') like any($3) or regexp_replace(after, '[^0-9]', '', 'g') like any($3))
                """,
                r => (Entry: r.GetGuid(0), Field: r.GetString(1), Before: Text(r, 2), After: Text(r, 3)),
                ct,
                db.Workspace.Value,
                PersonRows.Patterns(who),
                who.Phones.Select(p => $"%{ErasedText.Compared(p)}%").ToArray()
            );
        var found = named
            .Where(v => ErasedText.Mentions(v.Before, who) || ErasedText.Mentions(v.After, who))
            .Select(v => (v.Entry, v.Field))
            .ToHashSet();
        var flat = theirs.SelectMany(t => t.Fields.Select(f => (t.Subject, t.Id, Field: f))).ToList();
        found.UnionWith(
            await db.Read(
                """
                select v.entry_id, v.field
                  from unnest($2::text[], $3::uuid[], $4::text[]) as w(kind, id, field)
                  join audit_entry e on e.workspace_id = $1 and e.subject_kind = w.kind and e.subject_id = w.id
                  join audit_value v on v.workspace_id = $1 and v.entry_id = e.id and v.field = w.field and v.salt is not null
                """,
                r => (r.GetGuid(0), r.GetString(1)),
                ct,
                db.Workspace.Value,
                flat.Select(f => f.Subject).ToArray(),
                flat.Select(f => f.Id).ToArray(),
                flat.Select(f => f.Field).ToArray()
            )
        );
        return found;
    }

    private static string? Text(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
