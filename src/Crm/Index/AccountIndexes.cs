using System.Collections.Concurrent;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Index;

/// <summary>
/// The fuzzy index of each workspace this process serves. Derived from the mirror and never the truth: built when the process starts,
/// or at the first question, brought up to date before each answer (at once after this process wrote the mirror, otherwise at most a few times a second), complete or saying that it is not yet.
/// </summary>
internal sealed class AccountIndexes(IServiceScopeFactory scopes, TimeProvider clock) : IWarmUp
{
    private const int Warmed = 16;
    private readonly ConcurrentDictionary<WorkspaceId, WorkspaceIndex> all = [];

    /// <summary>So long a question waits for the first build; then it is answered by the strong keys alone.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The index as of now; null while it is being built for the first time.</summary>
    public async Task<CompanyIndex?> Of(EntenteDb db, CancellationToken ct)
    {
        var index = In(db.Workspace);
        var built = index.Built();
        if (await Task.WhenAny(built, Task.Delay(Patience, clock, ct)) != built)
            return null;
        return await index.Refreshed(db, ct);
    }

    /// <summary>The mirror was just written by this process: the next question sees it, however short ago the last one was.</summary>
    public void Stale(WorkspaceId workspace)
    {
        if (all.TryGetValue(workspace, out var index))
            index.Stale();
    }

    /// <summary>Builds the first workspaces' indexes; on a node that serves many, the others are built when they are asked.</summary>
    public async Task WarmUp(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var card in (await scope.ServiceProvider.GetRequiredService<Workspaces>().All(ct)).Take(Warmed))
        {
            ct.ThrowIfCancellationRequested();
            await In(card.Id).Built();
        }
    }

    /// <summary>As after a start: the next question begins the build.</summary>
    internal void Forget(WorkspaceId workspace) => all.TryRemove(workspace, out _);

    internal bool Holds(WorkspaceId workspace) => all.ContainsKey(workspace);

    private WorkspaceIndex In(WorkspaceId workspace) => all.GetOrAdd(workspace, w => new WorkspaceIndex(() => Build(w), clock));

    private async Task<(CompanyIndex, DateTimeOffset)> Build(WorkspaceId workspace)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var began = await AccountChanges.Clock(db, CancellationToken.None);
        var entries = new List<CompanyEntry>();
        for (var last = Guid.Empty; ; )
        {
            var page = await AccountChanges.After(db, last, CancellationToken.None);
            entries.AddRange(page.Where(p => !p.Deleted).Select(p => p.Entry));
            if (page.Count < AccountChanges.PageSize)
                return (CompanyIndex.Build(entries), began);
            last = page[^1].Entry.Id;
        }
    }
}

/// <summary>One workspace's index, and up to when it knows what changed.</summary>
internal sealed class WorkspaceIndex(Func<Task<(CompanyIndex, DateTimeOffset)>> build, TimeProvider clock)
{
    // A commit can carry an earlier stamp than one that was seen already: look back over the longest likely transaction.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly Lock starting = new();
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly Dictionary<Guid, (string Name, string? Domain)> lately = [];
    private Task<(CompanyIndex Index, DateTimeOffset UpTo)>? building;
    private DateTimeOffset? upTo;
    private long refreshedAt;
    private long writes;

    /// <summary>The first build, begun once; begun anew after a failure.</summary>
    public Task Built()
    {
        lock (starting)
        {
            if (building is null || building.IsFaulted || building.IsCanceled)
                building = Task.Run(async () => await build());
            return building;
        }
    }

    public void Stale()
    {
        Interlocked.Increment(ref writes);
        Interlocked.Exchange(ref refreshedAt, 0);
    }

    public async Task<CompanyIndex> Refreshed(EntenteDb db, CancellationToken ct)
    {
        var (index, built) = await building!;
        if (Interlocked.Read(ref refreshedAt) is var level and not 0 && clock.GetElapsedTime(level) < Fresh)
            return index;
        await refreshing.WaitAsync(ct);
        try
        {
            var seen = Interlocked.Read(ref writes);
            var now = await AccountChanges.Clock(db, ct);
            var changed = await AccountChanges.Since(db, (upTo ?? built) - Overlap, ct);
            foreach (var gone in changed.Where(c => c.Deleted))
            {
                index.Remove(gone.Entry.Id);
                lately.Remove(gone.Entry.Id);
            }
            // The overlap brings the same rows again and again: only what differs goes in.
            var fresh = changed
                .Where(c => !c.Deleted && (!lately.TryGetValue(c.Entry.Id, out var had) || had != (c.Entry.Name, c.Entry.Domain)))
                .Select(c => c.Entry)
                .ToList();
            index.Put(fresh);
            if (changed.Count == 0)
                lately.Clear();
            foreach (var entry in fresh)
                lately[entry.Id] = (entry.Name, entry.Domain);
            upTo = now;
            Interlocked.Exchange(ref refreshedAt, clock.GetTimestamp());
            // What was written while this was read is not in it.
            if (Interlocked.Read(ref writes) != seen)
                Interlocked.Exchange(ref refreshedAt, 0);
            return index;
        }
        finally
        {
            refreshing.Release();
        }
    }
}

/// <summary>Reads the mirror for the index.</summary>
internal static class AccountChanges
{
    public const int PageSize = 20_000;
    private const string Columns = "select id, name, domain, deleted from crm_account";

    public static async Task<DateTimeOffset> Clock(EntenteDb db, CancellationToken ct) =>
        (await db.Read("select clock_timestamp()", r => r.GetFieldValue<DateTimeOffset>(0), ct))[0];

    public static Task<List<(CompanyEntry Entry, bool Deleted)>> After(EntenteDb db, Guid last, CancellationToken ct) =>
        db.Read($"{Columns} where id > $1 order by id limit {PageSize}", Row, ct, last);

    public static Task<List<(CompanyEntry Entry, bool Deleted)>> Since(EntenteDb db, DateTimeOffset since, CancellationToken ct) =>
        db.Read($"{Columns} where changed_at >= $1", Row, ct, since.ToUniversalTime());

    private static (CompanyEntry Entry, bool Deleted) Row(Npgsql.NpgsqlDataReader row) =>
        (new CompanyEntry(row.GetGuid(0), row.GetString(1), null, row.IsDBNull(2) ? null : row.GetString(2)), row.GetBoolean(3));
}
