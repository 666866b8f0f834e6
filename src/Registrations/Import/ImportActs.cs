using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Check;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Import;

/// <summary>What its sender does with a kept file: says which column is what, sends its good rows, drops it.</summary>
internal sealed class ImportActs(EntenteDb db, Actor actor, TimeProvider clock, FormShelf forms, ProbeWatch watch)
{
    /// <summary>Judges all rows by this mapping, anew if they were judged before.</summary>
    public Task<Result> Map(ImportFileId id, ImportMapping mapping, CancellationToken ct) =>
        Change(
            id,
            [ImportState.Mapping, ImportState.Judged],
            async file =>
            {
                var staff = file.OfStaff;
                var own = ImportFields.Of((await forms.AtHand(ct)).Asked);
                if (Wrong(mapping, own, Json.Read<List<string>>(file.Header).Count, staff) is { } problem)
                    return problem;
                await CountUnsent(file, ct);
                file.Map(Json.Write(staff ? mapping : mapping with { Partner = null }));
                await db.Write("delete from import_row where workspace_id = $1 and import_id = $2", ct, db.Workspace.Value, file.Id.Value);
                await db.Write(
                    """
                    insert into import_progress (workspace_id, import_id, partner_id, round, judged) values ($1, $2, $3, $4, 0)
                    on conflict (workspace_id, import_id) do update set round = excluded.round, judged = 0
                    """,
                    ct,
                    db.Workspace.Value,
                    file.Id.Value,
                    file.PartnerId.Value,
                    file.Round
                );
                db.Enqueue(new JudgeImport(file.Id, file.Round));
                return Result.Done;
            },
            ct
        );

    /// <summary>Sends the good rows.</summary>
    /// <param name="looks">Those that somebody should look at as well.</param>
    public Task<Result> Send(ImportFileId id, bool looks, CancellationToken ct) =>
        Change(
            id,
            [ImportState.Judged],
            async file =>
            {
                if (
                    !await db.Set<ImportRow>()
                        .AnyAsync(r => r.ImportId == id && (r.Verdict == RowVerdict.Ready || (looks && r.Verdict == RowVerdict.Look)), ct)
                )
                    return Refusals.NothingToSend;
                file.Send(looks, actor.Person, clock.GetUtcNow());
                db.Enqueue(new SendImport(file.Id));
                return Result.Done;
            },
            ct
        );

    /// <summary>Back to its columns, with nothing sent.</summary>
    public Task<Result> Reopen(ImportFileId id, CancellationToken ct) =>
        Change(
            id,
            [ImportState.Judged],
            file =>
            {
                file.Reopen();
                return Task.FromResult(Result.Done);
            },
            ct
        );

    public Task<Result> Drop(ImportFileId id, CancellationToken ct) =>
        Change(
            id,
            [ImportState.Mapping, ImportState.Judging, ImportState.Judged],
            async file =>
            {
                await CountUnsent(file, ct);
                file.Drop(clock.GetUtcNow());
                return Result.Done;
            },
            ct
        );

    /// <summary>Names that were judged and never claimed count as looked up.</summary>
    internal async Task CountUnsent(ImportFile file, CancellationToken ct)
    {
        if (file.OfStaff || file.JudgedAt is null || file.SentAt is not null)
            return;
        var rows = await db.Set<ImportRow>()
            .Where(r => r.ImportId == file.Id && r.Keys != "" && r.Verdict != RowVerdict.Known)
            .OrderBy(r => r.Row)
            .Take(1000)
            .Select(r => new { r.Keys, r.Company })
            .ToListAsync(ct);
        var names = rows.Select(r => (Key: Probing.Key(ImportRows.KeysOf(r.Keys)), Name: r.Company))
            .Where(n => n.Key is not null)
            .DistinctBy(n => n.Key)
            .Select(n => (n.Key!, n.Name))
            .ToList();
        if (names.Count > 0)
            unsent.Add((file, names));
    }

    private readonly List<(ImportFile File, List<(string Key, string Name)> Names)> unsent = [];

    private async Task<Result> Change(
        ImportFileId id,
        IReadOnlyList<ImportState> from,
        Func<ImportFile, Task<Result>> change,
        CancellationToken ct
    )
    {
        if (UploadImport.Owner(actor) is not { } owner)
            return Refusals.PartnersOnly;
        await using (var held = await db.Hold([$"import:{id.Value:N}"], ct))
        {
            if (await db.Set<ImportFile>().SingleOrDefaultAsync(f => f.Id == id && f.PartnerId == owner, ct) is not { } file)
                return Refusals.NoSuchFile;
            if (!from.Contains(file.State))
                return Refusals.FileMovedOn;
            var done = await change(file);
            if (!done.Ok)
                return done;
            await held.Save(ct);
        }
        await NoteUnsent(ct);
        return Result.Done;
    }

    /// <summary>Counts what <see cref="CountUnsent"/> gathered; in a transaction of its own, as the live check does.</summary>
    internal async Task NoteUnsent(CancellationToken ct)
    {
        foreach (var (file, names) in unsent)
            await watch.NoteMany(file.PartnerId, file.UploadedBy, names, clock.GetUtcNow(), ct);
        unsent.Clear();
    }

    private static Problem? Wrong(ImportMapping mapping, IReadOnlyList<ImportField> own, int columns, bool staff)
    {
        var fields = ImportFields.All.Concat(own).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (mapping.Columns.Any(c => !fields.Contains(c.Key) || c.Value < 0 || c.Value >= columns))
            return Refusals.FileMovedOn;
        if (!mapping.Columns.ContainsKey("company"))
            return Refusals.NoCompanyColumn;
        if (staff && mapping.Partner is null && !mapping.Columns.ContainsKey("partner"))
            return Refusals.NoPartnerColumn;
        var twice = mapping
            .Columns.GroupBy(c => c.Value)
            .Where(g => g.Count() > 1)
            .SelectMany(g => g.Skip(1))
            .ToDictionary(c => c.Key, _ => "This column is chosen for another field already.", StringComparer.Ordinal);
        return twice.Count > 0 ? Refusals.ColumnTwice(twice) : null;
    }
}
