using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Verdicts;

/// <summary>One question for all that was said around some companies, however far "the same" leads.</summary>
internal static class VerdictSql
{
    public static async Task<SaidPairs> Around(EntenteDb db, IReadOnlyCollection<string> marks, CancellationToken ct) =>
        new(
            await db.Read(
                """
                with recursive reached(mark) as (
                  select unnest($2::text[])
                  union
                  select next.mark from reached r cross join lateral (
                    select v.right_mark as mark from company_verdict v
                     where v.workspace_id = $1 and v.left_mark = r.mark and v.same and v.revoked_at is null
                    union all
                    select v.left_mark from company_verdict v
                     where v.workspace_id = $1 and v.right_mark = r.mark and v.same and v.revoked_at is null) next
                )
                select v.id, v.left_mark, v.right_mark, v.same, v.said_by, v.said_at, v.why
                  from reached r join company_verdict v on v.workspace_id = $1 and v.left_mark = r.mark and v.revoked_at is null
                union
                select v.id, v.left_mark, v.right_mark, v.same, v.said_by, v.said_at, v.why
                  from reached r join company_verdict v on v.workspace_id = $1 and v.right_mark = r.mark and v.revoked_at is null
                """,
                r => new CompanySaid(
                    new(r.GetGuid(0)),
                    r.GetString(1),
                    r.GetString(2),
                    r.GetBoolean(3),
                    r.IsDBNull(4) ? null : new PersonId(r.GetGuid(4)),
                    r.GetFieldValue<DateTimeOffset>(5),
                    r.IsDBNull(6) ? null : r.GetString(6)
                ),
                ct,
                db.Workspace.Value,
                marks.Distinct().ToArray()
            )
        );
}
