using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Values;

namespace Entente.Partners.Import;

/// <summary>Writes rows of imports in bulk; part of the caller's transaction.</summary>
internal static class ImportBook
{
    public static Task Keep(EntenteDb db, PartnerImportId import, IReadOnlyList<CsvRow> rows, CancellationToken ct) =>
        db.Write(
            """
            insert into partner_import_row (workspace_id, import_id, row, line, cells, fault, reasons)
            select $1, $2, t.row, t.line, t.cells, nullif(t.fault, ''), '[]'
              from unnest($3::int[], $4::int[], $5::text[], $6::text[]) as t (row, line, cells, fault)
            """,
            ct,
            db.Workspace.Value,
            import.Value,
            Enumerable.Range(1, rows.Count).ToArray(),
            rows.Select(r => r.Line).ToArray(),
            rows.Select(r => Json.Write(r.Cells.Select(Clean).ToList())).ToArray(),
            rows.Select(r => r.Fault?.ToString() ?? "").ToArray()
        );

    /// <summary>What a person said of a row stays where the question is still the same.</summary>
    public static Task Judge(
        EntenteDb db,
        PartnerImportId import,
        IReadOnlyList<JudgedRow> rows,
        IReadOnlyList<string> names,
        CancellationToken ct
    ) =>
        db.Write(
            """
            update partner_import_row r
               set answer = case when r.verdict = 'Alike' and t.verdict = 'Alike' and r.partner is not distinct from t.partner then r.answer end,
                   verdict = t.verdict, head = t.head, partner = t.partner, reasons = t.reasons, name = t.name
              from unnest($3::int[], $4::text[], $5::int[], $6::uuid[], $7::text[], $8::text[]) as t (row, verdict, head, partner, reasons, name)
             where r.workspace_id = $1 and r.import_id = $2 and r.row = t.row
            """,
            ct,
            db.Workspace.Value,
            import.Value,
            rows.Select(r => r.Row).ToArray(),
            rows.Select(r => r.Verdict.ToString()).ToArray(),
            rows.Select(r => r.Head).ToArray(),
            rows.Select(r => r.Partner?.Value).ToArray(),
            rows.Select(r => Json.Write(r.Reasons.ToList())).ToArray(),
            names.ToArray()
        );

    /// <summary>What a person says of rows that look like others; null takes it back.</summary>
    public static Task Answer(EntenteDb db, PartnerImportId import, IReadOnlyDictionary<int, AlikeAnswer?> answers, CancellationToken ct) =>
        db.Write(
            """
            update partner_import_row r
               set answer = nullif(t.answer, '')
              from unnest($3::int[], $4::text[]) as t (row, answer)
             where r.workspace_id = $1 and r.import_id = $2 and r.row = t.row and r.verdict = 'Alike'
               and (t.answer <> 'Same' or r.partner is not null)
            """,
            ct,
            db.Workspace.Value,
            import.Value,
            answers.Keys.ToArray(),
            answers.Values.Select(a => a?.ToString() ?? "").ToArray()
        );

    /// <summary>What became of rows. Once: a second time changes nothing.</summary>
    public static Task Done(
        EntenteDb db,
        PartnerImportId import,
        IReadOnlyList<(int Row, string? Outcome, string? Refusal)> rows,
        PartnerId? became,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db.Write(
            """
            update partner_import_row r
               set became = $5, outcome = nullif(t.outcome, ''), refusal = nullif(t.refusal, ''), done_at = $6
              from unnest($3::int[], $4::text[], $7::text[]) as t (row, outcome, refusal)
             where r.workspace_id = $1 and r.import_id = $2 and r.row = t.row and r.done_at is null
            """,
            ct,
            db.Workspace.Value,
            import.Value,
            rows.Select(r => r.Row).ToArray(),
            rows.Select(r => r.Outcome ?? "").ToArray(),
            became?.Value,
            now.ToUniversalTime(),
            rows.Select(r => r.Refusal ?? "").ToArray()
        );

    public static IReadOnlyList<RowReason> Reasons(string json) => Json.Read<List<RowReason>>(json);

    public static IReadOnlyList<string> Cells(string json) => Json.Read<List<string>>(json);

    // What the database cannot hold is no letter of anybody's.
    private static string Clean(string cell) => TypedText.Lines(cell);
}
