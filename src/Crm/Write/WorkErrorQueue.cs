using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>
/// The error queue is worked off: a person has mended the cause and has writes tried again, or lets them be and says why. What somebody
/// else has dealt with meanwhile is left out; each answer is how many it was.
/// </summary>
public sealed class WorkErrorQueue(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Letters of a reason.</summary>
    public const int LongestReason = 300;

    // So many rows, audit entries and jobs in one commit.
    private const int AtOnce = 500;

    public Task<Result<int>> Retry(CrmWriteId id, CancellationToken ct) => RetryMany([id], ct);

    public Task<Result<int>> RetryMany(IReadOnlyCollection<CrmWriteId> ids, CancellationToken ct) =>
        Each(Failed().Where(w => ids.Contains(w.Id)), Again, because: null, ct);

    /// <summary>All that failed and fit, however many.</summary>
    public Task<Result<int>> RetryMatching(ErrorFilter which, CancellationToken ct) => Each(which.Of(Failed()), Again, because: null, ct);

    /// <summary>They will not be sent; what the CRM has already taken of them stays there.</summary>
    /// <param name="because">In a few words; at most <see cref="LongestReason"/> letters.</param>
    public Task<Result<int>> IgnoreMany(IReadOnlyCollection<CrmWriteId> ids, string? because, CancellationToken ct) =>
        LetBe(Failed().Where(w => ids.Contains(w.Id)), because, ct);

    public Task<Result<int>> Ignore(CrmWriteId id, string? because, CancellationToken ct) => IgnoreMany([id], because, ct);

    /// <summary>All that failed and fit, however many.</summary>
    public Task<Result<int>> IgnoreMatching(ErrorFilter which, string? because, CancellationToken ct) =>
        LetBe(which.Of(Failed()), because, ct);

    private IQueryable<WriteEntry> Failed() => db.Set<WriteEntry>().Where(w => w.State == WriteState.Failed);

    private void Again(WriteEntry write)
    {
        write.Retry();
        WriteJournal.Send(db, write);
    }

    private async Task<Result<int>> LetBe(IQueryable<WriteEntry> which, string? because, CancellationToken ct)
    {
        var said = because?.Trim() ?? "";
        if (said.Length == 0)
            return Problem.Invalid("crm.no_reason", "reason", "Say in a few words why they need not be sent.");
        if (said.Length > LongestReason)
            return Problem.Invalid("crm.long_reason", "reason", $"At most {LongestReason} letters.");
        return await Each(which, w => w.Ignore(said, clock.GetUtcNow()), said, ct);
    }

    private async Task<Result<int>> Each(IQueryable<WriteEntry> which, Action<WriteEntry> act, string? because, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        // Named first: what fails again while this runs is not taken twice.
        var ids = await which.OrderBy(w => w.StagedAt).Select(w => w.Id).ToListAsync(ct);
        var done = 0;
        foreach (var some in ids.Chunk(AtOnce))
        {
            var writes = await Failed().Where(w => some.Contains(w.Id)).OrderBy(w => w.StagedAt).ToListAsync(ct);
            foreach (var write in writes)
            {
                act(write);
                db.Witness(
                    "crm.write_" + write.State.ToString().ToLowerInvariant(),
                    new SubjectRef("crm_write", write.Id.Value),
                    because is null ? [] : [("because", null, because)]
                );
            }
            await db.SaveChangesAsync(ct);
            done += writes.Count;
        }
        return done == 0 ? CrmRefusals.NoWrite : done;
    }
}
