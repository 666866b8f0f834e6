using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>What staff do with a kept import: say which column is what, answer what is asked, make the partners, drop it.</summary>
internal sealed class DecideImport(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Everybody who has partners made of an import; one at a time, so that no two make the same.</summary>
    private const string Making = "partner-imports";

    /// <summary>Judges all rows by this mapping, anew if they were judged before.</summary>
    public Task<Result> Map(PartnerImportId id, PartnerMapping mapping, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Mapping, PartnerImportState.Judged],
            (import, _) =>
            {
                if (mapping.Faults(Json.Read<List<string>>(import.Header).Count) is { Count: > 0 } wrong)
                    return Task.FromResult<Result>(Refusals.Columns(wrong));
                Judge(import, Json.Write(mapping));
                return Task.FromResult(Result.Done);
            },
            ct
        );

    /// <summary>Judges all rows once more, by the mapping it has.</summary>
    public Task<Result> Again(PartnerImportId id, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Judged],
            (import, _) =>
            {
                Judge(import, import.Mapping);
                return Task.FromResult(Result.Done);
            },
            ct
        );

    /// <summary>Back to its columns, with nothing made.</summary>
    public Task<Result> Reopen(PartnerImportId id, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Judged],
            (import, _) =>
            {
                // Companies of the CRM have columns that are known.
                if (import.Source is ImportSource.Crm)
                    return Task.FromResult<Result>(Refusals.ImportMovedOn);
                import.Reopen();
                return Task.FromResult(Result.Done);
            },
            ct
        );

    /// <param name="answers">By row; null takes an answer back.</param>
    public Task<Result> Answer(PartnerImportId id, IReadOnlyDictionary<int, AlikeAnswer?> answers, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Judged],
            async (_, token) =>
            {
                await ImportBook.Answer(db, id, answers, token);
                return Result.Done;
            },
            ct
        );

    /// <summary>Makes the partners. Refused when partners were made since the rows were looked at, by whomever.</summary>
    public Task<Result> Make(PartnerImportId id, ImportChoice choice, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Judged],
            async (import, token) =>
            {
                if (await db.Set<PartnerImport>().AnyAsync(i => i.State == PartnerImportState.Making, token))
                    return Refusals.AnotherImport;
                if (await db.Set<Partner>().AnyAsync(p => p.CreatedAt > import.JudgedAt, token))
                    return Refusals.PartnersSince;
                import.Make(choice, actor.Person!.Value, clock.GetUtcNow());
                if (!await RunMakeImport.Waiting(db, import).AnyAsync(token))
                    return Refusals.NothingToMake;
                db.Enqueue(new MakeImport(id));
                return Result.Done;
            },
            ct
        );

    public Task<Result> Drop(PartnerImportId id, CancellationToken ct) =>
        Change(
            id,
            [PartnerImportState.Mapping, PartnerImportState.Judging, PartnerImportState.Judged],
            (import, _) =>
            {
                import.Drop(clock.GetUtcNow());
                return Task.FromResult(Result.Done);
            },
            ct
        );

    private void Judge(PartnerImport import, string mapping)
    {
        import.Map(mapping);
        db.Enqueue(new JudgeImport(import.Id, import.Round));
    }

    private async Task<Result> Change(
        PartnerImportId id,
        IReadOnlyList<PartnerImportState> from,
        Func<PartnerImport, CancellationToken, Task<Result>> change,
        CancellationToken ct
    )
    {
        if (Imports.Importer(actor) is null)
            return Refusals.MayNot;
        await using var held = await db.Hold([Imports.Lock(id), Making], ct);
        if (await db.Set<PartnerImport>().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return Refusals.NoImport;
        if (!from.Contains(import.State))
            return Refusals.ImportMovedOn;
        var done = await change(import, ct);
        if (done.Ok)
            await held.Save(ct);
        return done;
    }
}
