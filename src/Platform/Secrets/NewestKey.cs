using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Entente.Platform.Secrets;

/// <summary>
/// The key that closes: the one that came into force last. The library's own choice lets a new key wait two days, so that nodes which look once a
/// day know it by then; ours know it within seconds (<see cref="WatchedKeys"/>), and a rotation must count at once.
/// </summary>
internal sealed class NewestKey : IDefaultKeyResolver
{
    /// <summary>A successor is made this long before the key in force runs out.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    /// <summary>Clocks of nodes differ by no more.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public DefaultKeyResolution ResolveDefaultKeyPolicy(DateTimeOffset now, IEnumerable<IKey> allKeys)
    {
        var keys = allKeys.Where(k => !k.IsRevoked).OrderByDescending(k => k.ActivationDate).ThenBy(k => k.KeyId).ToList();
        var force = keys.Find(k => k.ActivationDate <= now + Skew && k.ExpirationDate > now);
        return new()
        {
            DefaultKey = force!,
            FallbackKey = keys.FirstOrDefault()!,
            ShouldGenerateNewKey = !keys.Exists(k => k.ActivationDate <= now + Ahead && k.ExpirationDate > now + Ahead),
        };
    }
}
