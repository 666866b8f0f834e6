using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>Writes that failed for one and the same reason.</summary>
/// <param name="Cause">In plain words.</param>
public sealed record WriteErrorGroup(
    string Code,
    string? Field,
    string Cause,
    int Count,
    DateTimeOffset Oldest,
    IReadOnlyList<CrmWriteId> Some
);

/// <summary>One write that failed.</summary>
/// <param name="Subject">What it was for.</param>
/// <param name="Record">The record that was refused: its object, our id, and the CRM's when it has one.</param>
/// <param name="Values">What was to be written there.</param>
/// <param name="Done">Steps the CRM has taken already.</param>
public sealed record WriteError(
    CrmWriteId Id,
    CrmConnectionId Connection,
    SubjectRef Subject,
    (CrmObject Kind, string EntenteId, string? CrmId) Record,
    IReadOnlyDictionary<string, string?> Values,
    int Done,
    int Steps,
    int Tries,
    DateTimeOffset StagedAt,
    string Code,
    string? Field,
    string Cause
);

/// <summary>The error queue: what the CRM refused, grouped by cause; a person mends the cause and has it tried again, or lets it be.</summary>
public sealed class WorkErrorQueue(EntenteDb db, Actor actor, TimeProvider clock)
{
    private const int Shown = 20;

    public async Task<IReadOnlyList<WriteErrorGroup>> List(CancellationToken ct)
    {
        var failed = await Failed()
            .OrderBy(w => w.StagedAt)
            .Select(w => new
            {
                w.Id,
                w.ErrorCode,
                w.ErrorField,
                w.ErrorMessage,
                w.StagedAt,
            })
            .ToListAsync(ct);
        return
        [
            .. failed
                .GroupBy(w => (w.ErrorCode, w.ErrorField))
                .Select(g => new WriteErrorGroup(
                    g.Key.ErrorCode ?? "",
                    g.Key.ErrorField,
                    g.First().ErrorMessage ?? "",
                    g.Count(),
                    g.Min(w => w.StagedAt),
                    [.. g.Take(Shown).Select(w => w.Id)]
                ))
                .OrderByDescending(g => g.Count),
        ];
    }

    public Task<Result> Retry(CrmWriteId id, CancellationToken ct) => Each(Failed().Where(w => w.Id == id), Again, ct);

    /// <summary>All that failed for this reason.</summary>
    public Task<Result> RetryAll(string code, string? field, CancellationToken ct) =>
        Each(Failed().Where(w => w.ErrorCode == code && w.ErrorField == field), Again, ct);

    /// <summary>These, whatever they failed for; those that somebody has dealt with are left out.</summary>
    public Task<Result> RetryMany(IReadOnlyCollection<CrmWriteId> ids, CancellationToken ct) =>
        Each(Failed().Where(w => ids.Contains(w.Id)), Again, ct);

    public Task<Result> IgnoreMany(IReadOnlyCollection<CrmWriteId> ids, CancellationToken ct) =>
        Each(Failed().Where(w => ids.Contains(w.Id)), w => w.Ignore(clock.GetUtcNow()), ct);

    /// <summary>One by one, the oldest first.</summary>
    /// <param name="code">Null: of every cause.</param>
    public async Task<IReadOnlyList<WriteError>> Records(string? code, int skip, int take, CancellationToken ct)
    {
        var writes = await Failed()
            .AsNoTracking()
            .Where(w => code == null || w.ErrorCode == code)
            .OrderBy(w => w.StagedAt)
            .Skip(skip)
            .Take(take)
            .ToListAsync(ct);
        return [.. writes.Select(Error)];
    }

    /// <summary>It will not be sent; what the CRM has already taken of it stays there.</summary>
    public Task<Result> Ignore(CrmWriteId id, CancellationToken ct) =>
        Each(Failed().Where(w => w.Id == id), w => w.Ignore(clock.GetUtcNow()), ct);

    /// <summary>All that failed for this reason.</summary>
    public Task<Result> IgnoreAll(string code, string? field, CancellationToken ct) =>
        Each(Failed().Where(w => w.ErrorCode == code && w.ErrorField == field), w => w.Ignore(clock.GetUtcNow()), ct);

    private IQueryable<WriteEntry> Failed() => db.Set<WriteEntry>().Where(w => w.State == WriteState.Failed);

    private void Again(WriteEntry write)
    {
        write.Retry();
        WriteJournal.Send(db, write);
    }

    private async Task<Result> Each(IQueryable<WriteEntry> which, Action<WriteEntry> act, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        var writes = await which.ToListAsync(ct);
        if (writes.Count == 0)
            return CrmRefusals.NoWrite;
        foreach (var write in writes)
        {
            act(write);
            db.Witness("crm.write_" + write.State.ToString().ToLowerInvariant(), new SubjectRef("crm_write", write.Id.Value));
        }
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private static WriteError Error(WriteEntry write)
    {
        var (steps, done) = (write.ReadSteps(), write.ReadResults());
        var at = steps.FirstOrDefault(s => !done.ContainsKey(s.EntenteId)) ?? steps[^1];
        return new WriteError(
            write.Id,
            write.ConnectionId,
            write.Subject,
            (at.Kind, at.EntenteId, at.CrmId ?? done.GetValueOrDefault(at.EntenteId)),
            at.Fields,
            done.Count,
            steps.Count,
            write.Tries,
            write.StagedAt,
            write.ErrorCode ?? "",
            write.ErrorField,
            write.ErrorMessage ?? ""
        );
    }
}
