namespace Entente.Platform.Mail.Relay;

/// <summary>
/// The local part to which reports about one mail go: <c>b+{slug}.{13 letters}</c>. The letters are a number drawn by chance, so whoever did not see
/// the mail's envelope cannot report about it.
/// </summary>
public static class ReturnAddress
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Count = 13;

    /// <summary>A local part has 64 letters at most (RFC 5321, 4.5.3.1.1).</summary>
    private const int LongestSlug = 64 - 2 - 1 - Count;

    /// <summary>Null when the workspace's name is too long for it.</summary>
    public static string? Write(string slug, long number)
    {
        if (slug.Length is 0 or > LongestSlug)
            return null;
        Span<char> letters = stackalloc char[Count];
        var rest = unchecked((ulong)number);
        for (var i = Count - 1; i >= 0; i--, rest >>= 5)
            letters[i] = Letters[(int)(rest & 31)];
        return $"b+{slug}.{letters}";
    }

    /// <summary>Of which workspace and which mail it is; null when it is no such address. Case does not matter: relays change it.</summary>
    public static (string Slug, long Number)? Read(string address)
    {
        var local = address[..Math.Max(0, address.LastIndexOf('@'))].ToLowerInvariant();
        var dot = local.LastIndexOf('.');
        if (!local.StartsWith("b+", StringComparison.Ordinal) || dot < 3 || local.Length - dot - 1 != Count)
            return null;
        var number = 0UL;
        foreach (var c in local.AsSpan(dot + 1))
        {
            var value = Letters.IndexOf(c, StringComparison.Ordinal);
            // The first letter holds four bits only: 13 × 5 are 65.
            if (value < 0 || number > ulong.MaxValue >> 5)
                return null;
            number = (number << 5) | (uint)value;
        }
        return (local[2..dot], unchecked((long)number));
    }
}
