using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Entente.Platform.Secrets;

/// <summary>
/// The key ring as the folder has it now. The library itself looks again once a day; a key that another process made (a node, the console) would
/// open nothing here until then. So the folder is listed every few seconds, and read anew when a file came or went.
/// </summary>
internal sealed class WatchedKeys : IKeyManager, IDisposable
{
    /// <summary>After this time every node that runs has seen a new key.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly IKeyManager inner;
    private readonly DirectoryInfo folder;
    private readonly Action use;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private CancellationTokenSource changed = new();
    private string seen;

    /// <param name="use">Closes anything. The library goes on with the ring it has while it reads the next one, and begins to read when it is used.</param>
    public WatchedKeys(IKeyManager inner, DirectoryInfo folder, Action use)
    {
        (this.inner, this.folder, this.use, seen) = (inner, folder, use, Listed(folder));
        timer = TimeProvider.System.CreateTimer(_ => Look(), null, Every, Every);
    }

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        inner.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken()
    {
        lock (gate)
            return CancellationTokenSource.CreateLinkedTokenSource(inner.GetCacheExpirationToken(), changed.Token).Token;
    }

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void Dispose()
    {
        timer.Dispose();
        changed.Dispose();
    }

    private void Look()
    {
        CancellationTokenSource over;
        lock (gate)
        {
            var now = Listed(folder);
            if (now == seen)
                return;
            (seen, over, changed) = (now, changed, new());
        }
        over.Cancel();
        try
        {
            use();
        }
        catch (Exception e) when (e is ObjectDisposedException or CryptographicException or IOException)
        {
            // Stopping, or a file that is not whole yet: whoever uses the ring next reads it.
        }
    }

    // A folder that cannot be read at this moment has not changed.
    private string Listed(DirectoryInfo where)
    {
        try
        {
            return string.Join('|', where.EnumerateFiles("*.xml").Select(f => f.Name).Order(StringComparer.Ordinal));
        }
        catch (IOException)
        {
            return seen ?? "";
        }
    }
}
