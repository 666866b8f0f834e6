using Npgsql;

namespace Entente.Host;

/// <summary>
/// Fits an audit that was written on another server to this one. A server counts its transactions from the beginning, and the sealer goes by their
/// numbers: what was sealed lies before all that is still to come here, what was not waits for the sealer as if it had been written now.
/// </summary>
internal static class CarriedAudit
{
    private const string Entries = """
        update audit_entry e
           set tx = case when exists (select 1 from audit_seal s where s.workspace_id = e.workspace_id and s.entry_id = e.id)
                         then '0'::xid8 else pg_current_xact_id() end
         where $1::uuid is null or e.workspace_id = $1
        """;

    private const string Horizon = "update audit_head set horizon = pg_current_xact_id() where $1::uuid is null or workspace_id = $1";

    /// <param name="all">The role that sees all rows.</param>
    /// <param name="workspace">Null: of all workspaces.</param>
    public static async Task Renumber(NpgsqlConnection all, Guid? workspace, CancellationToken ct)
    {
        // One transaction, so that both bear one number.
        await using var both = new NpgsqlBatch(all) { BatchCommands = { Of(Entries), Of(Horizon) } };
        await both.ExecuteNonQueryAsync(ct);

        NpgsqlBatchCommand Of(string sql) => new(sql) { Parameters = { new() { Value = workspace is { } one ? one : DBNull.Value } } };
    }
}
