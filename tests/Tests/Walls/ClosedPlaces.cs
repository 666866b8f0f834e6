using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Walls;

/// <summary>Where closed values lie that a rotation of the keys does not close anew.</summary>
internal static class ClosedPlaces
{
    private const string Everything = """
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and data_type in ('text', 'character varying', 'jsonb', 'ARRAY')
        """;

    /// <summary>Tables and columns, in every workspace.</summary>
    public static async Task<IReadOnlyList<string>> Unmarked(House house, CancellationToken ct)
    {
        await using var all = NpgsqlDataSource.Create(house.MaintenanceConnection);
        await using var scope = house.As(house.Corvane);
        var known = SealedColumns
            .Of(scope.ServiceProvider.GetRequiredService<EntenteDb>().Model)
            .Select(c => (c.Table, c.Column))
            // Addresses to unsubscribe, in mails that were sent: nobody closes them anew.
            .Concat([("mail_message", "headers"), ("mail_message", "text"), ("mail_message", "html")])
            .ToHashSet();
        var columns = new List<(string Table, string Column)>();
        await using (var read = all.CreateCommand(Everything))
        await using (var rows = await read.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct))
                columns.Add((rows.GetString(0), rows.GetString(1)));
        var strange = new List<string>();
        foreach (var (table, column) in columns.Where(c => !known.Contains(c)))
        {
            await using var ask = all.CreateCommand(
                $"""select count(*) from "{table}" where "{column}"::text like '%{SealedColumns.Mark}%'"""
            );
            if (await ask.ExecuteScalarAsync(ct) is > 0L)
                strange.Add($"{table}.{column}");
        }
        return strange;
    }
}
