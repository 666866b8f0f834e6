using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Import;

/// <summary>Writes rows and their progress in bulk.</summary>
internal static class ImportRows
{
    public static string KeysText(IReadOnlyList<ClaimKey> keys) => string.Join('\n', keys);

    public static IReadOnlyList<ClaimKey> KeysOf(string text) =>
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(k => k.Split(':', 2))
                .Where(k => k.Length == 2)
                .Select(k => new ClaimKey(k[0], k[1])),
        ];

    /// <summary>How many rows are judged, if this round still runs; null: somebody else has moved the file on.</summary>
    public static async Task<int?> Judged(EntenteDb db, ImportFileId import, int round, CancellationToken ct) =>
        (
            await db.Read(
                """
                select p.judged from import_progress p join import_file f on f.workspace_id = p.workspace_id and f.id = p.import_id
                 where p.workspace_id = $1 and p.import_id = $2 and p.round = $3 and f.round = $3 and f.state = 'Judging'
                """,
                r => (int?)r.GetInt32(0),
                ct,
                db.Workspace.Value,
                import.Value,
                round
            )
        ).FirstOrDefault();

    /// <summary>Keeps judged rows and says that they are; part of the caller's transaction.</summary>
    public static async Task Keep(EntenteDb db, ImportFile file, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        await db.Write(
            """
            insert into import_row (workspace_id, import_id, partner_id, row, line, cells, claimant, company, submission, keys, verdict, reasons)
            select $1, $2, $3, t.* from unnest($4::int[], $5::int[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[]) as t
            """,
            ct,
            db.Workspace.Value,
            file.Id.Value,
            file.PartnerId.Value,
            rows.Select(r => r.Row).ToArray(),
            rows.Select(r => r.Line).ToArray(),
            rows.Select(r => r.Cells).ToArray(),
            rows.Select(r => r.Claimant?.Value).ToArray(),
            rows.Select(r => r.Company).ToArray(),
            rows.Select(r => r.Submission).ToArray(),
            rows.Select(r => r.Keys).ToArray(),
            rows.Select(r => r.Verdict.ToString()).ToArray(),
            rows.Select(r => r.Reasons).ToArray()
        );
        await db.Write(
            "update import_progress set judged = $3 where workspace_id = $1 and import_id = $2",
            ct,
            db.Workspace.Value,
            file.Id.Value,
            rows[^1].Row
        );
    }

    /// <summary>Says what became of a row. Once: a second time changes nothing.</summary>
    public static Task Sent(EntenteDb db, ImportFileId import, int row, Result<string> number, DateTimeOffset now, CancellationToken ct) =>
        db.Write(
            """
            update import_row set number = $4, refusal = $5, sent_at = $6
             where workspace_id = $1 and import_id = $2 and row = $3 and sent_at is null
            """,
            ct,
            db.Workspace.Value,
            import.Value,
            row,
            number.Ok ? number.Value : null,
            number.Ok ? null : string.Join(' ', RowJudge.Of(number.Problem).Select(r => r.Text)),
            now.ToUniversalTime()
        );

    public static IReadOnlyList<RowReason> Reasons(string json) => Json.Read<List<RowReason>>(json);
}
