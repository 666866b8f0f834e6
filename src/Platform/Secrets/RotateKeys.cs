using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;

namespace Entente.Platform.Secrets;

/// <summary>A key of the ring.</summary>
/// <param name="Needed">How many values in the database it alone opens.</param>
/// <param name="Newest">New values are closed with it.</param>
public sealed record RingKey(Guid Id, DateTimeOffset MadeAt, int Needed, bool Newest);

/// <param name="Closed">Values that the new key opens now.</param>
/// <param name="Unreadable">Values that no key of the ring opens; they stay as they are.</param>
public sealed record Rotation(Guid Key, int Closed, int Unreadable);

/// <summary>
/// Makes a new key and closes every secret in the database with it, of all workspaces, while Entente runs. What an older key closed and cannot be
/// closed anew (addresses in mails that were sent) needs that key until somebody throws it away.
/// </summary>
public sealed class RotateKeys
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly IKeyManager keys;
    private readonly SecretBox box;
    private readonly KeyFolder folder;

    internal RotateKeys(IKeyManager keys, SecretBox box, KeyFolder folder) => (this.keys, this.box, this.folder) = (keys, box, folder);

    /// <param name="all">The role that sees all rows.</param>
    /// <param name="now">The real time: the ring goes by it.</param>
    public async Task<Rotation> Run(IReadOnlyList<SealedColumn> columns, NpgsqlDataSource all, DateTimeOffset now, CancellationToken ct)
    {
        var key = keys.CreateNewKey(now, now + Lifetime);
        // First every node learns the key, then the first value is closed with it.
        await Task.Delay(WatchedKeys.Every * 2, ct);
        var (closed, unreadable) = (0, 0);
        foreach (var column in columns)
        foreach (var value in await column.Closed(all, ct))
            if (SealedColumns.KeyOf(value.Text) is not { } with || with == key.KeyId)
                continue;
            else if (await CloseAnew(column, value, all, ct))
                closed++;
            else
                unreadable++;
        return new(key.KeyId, closed, unreadable);
    }

    /// <summary>The keys, the newest first.</summary>
    public async Task<IReadOnlyList<RingKey>> List(IReadOnlyList<SealedColumn> columns, NpgsqlDataSource all, CancellationToken ct)
    {
        var needed = new Dictionary<Guid, int>();
        foreach (var column in columns)
        foreach (var value in await column.Closed(all, ct))
            if (SealedColumns.KeyOf(value.Text) is { } with)
                needed[with] = needed.GetValueOrDefault(with) + 1;
        var sorted = keys.GetAllKeys().Where(k => !k.IsRevoked).OrderByDescending(k => k.ActivationDate).ThenBy(k => k.KeyId).ToList();
        return [.. sorted.Select((k, i) => new RingKey(k.KeyId, k.CreationDate, needed.GetValueOrDefault(k.KeyId), i == 0))];
    }

    /// <summary>Throws a key away for good. A sentence when it is still needed; null when it is gone.</summary>
    public async Task<string?> Forget(Guid key, IReadOnlyList<SealedColumn> columns, NpgsqlDataSource all, CancellationToken ct)
    {
        if ((await List(columns, all, ct)).FirstOrDefault(k => k.Id == key) is not { } found)
            return $"There is no key {key} in {folder.Path}.";
        if (found.Newest)
            return $"Key {key} is the one in use. Rotate first.";
        if (found.Needed > 0)
            return $"Key {key} still opens {found.Needed} values of the database. Rotate first.";
        File.Delete(Path.Combine(folder.Path, $"key-{key:D}.xml"));
        return null;
    }

    // Whoever wrote another value meanwhile closed it with the new key: theirs stays.
    private async Task<bool> CloseAnew(SealedColumn column, ClosedValue value, NpgsqlDataSource all, CancellationToken ct)
    {
        string anew;
        try
        {
            anew = box.Close(column.Purpose, box.Open(column.Purpose, value.Text));
        }
        catch (CryptographicException)
        {
            return false;
        }
        var where = string.Join(" and ", column.Keys.Select((k, i) => $"{k} = ${i + 3}"));
        await using var write = all.CreateCommand(
            $"""update "{column.Table}" set "{column.Column}" = $1 where "{column.Column}" = $2 and {where}"""
        );
        foreach (var given in (object[])[anew, value.Text, .. value.Key])
            write.Parameters.Add(new() { Value = given });
        await write.ExecuteNonQueryAsync(ct);
        return true;
    }
}
