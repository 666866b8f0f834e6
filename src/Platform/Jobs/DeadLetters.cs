using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Jobs;

/// <summary>A piece of work that was set aside.</summary>
public sealed record DeadLetterView(Guid Id, string Kind, int Attempts, string Cause, DateTimeOffset At);

/// <summary>What failed for good, and the way back: a person looks, mends the cause, and has it tried again.</summary>
public sealed class DeadLetters(EntenteDb db, Actor actor, TimeProvider clock)
{
    private const int Most = 200;
    private const int AtOnce = 100;

    // Of two who try the same again at once the second is told that it is done.
    private const string Key = "set-aside";

    public Task<int> Count(CancellationToken ct) => db.Set<DeadLetter>().CountAsync(ct);

    /// <summary>The newest first, at most two hundred.</summary>
    public Task<List<DeadLetterView>> List(CancellationToken ct) =>
        db.Set<DeadLetter>()
            .OrderByDescending(d => d.At)
            .ThenBy(d => d.Id)
            .Take(Most)
            .Select(d => new DeadLetterView(d.Id, d.Kind, d.Attempts, d.Cause, d.At))
            .ToListAsync(ct);

    /// <summary>Puts it back on the due-list, with its tries counted anew.</summary>
    public async Task<Result> Retry(Guid id, string kind, CancellationToken ct)
    {
        await using var held = await db.Hold([Key], ct);
        if (await db.Set<DeadLetter>().SingleOrDefaultAsync(d => d.Id == id && d.Kind == kind, ct) is not { } letter)
            return Problem.NotFound("work.not_found", "This is no longer waiting: somebody retried it already.");
        await PutBack(letter, ct);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Puts back all that lies here, a hundred at a time, so that a run that is cut short has done what it has done. Returns how many.</summary>
    public async Task<int> RetryAll(CancellationToken ct)
    {
        for (var done = 0; ; )
        {
            await using var held = await db.Hold([Key], ct);
            var some = await db.Set<DeadLetter>().OrderBy(d => d.At).ThenBy(d => d.Id).Take(AtOnce).ToListAsync(ct);
            if (some.Count == 0)
                return done;
            foreach (var letter in some)
                await PutBack(letter, ct);
            await held.Save(ct);
            done += some.Count;
        }
    }

    private async Task PutBack(DeadLetter letter, CancellationToken ct)
    {
        var (id, kind) = (letter.Id, letter.Kind);
        db.Remove(letter);
        // A job that is on the list once may have been called for since.
        if (!await db.Set<DueItem>().AnyAsync(d => d.WorkspaceId == actor.Workspace && d.Id == id && d.Kind == kind, ct))
            db.Requeue(actor.Workspace, id, kind, clock.GetUtcNow());
        db.Witness("work.retried", new("work", id), ("kind", null, kind));
    }
}
