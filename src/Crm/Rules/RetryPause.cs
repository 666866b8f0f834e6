using System.Security.Cryptography;
using Entente.Crm.Port;
using Entente.Platform.Jobs;

namespace Entente.Crm.Rules;

/// <summary>How long a write rests before its next try. Spread by write and try, so that what collided does not collide again.</summary>
internal static class RetryPause
{
    /// <summary>A lock is held for seconds: ten at most (Salesforce), so the first tries come soon.</summary>
    private const int ShortTries = 5;

    /// <summary>A CRM that answers again is written to within a minute, however long it was silent.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static TimeSpan After(CrmError error, int tries, Guid write)
    {
        var spread = Spread(tries, write);
        if (error.RetryAfter is { } asked)
            return asked + TimeSpan.FromSeconds(spread * Math.Min(5, asked.TotalSeconds * 0.1));
        return IsLock(error) && tries <= ShortTries
            ? TimeSpan.FromSeconds(tries * (0.5 + spread))
            : Shorter(Backoff.After(tries, write), Longest) * (0.75 + (0.5 * spread));
    }

    public static bool IsLock(CrmError error) => error.Code is "UNABLE_TO_LOCK_ROW" or "HTTP_423" or "LOCKED";

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // 0 to 1, different for each try of each write, and the same whenever it is asked: a rule has no dice.
    private static double Spread(int tries, Guid write)
    {
        Span<byte> both = stackalloc byte[20];
        write.TryWriteBytes(both);
        BitConverter.TryWriteBytes(both[16..], tries);
        return BitConverter.ToUInt32(SHA256.HashData(both)) / (double)uint.MaxValue;
    }
}
