using System.Globalization;
using Entente.Crm.Model;
using Entente.Platform.Jobs;
using Entente.Sandbox.Store;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm.Converge;

// What a record that is not as it must be has gone through: on the CRM's side, and by Entente's books.
internal sealed partial class Story
{
    private const int LastOfEach = 12;
    private readonly Dictionary<long, Queue<string>> lives = [];

    // With what was merged into it, however deep.
    private HashSet<ModelRecord> Parts(ModelRecord record)
    {
        var parts = new HashSet<ModelRecord> { record };
        while (
            model.Records.Where(r => r.MergedInto is { } into && parts.Contains(into) && !parts.Contains(r)).ToList() is { Count: > 0 } more
        )
            parts.UnionWith(more);
        return parts;
    }

    private async Task<string> Books(ModelRecord record)
    {
        var ids = Parts(record).Select(p => p.StoreId).OfType<long>().ToDictionary(CrmIdOf);
        var crmIds = ids.Keys.ToArray();
        var lines = await house.Ask(db =>
            db.Set<LedgerRow>()
                .AsNoTracking()
                .Where(l => crmIds.Contains(l.CrmId))
                .OrderBy(l => l.DecidedAt)
                .Select(l => Json.Write(l))
                .ToListAsync()
        );
        var lost = await house.Ask(db =>
            db.Set<ConflictRow>().AsNoTracking().Where(c => crmIds.Contains(c.CrmId)).Select(c => Json.Write(c)).ToListAsync()
        );
        var names = ids.Keys.Concat(Parts(record).SelectMany(p => (string[])[p.Key, "late-" + p.Key])).Select(n => $"\"{n}\"").ToList();
        var writes = (await house.Ask(db => db.Set<WriteEntry>().AsNoTracking().OrderBy(w => w.StagedAt).ToListAsync()))
            .Where(w => names.Exists(n => w.Steps.Contains(n, StringComparison.Ordinal)))
            .Select(w => $"{w.State} {w.DecidedAt:O} {w.Steps} {w.Results} {w.ErrorCode}");
        var lived = ids.Values.Where(lives.ContainsKey).SelectMany(id => lives[id].Select(line => $"{id}: {line}"));
        return string.Join(
            '\n',
            [
                $"parts: {string.Join(", ", ids.Select(i => $"{i.Key} = {i.Value}"))}",
                .. lines.TakeLast(LastOfEach),
                .. lost.TakeLast(LastOfEach),
                .. writes.TakeLast(LastOfEach),
                .. lived,
            ]
        );
    }

    private void Remember(Change change)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{change.When:HH:mm:ss.fff} {change.Origin.Door} {change.Type} {change.Field?.Name} {change.Value} {change.Link?.From} {change.Link?.To} {string.Join('+', change.Gone)}"
        );
        foreach (var id in ((long[])[change.Id, change.Link?.From ?? change.Id, change.Link?.To ?? change.Id, .. change.Gone]).Distinct())
        {
            if (!lives.TryGetValue(id, out var lived))
                lives[id] = lived = [];
            lived.Enqueue(line);
            while (lived.Count > LastOfEach)
                lived.Dequeue();
        }
    }
}
