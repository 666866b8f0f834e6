using Entente.Access;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Partners.Import;

/// <summary>Makes the partners of an import.</summary>
[JobName("partners.make_import")]
internal sealed record MakeImport(PartnerImportId Import);

/// <summary>
/// Makes partner after partner, as whoever confirmed it. Each partner with its people and what its rows became is one commit, so whoever goes on after
/// a death begins where the last commit ended: nothing is lost, doubled or half made.
/// </summary>
internal sealed class RunMakeImport(EntenteDb db, AccessApi access, IServiceScopeFactory scopes, TimeProvider clock) : IJob<MakeImport>
{
    private const int AtATime = 100;

    public async Task<JobOutcome> Run(MakeImport payload, CancellationToken ct)
    {
        var import = await db.Set<PartnerImport>()
            .AsNoTracking()
            .SingleOrDefaultAsync(i => i.Id == payload.Import && i.State == PartnerImportState.Making, ct);
        if (import is null)
            return JobOutcome.Done;
        while (await Waiting(db, import).OrderBy(r => r.Row).Take(AtATime).Select(r => r.Row).ToListAsync(ct) is { Count: > 0 } heads)
        {
            // With the rights they have now, not those they had when they confirmed it.
            if (await access.StaffActor(import.MadeBy!.Value, Channel.Import, ct) is not { } maker || Imports.Importer(maker) is null)
                return await End(import.Id, "Whoever confirmed this may not make partners any more. The rows behind were not taken.", ct);
            foreach (var head in heads)
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(maker);
                await scope.ServiceProvider.GetRequiredService<TakeRows>().Run(import.Id, head, ct);
            }
        }
        return await End(import.Id, null, ct);
    }

    /// <summary>The first rows of the partners that are made or filled and are not yet.</summary>
    public static IQueryable<PartnerImportRow> Waiting(EntenteDb db, PartnerImport import)
    {
        var (id, fills, alike) = (import.Id, import.Fills, import.TakesAlike);
        return db.Set<PartnerImportRow>()
            .AsNoTracking()
            .Where(r => r.ImportId == id && r.Head == r.Row && r.DoneAt == null)
            .Where(r =>
                r.Verdict == PartnerVerdict.New
                || (r.Verdict == PartnerVerdict.Known && fills)
                || (
                    r.Verdict == PartnerVerdict.Alike
                    && (
                        r.Answer == AlikeAnswer.Other
                        || (r.Answer == null && alike)
                        || (r.Answer == AlikeAnswer.Same && r.Partner != null && fills)
                    )
                )
            );
    }

    private async Task<JobOutcome> End(PartnerImportId id, string? trouble, CancellationToken ct)
    {
        await using var held = await db.Hold([Imports.Lock(id)], ct);
        var import = await db.Set<PartnerImport>().SingleAsync(i => i.Id == id, ct);
        if (import.State is PartnerImportState.Making)
            import.End(clock.GetUtcNow(), trouble);
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
