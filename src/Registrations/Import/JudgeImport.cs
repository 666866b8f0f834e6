using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tables;
using Entente.Platform.Values;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>Gives every row of a file its verdict.</summary>
[JobName("registrations.judge_import")]
internal sealed record JudgeImport(ImportFileId Import, int Round);

/// <summary>
/// Reads, assesses and keeps the rows of a file by the thousand; each thousand and how far it is are one commit, so whoever goes on after a
/// death begins where the last commit ended. Runs the assessment that sending would run; nothing is registered.
/// </summary>
internal sealed class RunJudgeImport(EntenteDb db, ClaimWorld world, PartnersApi partners, FormShelf forms, TimeProvider clock)
    : IJob<JudgeImport>
{
    /// <summary>Rows of one commit.</summary>
    public const int Batch = 2000;

    /// <summary>What a partner judged and did not send within so long counts as looked up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task<JobOutcome> Run(JudgeImport payload, CancellationToken ct)
    {
        var (import, round) = (payload.Import, payload.Round);
        if (await ImportRows.Judged(db, import, round, ct) is not { } judged)
            return JobOutcome.Done;
        var file = await db.Set<ImportFile>().AsNoTracking().SingleAsync(f => f.Id == import, ct);
        var bench = await JudgingBench.For(db, world, partners, await forms.AtHand(ct), file, judged, clock, ct);
        using var text = new ImportText(db, file);
        while (true)
        {
            var rows = new List<(int Row, CsvRow Read)>(Batch);
            while (rows.Count < Batch && await text.Next(ct) is { } next)
                if (next.Row > judged)
                    rows.Add(next);
            if (rows.Count == 0)
                break;
            var verdicts = await bench.Judge(rows, ct);
            await using var held = await db.Hold([$"import:{import.Value:N}"], ct);
            if (await ImportRows.Judged(db, import, round, ct) != judged)
                return JobOutcome.Done;
            await ImportRows.Keep(db, file, verdicts, ct);
            await held.Save(ct);
            judged = verdicts[^1].Row;
        }
        await Finish(import, round, ct);
        return JobOutcome.Done;
    }

    private async Task Finish(ImportFileId import, int round, CancellationToken ct)
    {
        await using var held = await db.Hold([$"import:{import.Value:N}"], ct);
        if (await ImportRows.Judged(db, import, round, ct) is null)
            return;
        var file = await db.Set<ImportFile>().SingleAsync(f => f.Id == import, ct);
        var now = clock.GetUtcNow();
        file.Judged(now);
        if (!file.OfStaff)
            db.Enqueue(new CountImport(import, round), now + Patience);
        await held.Save(ct);
    }
}

/// <summary>Counts the names of a partner's file that was judged and not sent.</summary>
[JobName("registrations.count_import")]
internal sealed record CountImport(ImportFileId Import, int Round);

internal sealed class RunCountImport(EntenteDb db, ImportActs acts) : IJob<CountImport>
{
    public async Task<JobOutcome> Run(CountImport payload, CancellationToken ct)
    {
        var file = await db.Set<ImportFile>()
            .AsNoTracking()
            .SingleOrDefaultAsync(f => f.Id == payload.Import && f.Round == payload.Round && f.State == ImportState.Judged, ct);
        if (file is null)
            return JobOutcome.Done;
        await acts.CountUnsent(file, ct);
        await acts.NoteUnsent(ct);
        return JobOutcome.Done;
    }
}
