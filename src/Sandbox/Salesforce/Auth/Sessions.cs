using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>
/// Access tokens. They live two hours (of real time) from their last use and not beyond a restart, as clients must expect: the answer is then 401
/// INVALID_SESSION_ID and they ask for another.
/// </summary>
internal sealed class Sessions(Organisation organisation, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> _lastUsed = new(StringComparer.Ordinal);

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(2);

    public string Open()
    {
        var token = $"{organisation.Id[..15]}!{Secrets.Token()}";
        _lastUsed[token] = clock.GetTimestamp();
        return token;
    }

    /// <summary>Whether the token is good now; using it keeps it alive.</summary>
    public bool Use(string? token)
    {
        if (token is null || !_lastUsed.TryGetValue(token, out var used))
            return false;
        if (clock.GetElapsedTime(used) > Life)
        {
            _lastUsed.TryRemove(token, out _);
            return false;
        }

        _lastUsed[token] = clock.GetTimestamp();
        return true;
    }

    public bool End(string token) => _lastUsed.TryRemove(token, out _);

    public void EndAll() => _lastUsed.Clear();
}

internal static class Secrets
{
    /// <summary>256 random bits in URL-safe letters.</summary>
    public static string Token() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static bool Same(string? given, string expected) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected))
        );

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
