using Entente.Crm.Connect;
using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>One page of the error queue, and what may be filtered by.</summary>
/// <param name="Total">How many match the filter; <paramref name="All"/> how many there are.</param>
/// <param name="Causes">Over all connections and objects, the most frequent first.</param>
public sealed record ErrorQueueView(
    int Total,
    int All,
    IReadOnlyList<WriteError> Errors,
    IReadOnlyList<ErrorCode> Causes,
    IReadOnlyList<CrmObject> Objects,
    IReadOnlyList<ConnectionName> Connections
);

/// <param name="Count">Writes that failed with it.</param>
/// <param name="Cause">In plain words, of the oldest of them.</param>
public sealed record ErrorCode(string Code, int Count, ErrorCause Cause);

/// <summary>One write that failed.</summary>
/// <param name="Subject">What it was for.</param>
/// <param name="On">The record that was refused: its object, our id, the CRM's when it has one, and what it is called.</param>
/// <param name="Values">What was to be written there.</param>
/// <param name="Done">Steps the CRM has taken already.</param>
/// <param name="Said">The CRM's own sentence.</param>
public sealed record WriteError(
    CrmWriteId Id,
    ConnectionName Connection,
    SubjectRef Subject,
    CrmObject On,
    string EntenteId,
    string? CrmId,
    string? Name,
    IReadOnlyDictionary<string, string?> Values,
    int Done,
    int Steps,
    int Tries,
    DateTimeOffset StagedAt,
    DateTimeOffset? FailedAt,
    string Code,
    string? Field,
    string Said,
    ErrorCause Cause
);

/// <summary>The error queue: what the CRM refused, record by record, the oldest first.</summary>
public sealed class ShowErrorQueue(EntenteDb db, Actor actor)
{
    private const int MostCodes = 20;

    /// <param name="page">From 1.</param>
    public async Task<ErrorQueueView> Run(ErrorFilter filter, int page, int perPage, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is not null)
            return new(0, 0, [], [], [], []);
        var failed = db.Set<WriteEntry>().AsNoTracking().Where(w => w.State == WriteState.Failed);
        var connections = await ConnectionNames.Of(db, ct);
        var matching = filter.Of(failed);
        var writes = await matching
            .OrderBy(w => w.StagedAt)
            .ThenBy(w => w.Id)
            .Skip((Math.Max(1, page) - 1) * perPage)
            .Take(perPage)
            .ToListAsync(ct);
        var known = connections.ToDictionary(c => c.Id);
        return new ErrorQueueView(
            await matching.CountAsync(ct),
            await failed.CountAsync(ct),
            await Errors(writes, known, ct),
            await Causes(failed, known, ct),
            [.. (await failed.Where(w => w.ErrorOn != null).Select(w => w.ErrorOn!.Value).Distinct().ToListAsync(ct)).Order()],
            connections
        );
    }

    /// <summary>How many wait in the error queue of a connection, or of all.</summary>
    public Task<int> Count(CancellationToken ct) =>
        CrmRefusals.NotAllowed(actor) is null ? db.Set<WriteEntry>().CountAsync(w => w.State == WriteState.Failed, ct) : Task.FromResult(0);

    private static async Task<IReadOnlyList<ErrorCode>> Causes(
        IQueryable<WriteEntry> failed,
        Dictionary<CrmConnectionId, ConnectionName> known,
        CancellationToken ct
    )
    {
        var groups = await failed
            .Where(w => w.ErrorCode != null)
            .GroupBy(w => w.ErrorCode!)
            .Select(g => new { Code = g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Count)
            .ThenBy(g => g.Code)
            .Take(MostCodes)
            .ToListAsync(ct);
        var causes = new List<ErrorCode>();
        foreach (var group in groups)
        {
            var oldest = await failed.Where(w => w.ErrorCode == group.Code).OrderBy(w => w.StagedAt).FirstOrDefaultAsync(ct);
            if (oldest is not null)
                causes.Add(new(group.Code, group.Count, Cause(oldest, known)));
        }
        return causes;
    }

    private async Task<IReadOnlyList<WriteError>> Errors(
        List<WriteEntry> writes,
        Dictionary<CrmConnectionId, ConnectionName> known,
        CancellationToken ct
    )
    {
        var at = writes.ConvertAll(w => (Write: w, Step: w.StandsAt(), Done: w.ReadResults()));
        var names = await RecordNames.Of(
            db,
            [
                .. at.Where(e => CrmIdOf(e.Step, e.Done) is not null)
                    .Select(e => (e.Write.ConnectionId, e.Step.Kind, CrmIdOf(e.Step, e.Done)!)),
            ],
            ct
        );
        return at.ConvertAll(e =>
        {
            var crmId = CrmIdOf(e.Step, e.Done);
            return new WriteError(
                e.Write.Id,
                known[e.Write.ConnectionId],
                e.Write.Subject,
                e.Step.Kind,
                e.Step.EntenteId,
                crmId,
                RecordNames.In(e.Step.Fields)
                    ?? (crmId is null ? null : names.GetValueOrDefault((e.Write.ConnectionId, e.Step.Kind, crmId))),
                e.Step.Fields,
                e.Done.Count,
                e.Write.ReadSteps().Count,
                e.Write.Tries,
                e.Write.StagedAt,
                e.Write.EndedAt,
                e.Write.ErrorCode ?? "",
                e.Write.ErrorField,
                e.Write.ErrorMessage ?? "",
                Cause(e.Write, known)
            );
        });
    }

    private static string? CrmIdOf(CrmWriteStep step, IReadOnlyDictionary<string, string> done) =>
        step.CrmId ?? done.GetValueOrDefault(step.EntenteId);

    private static ErrorCause Cause(WriteEntry w, Dictionary<CrmConnectionId, ConnectionName> known) =>
        ErrorCauses.Of(known[w.ConnectionId].Kind, w.ErrorClass, w.ErrorCode, w.ErrorField, w.ErrorMessage);
}
