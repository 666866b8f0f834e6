using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

// What is not as the model says.
internal sealed partial class ConvergenceStory
{
    /// <summary>A line for whatever is not as the model says.</summary>
    public async Task<IReadOnlyList<string>> Differences()
    {
        var wrong = new List<string>();
        foreach (
            var left in await house.Ask(db => db.Set<WriteEntry>().AsNoTracking().Where(w => w.State == WriteState.Waiting).ToListAsync())
        )
            wrong.Add($"a write still waits: {left.Steps} {left.ErrorCode} {left.ErrorMessage}");
        var mirror = (
            await house.Ask(db => db.Set<MirroredRecord>().AsNoTracking().Where(r => r.ConnectionId == connection).ToListAsync())
        ).ToDictionary(r => (r.Kind, r.CrmId));
        foreach (var what in new[] { CrmObject.Account, CrmObject.Deal })
        {
            var living = await Living(what);
            foreach (var record in records.Values.Where(r => r.Kind == what))
                Compare(record, living, mirror, wrong);
            var known = records.Values.Select(r => r.CrmId).ToHashSet();
            wrong.AddRange(living.Keys.Where(id => !known.Contains(id)).Select(id => $"the CRM holds {what} {id} that nobody made"));
            wrong.AddRange(
                mirror
                    .Values.Where(m => m.Kind == what && !m.Deleted && !known.Contains(m.CrmId))
                    .Select(m => $"the mirror holds {what} {m.CrmId} that nobody made")
            );
        }
        return wrong;
    }

    private static void Compare(
        ModelRecord record,
        Dictionary<string, CrmRecord> living,
        Dictionary<(CrmObject, string), MirroredRecord> mirror,
        List<string> wrong
    )
    {
        var name = $"{record.Kind} {record.EntenteId} ({record.CrmId})";
        if (record.CrmId is not { } id)
        {
            wrong.Add($"{name} was never made");
            return;
        }
        if (living.ContainsKey(id) == record.Deleted)
            wrong.Add($"{name} {(record.Deleted ? "lives" : "is gone")} in the CRM");
        if (!mirror.TryGetValue((record.Kind, id), out var held))
        {
            // What was deleted before anybody saw it was never here.
            if (!record.Deleted)
                wrong.Add($"{name} is not in the mirror");
            return;
        }
        if (held.Deleted != record.Deleted)
            wrong.Add($"{name} {(held.Deleted ? "is deleted" : "lives")} in the mirror");
        if (record.Deleted || !living.TryGetValue(id, out var crm))
            return;
        var fields = Json.Read<Dictionary<string, string?>>(held.Fields);
        foreach (var (field, value) in record.Fields)
        {
            if (crm[field] != value)
                wrong.Add($"{name}.{field} is “{crm[field]}” in the CRM and must be “{value}”");
            if (fields.GetValueOrDefault(field) != value)
                wrong.Add($"{name}.{field} is “{fields.GetValueOrDefault(field)}” in the mirror and must be “{value}”");
        }
    }

    private async Task<Dictionary<string, CrmRecord>> Living(CrmObject what)
    {
        var (found, rep) = (new Dictionary<string, CrmRecord>(), house.Rep(kind));
        string? cursor = null;
        for (var more = true; more; )
        {
            var page = (await rep.Backfill(what, cursor, default)).Value;
            foreach (var record in page.Records)
                found[record.Id] = record;
            (cursor, more) = (page.Cursor, page.More);
        }
        return found;
    }
}
