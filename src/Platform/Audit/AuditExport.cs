using System.Globalization;
using System.Runtime.CompilerServices;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Audit;

/// <summary>A head that the installation signed, and whether the chain still says what it said then.</summary>
public sealed record SignedHeadRow(long Number, DateTimeOffset At, string Seal, string Key, bool Fits);

/// <summary>
/// Gives a workspace's audit out as a signed file (src/AuditVerifier/README.md), a page at a time. That it was given out is recorded first, and
/// stands in the chain after what is given.
/// </summary>
public sealed class AuditExport(EntenteDb db, Workspaces workspaces, AuditKey key, TimeProvider clock)
{
    /// <summary>The stable name of the act.</summary>
    public const string Action = "audit.exported";

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SignedHeadRow>> Heads(int most, CancellationToken ct)
    {
        var heads = await db.Set<SignedHead>().AsNoTracking().OrderByDescending(h => h.Number).Take(most).ToListAsync(ct);
        var numbers = heads.Select(h => h.Number).ToList();
        var seals = await db.Set<AuditSeal>().Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, s => s.Hash, ct);
        return
        [
            .. heads.Select(h => new SignedHeadRow(
                h.Number,
                h.At,
                Convert.ToHexStringLower(h.Hash),
                AuditKey.FingerprintOf(h.Key),
                seals.TryGetValue(h.Number, out var seal) && seal.AsSpan().SequenceEqual(h.Hash)
            )),
        ];
    }

    /// <summary>The file's bytes, piece by piece. With a filter the chain between the first and the last entry that passes, of the others their digests.</summary>
    public async IAsyncEnumerable<byte[]> Run(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (from, to) = await Range(filter, ct);
        db.Witness(
            Action,
            new("workspace", db.Workspace.Value),
            ("entries", null, string.Create(CultureInfo.InvariantCulture, $"{from + 1}–{to}")),
            ("filter", null, filter.IsEmpty ? null : Jobs.Json.Write(filter))
        );
        await db.SaveChangesAsync(ct);

        var heads = await db.Set<SignedHead>()
            .AsNoTracking()
            .Where(h => h.Number > from && h.Number <= to)
            .ToDictionaryAsync(h => h.Number, ct);
        var before =
            from == 0 ? AuditDigest.Genesis : await db.Set<AuditSeal>().Where(s => s.Number == from).Select(s => s.Hash).SingleAsync(ct);
        var file = new AuditExportFile(
            key,
            await workspaces.Get(db.Workspace, ct),
            filter,
            (from, before),
            heads.Values.OrderByDescending(h => h.Number).Select(h => h.Key),
            now
        );
        yield return file.Begin();
        for (var at = from; at < to; at += AuditExportFile.PageEntries)
            foreach (var entry in await Page(at, Math.Min(to, at + AuditExportFile.PageEntries), filter, ct))
                if (file.Add(entry, heads.GetValueOrDefault(entry.Number)) is { } page)
                    yield return page;
        yield return file.Finish();
    }

    /// <summary>After which entry it begins, and with which it ends.</summary>
    private async Task<(long From, long To)> Range(AuditFilter filter, CancellationToken ct)
    {
        var end = await db.Set<AuditSeal>().MaxAsync(s => (long?)s.Number, ct) ?? 0;
        if (filter.IsEmpty)
            return (0, end);
        var passing = filter.Of(db.Set<AuditEntry>());
        var numbers = db.Set<AuditSeal>().Where(s => passing.Any(e => e.Id == s.EntryId)).Select(s => (long?)s.Number);
        return await numbers.MinAsync(ct) is { } first ? (first - 1, await numbers.MaxAsync(ct) ?? end) : (end, end);
    }

    // A query of its own for each page: one that lasted as long as the download would hold the sealer back.
    private async Task<List<SealedEntry>> Page(long after, long until, AuditFilter filter, CancellationToken ct)
    {
        var seals = await db.Set<AuditSeal>()
            .AsNoTracking()
            .Where(s => s.Number > after && s.Number <= until)
            .OrderBy(s => s.Number)
            .ToListAsync(ct);
        var ids = seals.Select(s => s.EntryId).ToList();
        var entries = await db.Set<AuditEntry>()
            .AsNoTracking()
            .Include(e => e.Values)
            .Where(e => ids.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, ct);
        return
        [
            .. seals.Select(s =>
            {
                var entry = entries.GetValueOrDefault(s.EntryId);
                return new SealedEntry(s.Number, s.Hash, entry, entry is not null && filter.Admits(entry));
            }),
        ];
    }
}
