using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host.Moving;

/// <summary>
/// Deletes a workspace with everything that is kept of it, while Entente serves the others. People who belong to no other workspace go too, with their
/// sessions and factors.
/// </summary>
internal static class EndWorkspace
{
    /// <summary>What runs for it at the moment ends within this time, and no node knows it any more.</summary>
    private static readonly TimeSpan Settled = Workspaces.Good * 2;

    private const int Rounds = 5;

    /// <param name="maintenance">The role that sees all rows.</param>
    /// <param name="again">An earlier deletion was interrupted: who belonged to it is not known any more, so that everybody without a workspace goes.</param>
    /// <returns>How many rows and people are gone.</returns>
    public static async Task<(long Rows, int People)> Run(NpgsqlDataSource maintenance, Guid workspace, bool again, CancellationToken ct)
    {
        await using var all = await maintenance.OpenConnectionAsync(ct);
        var tables = await WorkspaceTables.Of(all, ct);
        var people = await Whom(all, again ? "" : $"where id in ({WorkspaceTables.People(tables)})", workspace, ct);
        // All of it or nothing: without its due-list a workspace that stays would never be reminded of anything.
        var gone = await Rows(all, tables, workspace, ct);
        // What was under way may have written once more.
        for (var i = 0; i < Rounds; i++)
        {
            await Task.Delay(Settled, ct);
            var late = await Rows(all, tables, workspace, ct);
            gone += late;
            if (late == 0)
                break;
        }
        return (gone, await People(all, tables, people, ct));
    }

    private static async Task<long> Rows(NpgsqlConnection all, IReadOnlyList<WorkspaceTable> tables, Guid workspace, CancellationToken ct)
    {
        await using var whole = await all.BeginTransactionAsync(ct);
        var gone = 0L;
        foreach (var table in tables.Reverse())
            gone += await all.Say($"delete from \"{table.Name}\" where workspace_id = $1", ct, workspace);
        gone += await all.Say("delete from workspace where id = $1", ct, workspace);
        await whole.CommitAsync(ct);
        return gone;
    }

    private static async Task<Guid[]> Whom(NpgsqlConnection all, string only, Guid workspace, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand($"select id from person {only}", all);
        if (only.Length > 0)
            ask.Parameters.Add(new() { Value = workspace });
        await using var rows = await ask.ExecuteReaderAsync(ct);
        var people = new List<Guid>();
        while (await rows.ReadAsync(ct))
            people.Add(rows.GetGuid(0));
        return [.. people];
    }

    private static async Task<int> People(NpgsqlConnection all, IReadOnlyList<WorkspaceTable> tables, Guid[] people, CancellationToken ct)
    {
        await using var whole = await all.BeginTransactionAsync(ct);
        var named = WorkspaceTables.People(tables, others: true).Replace("$1", $"'{Guid.Empty}'", StringComparison.Ordinal);
        await all.Say("create temp table gone (id uuid) on commit drop", ct);
        await all.Say(
            $"insert into gone select id from unnest($1) as id where id not in (select x from ({named}) as n(x) where x is not null)",
            ct,
            people
        );
        await all.Say("delete from session where person_id in (select id from gone)", ct);
        await all.Say("delete from credential where person_id in (select id from gone)", ct);
        var gone = await all.Say("delete from person where id in (select id from gone)", ct);
        await whole.CommitAsync(ct);
        return gone;
    }
}
