using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Entente.Platform.Data;

/// <summary>
/// A transaction that holds advisory locks until it ends. <see cref="Save"/> commits; leaving without it rolls back.
/// </summary>
public sealed class Held : IAsyncDisposable
{
    private readonly EntenteDb db;
    private readonly IDbContextTransaction transaction;

    private Held(EntenteDb db, IDbContextTransaction transaction) => (this.db, this.transaction) = (db, transaction);

    internal static async Task<Held> Take(EntenteDb db, IEnumerable<string> keys, CancellationToken ct)
    {
        var begun = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await Lock(db, keys, ct);
            return new Held(db, begun);
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    internal static async Task Lock(EntenteDb db, IEnumerable<string> keys, CancellationToken ct)
    {
        // Sorted, so that two who want the same keys can never wait for each other in a circle.
        var locks = keys.Select(k => LockOf(db.Workspace.Value, k)).Distinct().Order().ToArray();
        // An array is unnested in its order.
        if (locks.Length > 0)
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(k) from unnest({locks}) as k", ct);
    }

    /// <summary>Saves and commits: rows, audit and announcements at once.</summary>
    public async Task Save(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.Told();
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    private static long LockOf(Guid workspace, string key) =>
        BitConverter.ToInt64(SHA256.HashData([.. workspace.ToByteArray(), .. Encoding.UTF8.GetBytes(key)]).AsSpan(0, 8));
}
