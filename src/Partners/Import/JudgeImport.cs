using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>Gives every row of an import its verdict.</summary>
[JobName("partners.judge_import")]
internal sealed record JudgeImport(PartnerImportId Import, int Round);

/// <summary>All rows in one commit, since each is looked at beside all others; a death before it loses nothing but time. Nothing is made.</summary>
internal sealed class RunJudgeImport(EntenteDb db, ImportLookups lookups, TimeProvider clock) : IJob<JudgeImport>
{
    public async Task<JobOutcome> Run(JudgeImport payload, CancellationToken ct)
    {
        if (await Due(payload, ct) is not { } seen)
            return JobOutcome.Done;
        var looked = clock.GetUtcNow();
        var rows = ImportRows.Read(
            await db.Set<PartnerImportRow>().AsNoTracking().Where(r => r.ImportId == payload.Import).OrderBy(r => r.Row).ToListAsync(ct),
            Json.Read<PartnerMapping>(seen.Mapping),
            looked
        );
        var judged = PartnerJudge.Of(rows, await lookups.World(rows, ct));

        await using var held = await db.Hold([Imports.Lock(payload.Import)], ct);
        db.ChangeTracker.Clear();
        if (await Due(payload, ct) is not { } import)
            return JobOutcome.Done;
        await ImportBook.Judge(db, import.Id, judged, [.. rows.Select(r => r.Name)], ct);
        import.Judged(looked);
        await held.Save(ct);
        return JobOutcome.Done;
    }

    private Task<PartnerImport?> Due(JudgeImport what, CancellationToken ct) =>
        db.Set<PartnerImport>()
            .SingleOrDefaultAsync(i => i.Id == what.Import && i.Round == what.Round && i.State == PartnerImportState.Judging, ct);
}

/// <summary>Kept rows as they are read.</summary>
internal static class ImportRows
{
    public static IReadOnlyList<PartnerSaid> Read(IEnumerable<PartnerImportRow> rows, PartnerMapping mapping, DateTimeOffset now) =>
        [
            .. rows.Select(r =>
                r.Fault is { } fault
                    ? PartnerSaid.Broken(r.Row, r.Line, fault)
                    : PartnerSaid.Read(r.Row, r.Line, ImportBook.Cells(r.Cells), mapping, DateOnly.FromDateTime(now.UtcDateTime))
            ),
        ];
}
