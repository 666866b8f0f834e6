using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>Reads files and their rows for whoever sent them: a partner its own, staff those of staff.</summary>
internal sealed class ImportQuery(EntenteDb db, Actor actor, AccessApi access, PartnersApi partners, FormShelf forms)
{
    public const int PageSize = 50;

    public async Task<IReadOnlyList<ImportLine>> List(CancellationToken ct)
    {
        var files = await Own().OrderByDescending(f => f.UploadedAt).ThenBy(f => f.Id).Take(50).ToListAsync(ct);
        var people = await access.People(files.Select(f => f.UploadedBy), ct);
        return [.. files.Select(f => Line(f, people))];
    }

    /// <summary>Partners for whom staff may send a whole file.</summary>
    public Task<IReadOnlyList<PartnerCard>> Partners(CancellationToken ct) => partners.All(entering: false, ct);

    public async Task<ImportView?> Load(ImportFileId id, RowFilter filter, int page, CancellationToken ct)
    {
        if (await Own().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return null;
        var rows = db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == id);
        var counts = await rows.GroupBy(r => r.Verdict)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var sent = await rows.CountAsync(r => r.Number != null, ct);
        var refused = await rows.CountAsync(r => r.Refusal != null, ct);
        var wanted = Filtered(rows, filter);
        var shown = await wanted.OrderBy(r => r.Row).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var cards = file.OfStaff ? await partners.Cards([.. shown.Select(r => r.Claimant).OfType<PartnerId>()], ct) : null;
        var people = await access.People([file.UploadedBy], ct);
        return new(
            Line(file, people),
            file.Version,
            file.OfStaff,
            file.Encoding,
            file.Separator,
            file.Bytes,
            Json.Read<List<string>>(file.Header),
            Json.Read<List<List<string>>>(file.Samples),
            Json.Read<ImportMapping>(file.Mapping),
            counts.Values.Sum(),
            counts,
            sent,
            refused,
            file.SendsLooks,
            file.Trouble,
            [
                .. shown.Select(r => new ImportRowView(
                    r.Line,
                    r.Company,
                    r.Claimant is { } claimant ? cards?.GetValueOrDefault(claimant)?.Name : null,
                    r.Verdict,
                    ImportRows.Reasons(r.Reasons),
                    r.Number,
                    r.Refusal
                )),
            ],
            await wanted.CountAsync(ct)
        )
        {
            Own = [.. (await forms.AtHand(ct)).Asked.Select(b => (b.Key, b.Label))],
        };
    }

    /// <summary>The rows with their verdicts and what became of them, as CSV; piece by piece. Null when there is no such file.</summary>
    public async Task<(string Name, IAsyncEnumerable<string> Text)?> Result(ImportFileId id, CancellationToken ct)
    {
        if (await Own().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return null;
        // Who takes data out is on record before the answer.
        db.Witness(
            "export",
            new SubjectRef("import_file", id.Value),
            ("rows", null, file.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
        await db.SaveChangesAsync(ct);
        return ($"{Path.GetFileNameWithoutExtension(file.Name)}-result.csv", Text(file, ct));
    }

    private async IAsyncEnumerable<string> Text(
        ImportFile file,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        yield return "\uFEFF" + CsvWriter.Line(["Line", "Verdict", "Registration", "Reason", .. Json.Read<List<string>>(file.Header)]);
        var (after, id) = (0, file.Id);
        while (true)
        {
            var from = after;
            var rows = await db.Set<ImportRow>()
                .AsNoTracking()
                .Where(r => r.ImportId == id && r.Row > from)
                .OrderBy(r => r.Row)
                .Take(1000)
                .ToListAsync(ct);
            if (rows.Count == 0)
                yield break;
            after = rows[^1].Row;
            yield return string.Concat(
                rows.Select(r =>
                    CsvWriter.Line([
                        r.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        r.Refusal is null ? r.Verdict.Words() : "Refused",
                        r.Number,
                        r.Refusal ?? string.Join(' ', ImportRows.Reasons(r.Reasons).Select(w => w.Text)),
                        .. Json.Read<List<string>>(r.Cells),
                    ])
                )
            );
        }
    }

    private IQueryable<ImportFile> Own()
    {
        // Nobody's files are those of staff; a partner's people see their own by the filter as well.
        var owner = UploadImport.Owner(actor);
        return db.Set<ImportFile>().AsNoTracking().Where(f => owner != null && f.PartnerId == owner);
    }

    private static IQueryable<ImportRow> Filtered(IQueryable<ImportRow> rows, RowFilter filter) =>
        filter switch
        {
            RowFilter.Ready => rows.Where(r => r.Verdict == RowVerdict.Ready),
            RowFilter.Look => rows.Where(r => r.Verdict == RowVerdict.Look),
            RowFilter.Known => rows.Where(r => r.Verdict == RowVerdict.Known),
            RowFilter.Repeated => rows.Where(r => r.Verdict == RowVerdict.Repeated),
            RowFilter.Bad => rows.Where(r => r.Verdict == RowVerdict.Bad),
            RowFilter.Sent => rows.Where(r => r.Number != null),
            RowFilter.Refused => rows.Where(r => r.Refusal != null),
            _ => rows,
        };

    private static ImportLine Line(ImportFile file, IReadOnlyDictionary<PersonId, PersonCard> people) =>
        new(file.Id, file.Name, file.Rows, file.State, people.GetValueOrDefault(file.UploadedBy)?.Name ?? "", file.UploadedAt);
}
