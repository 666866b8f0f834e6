using Entente.Platform.Values;
using Npgsql;

namespace Entente.Platform.Jobs;

/// <summary>What a worker took: the line, and the lease that proves it may finish it.</summary>
internal sealed record Claim(WorkspaceId Workspace, Guid Id, string Kind, Guid Lease, int Attempts);

/// <summary>
/// Takes lines off the due-list and gives them back. Leases are in the database's own time, so that workers with different
/// clocks, or a story clock, agree about who died.
/// </summary>
internal sealed class DueList(NpgsqlDataSource database)
{
    /// <summary>How long a silent worker keeps what it took.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    /// <summary>By how much a line that is one of a crowd lets others go before it: nobody waits for it alone.</summary>
    public static readonly TimeSpan Courtesy = TimeSpan.FromMinutes(2);

    /// <summary>The lines due at <paramref name="now"/> that nobody holds, in the order in which they stand.</summary>
    public async Task<IReadOnlyList<Claim>> Take(DateTimeOffset now, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            update due_item d
               set lease = gen_random_uuid(), lease_until = clock_timestamp() + $3, attempts = d.attempts + 1
              from (select workspace_id, id, kind from due_item
                     where due_at <= $1 and stands_at <= $1 + $4 and (lease_until is null or lease_until < clock_timestamp())
                     order by stands_at limit $2 for update skip locked) t
             where d.workspace_id = t.workspace_id and d.id = t.id and d.kind = t.kind
            returning d.workspace_id, d.id, d.kind, d.lease, d.attempts, d.stands_at
            """
        );
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = LeaseTime });
        command.Parameters.Add(new() { Value = Courtesy });
        var taken = new List<(Claim Claim, DateTimeOffset Stands)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var claim = new Claim(new(reader.GetGuid(0)), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetInt32(4));
            taken.Add((claim, reader.GetFieldValue<DateTimeOffset>(5)));
        }
        return [.. taken.OrderBy(t => t.Stands).Select(t => t.Claim)];
    }

    /// <summary>Puts each schedule on the list of each workspace where it is missing: how many.</summary>
    public async Task<int> Start(IReadOnlyList<Schedule> schedules, DateTimeOffset now, CancellationToken ct)
    {
        var workspaces = new List<WorkspaceId>();
        await using (var all = database.CreateCommand("select id from workspace"))
        await using (var reader = await all.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                workspaces.Add(new(reader.GetGuid(0)));
        var lines = workspaces.SelectMany(w => schedules.Select(s => s.FirstRun(w, now))).ToList();
        await using var command = database.CreateCommand(
            """
            insert into due_item (workspace_id, id, kind, due_at, stands_at, attempts)
            select w, i, k, d, d, 0 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as missing(w, i, k, d)
            on conflict do nothing
            """
        );
        command.Parameters.Add(new() { Value = lines.Select(l => l.WorkspaceId.Value).ToArray() });
        command.Parameters.Add(new() { Value = lines.Select(l => l.Id).ToArray() });
        command.Parameters.Add(new() { Value = lines.Select(l => l.Kind).ToArray() });
        command.Parameters.Add(new() { Value = lines.Select(l => l.DueAt.ToUniversalTime()).ToArray() });
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Keeps the lease for a run that takes long. False: it was lost, another worker may have it.</summary>
    public Task<bool> Renew(Claim claim, CancellationToken ct) =>
        Owned("update due_item set lease_until = clock_timestamp() + $5", claim, ct, more: LeaseTime);

    /// <summary>
    /// Strikes the line off, on a connection of its own. A job that was called for again while it ran (<see cref="Enqueueing.EnqueueOnce"/>
    /// sets its attempts back to none, which no run can have) is let go instead, and runs once more.
    /// </summary>
    public async Task<bool> Finish(Claim claim, CancellationToken ct) =>
        await Owned("delete from due_item", claim, ct, "attempts > 0")
        || await Owned("update due_item set lease = null, lease_until = null", claim, ct);

    /// <summary>Gives the line back, due later; one that was called for again while it ran, and did not fail, is due as it was called for.</summary>
    public Task<bool> Postpone(Claim claim, DateTimeOffset until, bool countsAsTry, CancellationToken ct) =>
        Owned(
            """
            update due_item
               set lease = null, lease_until = null, attempts = case when $6 then attempts else 0 end,
                   due_at = case when $6 or attempts > 0 then $5 else due_at end,
                   stands_at = case when $6 or attempts > 0 then $5 + (stands_at - due_at) else stands_at end
            """,
            claim,
            ct,
            null,
            until.ToUniversalTime(),
            countsAsTry
        );

    /// <summary>
    /// Frees whatever is held, whoever holds it: how many lines. Right only where no other worker can live; one that does loses its claims
    /// as if its leases had run out.
    /// </summary>
    public async Task<int> FreeAll(CancellationToken ct)
    {
        await using var command = database.CreateCommand("update due_item set lease = null, lease_until = null where lease is not null");
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> Owned(string change, Claim claim, CancellationToken ct, string? only = null, params object[] more)
    {
        await using var command = database.CreateCommand(
            change + " where workspace_id = $1 and id = $2 and kind = $3 and lease = $4" + (only is null ? "" : $" and {only}")
        );
        foreach (var value in (object[])[claim.Workspace.Value, claim.Id, claim.Kind, claim.Lease, .. more])
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
