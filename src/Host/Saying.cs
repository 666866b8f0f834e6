using Npgsql;

namespace Entente.Host;

/// <summary>Statements on a connection that sees all rows.</summary>
internal static class Saying
{
    /// <returns>How many rows it touched.</returns>
    public static async Task<int> Say(this NpgsqlConnection all, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, all);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
