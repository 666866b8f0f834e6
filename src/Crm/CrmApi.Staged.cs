using Entente.Crm.Model;
using Entente.Crm.Write;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

public sealed partial class CrmApi
{
    /// <summary>
    /// What a field was last to become by a write-back for this subject, whether it has arrived yet or not; null: nothing, or it was cleared. Writes that
    /// a person let be do not count.
    /// </summary>
    /// <param name="field">A key of <see cref="Port.CrmFields"/> or <see cref="Port.EntenteFields"/>.</param>
    public async Task<string?> LastStaged(SubjectRef subject, string field, CancellationToken ct)
    {
        var newest = db.Set<WriteEntry>()
            .AsNoTracking()
            .Where(w => w.SubjectKind == subject.Kind && w.SubjectId == subject.Id && w.State != WriteState.Ignored)
            .OrderByDescending(w => w.StagedAt)
            .ThenByDescending(w => w.Id)
            .Select(w => w.Steps)
            .AsAsyncEnumerable();
        await foreach (var steps in newest.WithCancellation(ct))
            if (Json.Read<List<CrmWriteStep>>(steps).FindLast(s => s.Fields.ContainsKey(field)) is { } step)
                return step.Fields[field];
        return null;
    }
}
