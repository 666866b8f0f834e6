using System.Globalization;
using System.Runtime.CompilerServices;
using Entente.Access;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>Reads imports and their rows for staff who may make partners and see all of them; for everybody else there are none.</summary>
internal sealed class ImportShown(EntenteDb db, Actor actor, AccessApi access)
{
    public const int PageSize = 50;
    private const int SamplesShown = 3;

    public async Task<IReadOnlyList<ImportLine>> List(CancellationToken ct)
    {
        var imports = await Own().OrderByDescending(i => i.UploadedAt).ThenBy(i => i.Id).Take(50).ToListAsync(ct);
        var people = await access.People(imports.Select(i => i.UploadedBy), ct);
        return [.. imports.Select(i => Line(i, people))];
    }

    /// <summary>Null when there is no such import.</summary>
    public async Task<ImportView?> Load(PartnerImportId id, RowFilter filter, int page, CancellationToken ct)
    {
        if (await Own().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return null;
        var rows = db.Set<PartnerImportRow>().AsNoTracking().Where(r => r.ImportId == id);
        var counts = await rows.Where(r => r.Verdict != null)
            .GroupBy(r => r.Verdict!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var heads = rows.Where(r => r.Head == r.Row);
        var filled = await heads.CountAsync(r => r.Became != null && r.Became == r.Partner, ct);
        var wanted = Filtered(rows, filter);
        var shown = await wanted.OrderBy(r => r.Row).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = shown.Select(r => r.Became ?? r.Partner).OfType<PartnerId>().Distinct().ToList();
        var names = await db.Set<Partner>().Where(p => ids.Contains(p.PartnerId)).ToDictionaryAsync(p => p.PartnerId, p => p.Name, ct);
        var samples = await rows.Where(r => r.Fault == null).OrderBy(r => r.Row).Take(SamplesShown).Select(r => r.Cells).ToListAsync(ct);
        return new(
            Line(import, await access.People([import.UploadedBy], ct)),
            import.Encoding,
            import.Separator,
            import.Bytes,
            Json.Read<List<string>>(import.Header),
            samples.ConvertAll(ImportBook.Cells),
            Json.Read<PartnerMapping>(import.Mapping),
            counts,
            await rows.CountAsync(r => r.Verdict == PartnerVerdict.Alike && r.Answer == null, ct),
            await RunMakeImport.Waiting(db, import).CountAsync(ct),
            await heads.CountAsync(r => r.Became != null, ct) - filled,
            filled,
            await heads.CountAsync(r => r.Refusal != null, ct),
            await rows.CountAsync(r => r.Became == null, ct),
            import.Trouble,
            [.. shown.Select(r => View(r, names))],
            await wanted.CountAsync(ct)
        );
    }

    /// <summary>The rows of which nothing was taken with the reason, as CSV; piece by piece. Null when there is no such import, or it is not done.</summary>
    public async Task<(string Name, IAsyncEnumerable<string> Text)?> Left(PartnerImportId id, CancellationToken ct)
    {
        if (await Own().SingleOrDefaultAsync(i => i.Id == id && i.State == PartnerImportState.Done, ct) is not { } import)
            return null;
        // Who takes data out is on record before the answer.
        db.Witness(
            "export",
            new SubjectRef("partner_import", id.Value),
            ("rows", null, import.Rows.ToString(CultureInfo.InvariantCulture))
        );
        await db.SaveChangesAsync(ct);
        return ($"{Path.GetFileNameWithoutExtension(import.Name)}-not-taken.csv", Text(import, ct));
    }

    private async IAsyncEnumerable<string> Text(PartnerImport import, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return "\uFEFF" + CsvWriter.Line([.. Json.Read<List<string>>(import.Header), "Line", "Verdict", "Why not taken"]);
        var (after, id, width) = (0, import.Id, Json.Read<List<string>>(import.Header).Count);
        while (true)
        {
            var from = after;
            var rows = await db.Set<PartnerImportRow>()
                .AsNoTracking()
                .Where(r => r.ImportId == id && r.Row > from && r.Became == null)
                .OrderBy(r => r.Row)
                .Take(1000)
                .ToListAsync(ct);
            if (rows.Count == 0)
                yield break;
            after = rows[^1].Row;
            yield return string.Concat(
                rows.Select(r =>
                    CsvWriter.Line([
                        .. ImportBook.Cells(r.Cells).Concat(Enumerable.Repeat("", width)).Take(width),
                        r.Line.ToString(CultureInfo.InvariantCulture),
                        r.Refusal is null ? r.Verdict?.Words() : "Refused",
                        r.Refusal ?? string.Join(' ', ImportBook.Reasons(r.Reasons).Select(w => w.Words())),
                    ])
                )
            );
        }
    }

    private IQueryable<PartnerImport> Own()
    {
        var may = Imports.Importer(actor) is not null;
        return db.Set<PartnerImport>().AsNoTracking().Where(_ => may);
    }

    private static ImportRowView View(PartnerImportRow row, Dictionary<PartnerId, string> names) =>
        new(
            row.Row,
            row.Line,
            row.Name ?? "",
            row.Verdict,
            ImportBook.Reasons(row.Reasons),
            row.Answer,
            (row.Became ?? row.Partner) is { } partner && names.TryGetValue(partner, out var name) ? (partner, name) : null,
            row.Became is not null,
            row.Outcome,
            row.Refusal
        );

    private static IQueryable<PartnerImportRow> Filtered(IQueryable<PartnerImportRow> rows, RowFilter filter) =>
        filter switch
        {
            RowFilter.New => rows.Where(r => r.Verdict == PartnerVerdict.New),
            RowFilter.Person => rows.Where(r => r.Verdict == PartnerVerdict.Person),
            RowFilter.Known => rows.Where(r => r.Verdict == PartnerVerdict.Known),
            RowFilter.Alike => rows.Where(r => r.Verdict == PartnerVerdict.Alike),
            RowFilter.Repeated => rows.Where(r => r.Verdict == PartnerVerdict.Repeated),
            RowFilter.Bad => rows.Where(r => r.Verdict == PartnerVerdict.Bad),
            RowFilter.Taken => rows.Where(r => r.Became != null),
            RowFilter.Refused => rows.Where(r => r.Refusal != null),
            _ => rows,
        };

    private static ImportLine Line(PartnerImport import, IReadOnlyDictionary<PersonId, PersonCard> people) =>
        new(
            import.Id,
            import.Source,
            import.Name,
            import.Rows,
            import.State,
            people.GetValueOrDefault(import.UploadedBy)?.Name ?? "",
            import.UploadedAt
        );
}
