using System.Collections.Concurrent;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Listed;

/// <summary>A field of the CRM's own, as its schema has it now.</summary>
/// <param name="Name">The CRM's name; the safelist knows it behind <see cref="CrmFields.RawPrefix"/>.</param>
public sealed record CrmNativeField(CrmObject On, string Name, string Label, CrmFieldType Type, IReadOnlyList<CrmOption> Options);

/// <summary>
/// The fields of every connected CRM, kept on this node: the same list until a look at a schema brought another one. Whether there was one is asked
/// at most every other second.
/// </summary>
internal sealed class NativeFields(TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<WorkspaceId, Kept> known = new();

    public async ValueTask<IReadOnlyList<CrmNativeField>> Get(EntenteDb db, CancellationToken ct)
    {
        var found = known.GetValueOrDefault(db.Workspace);
        var asked = clock.GetTimestamp();
        if (found is not null && clock.GetElapsedTime(found.Asked, asked) < Good)
            return found.Fields;
        var rows = Connected(db);
        var state = await rows.GroupBy(_ => 1)
            .Select(g => new
            {
                Count = g.Count(),
                Looked = g.Max(s => s.LookedAt),
                Accepted = g.Max(s => s.AcceptedAt),
            })
            .SingleOrDefaultAsync(ct);
        var stamp = state is null ? default : (state.Count, state.Looked, state.Accepted);
        var fields = found is not null && found.Stamp == stamp ? found.Fields : await Read(rows, found?.Fields, ct);
        known[db.Workspace] = new(fields, stamp, asked);
        return fields;
    }

    /// <summary>This node has just changed them: the next who asks reads anew. Other nodes see it within two seconds.</summary>
    public void Forget(WorkspaceId workspace) => known.TryRemove(workspace, out _);

    /// <summary>Of one object, without those that Entente made.</summary>
    public static IEnumerable<CrmNativeField> Of(SchemaRow row)
    {
        var schema = Json.Read<CrmSchema>(row.Live ?? row.Schema);
        return schema
            .Fields.Where(f => !f.Name.StartsWith(Ours, StringComparison.OrdinalIgnoreCase))
            .Select(f => new CrmNativeField(row.Kind, f.Name, f.Label, f.Type, f.Options));
    }

    private const string Ours = "entente_";

    private static IQueryable<SchemaRow> Connected(EntenteDb db) =>
        db.Set<SchemaRow>()
            .AsNoTracking()
            .Where(s =>
                (s.Kind == CrmObject.Account || s.Kind == CrmObject.Deal)
                && db.Set<CrmConnection>().Any(c => c.Id == s.ConnectionId && c.State != CrmConnectionState.Disconnected)
            );

    /// <summary>The very list from before when nothing differs: most looks find nothing new.</summary>
    private static async Task<IReadOnlyList<CrmNativeField>> Read(
        IQueryable<SchemaRow> rows,
        IReadOnlyList<CrmNativeField>? before,
        CancellationToken ct
    )
    {
        var fields = (await rows.OrderBy(s => s.Kind).ThenBy(s => s.ConnectionId).ToListAsync(ct))
            .SelectMany(Of)
            .DistinctBy(f => (f.On, f.Name))
            .ToList();
        return before is not null && before.Select(Key).SequenceEqual(fields.Select(Key)) ? before : fields;

        static (CrmObject, string, string, CrmFieldType, string) Key(CrmNativeField f) =>
            (f.On, f.Name, f.Label, f.Type, string.Join('\u001f', f.Options.Select(o => o.Value + '\u001e' + o.Label)));
    }

    private sealed record Kept(IReadOnlyList<CrmNativeField> Fields, (int, DateTimeOffset, DateTimeOffset) Stamp, long Asked);
}
