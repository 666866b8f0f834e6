using System.Buffers.Text;
using System.Reflection;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Entente.Platform.Secrets;

/// <summary>A column that keeps closed values, named as in the database.</summary>
/// <param name="Keys">The columns of the table's primary key.</param>
public sealed record SealedColumn(string Table, string Column, string Purpose, IReadOnlyList<string> Keys)
{
    /// <summary>Whether each row belongs to a workspace; those of people do not.</summary>
    public bool OfWorkspaces => Keys.Contains("workspace_id");

    /// <summary>The values that are closed, read by a role that sees all rows; of one workspace, or of all.</summary>
    public async Task<IReadOnlyList<ClosedValue>> Closed(NpgsqlDataSource all, CancellationToken ct)
    {
        await using var open = await all.OpenConnectionAsync(ct);
        return await Closed(open, null, ct);
    }

    /// <inheritdoc cref="Closed(NpgsqlDataSource, CancellationToken)"/>
    public async Task<IReadOnlyList<ClosedValue>> Closed(NpgsqlConnection all, WorkspaceId? of, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            $"""
            select "{Column}", {string.Join(", ", Keys)} from "{Table}"
             where "{Column}" like '{SealedColumns.Mark}%'{(of is null ? "" : " and workspace_id = $1")}
            """,
            all
        );
        if (of is { } workspace)
            read.Parameters.Add(new() { Value = workspace.Value });
        await using var rows = await read.ExecuteReaderAsync(ct);
        var found = new List<ClosedValue>();
        while (await rows.ReadAsync(ct))
            found.Add(new(rows.GetString(0), [.. Enumerable.Range(1, Keys.Count).Select(rows.GetValue)]));
        return found;
    }
}

/// <param name="Key">The row's primary key, in the order of <see cref="SealedColumn.Keys"/>.</param>
public sealed record ClosedValue(string Text, IReadOnlyList<object> Key);

/// <summary>Where closed values lie, and which key closed one.</summary>
public static class SealedColumns
{
    /// <summary>How every closed value begins: the library's mark, as base64url.</summary>
    public const string Mark = "CfDJ8";

    // Four octets of mark, then the key's id; both stand before what is encrypted.
    private const int MarkLength = 4;
    private const int IdLength = 16;

    /// <summary>Every property with <see cref="SealedAttribute"/>, by table and column.</summary>
    public static IReadOnlyList<SealedColumn> Of(IModel model) =>
        [
            .. model
                .GetEntityTypes()
                .SelectMany(Columns)
                .OrderBy(c => c.Table, StringComparer.Ordinal)
                .ThenBy(c => c.Column, StringComparer.Ordinal),
        ];

    /// <summary>The id of the key that closed a value; null: nothing that <see cref="SecretBox"/> made.</summary>
    public static Guid? KeyOf(string value)
    {
        if (!value.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var octets = new byte[Base64Url.GetMaxDecodedLength(value.Length)];
        return Base64Url.TryDecodeFromChars(value, octets, out var written) && written > MarkLength + IdLength
            ? new Guid(octets.AsSpan(MarkLength, IdLength))
            : null;
    }

    private static IEnumerable<SealedColumn> Columns(IEntityType entity)
    {
        foreach (var property in entity.GetProperties())
            if (property.PropertyInfo?.GetCustomAttribute<SealedAttribute>() is { } mark)
                yield return new(
                    entity.GetTableName()!,
                    property.GetColumnName(),
                    mark.Purpose,
                    [.. entity.FindPrimaryKey()!.Properties.Select(k => k.GetColumnName())]
                );
    }
}
