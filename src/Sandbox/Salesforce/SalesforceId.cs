namespace Entente.Sandbox.Salesforce;

/// <summary>
/// Salesforce record ids: a three-character key prefix, then the sandbox store's number in base 62, then three checksum characters that make
/// the id safe where case is lost. 15 characters are case-sensitive and accepted; 18 are what every answer holds.
/// </summary>
internal static class SalesforceId
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Checksums = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private const int Body = 12;

    /// <summary>The 18-character id of record <paramref name="number"/> (not negative) of the object with this key prefix.</summary>
    public static string Of(string prefix, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Complete(prefix + Base62(number, Body));
    }

    /// <summary>The 18-character form of an id of 15 or 18 characters; null when it is no id or its checksum is wrong.</summary>
    public static string? Normalise(string? text)
    {
        if (text is null || text.Length is not (15 or 18))
            return null;
        var body = text[..15];
        if (body.Any(c => !char.IsAsciiLetterOrDigit(c)))
            return null;
        var complete = Complete(body);
        return text.Length == 15 || complete.Equals(text, StringComparison.OrdinalIgnoreCase) ? complete : null;
    }

    /// <summary>The three characters that tell the object; the id must be normal.</summary>
    public static string Prefix(string id) => id[..3];

    /// <summary>The store's number behind a normal id; null when the number is beyond what a store can hold.</summary>
    public static long? Number(string id) => FromBase62(id.AsSpan(3, Body));

    private static string Complete(string fifteen)
    {
        Span<char> id = stackalloc char[18];
        fifteen.CopyTo(id);
        for (var group = 0; group < 3; group++)
        {
            var bits = 0;
            for (var i = 0; i < 5; i++)
            {
                if (fifteen[(group * 5) + i] is >= 'A' and <= 'Z')
                    bits |= 1 << i;
            }

            id[15 + group] = Checksums[bits];
        }

        return new string(id);
    }

    private static string Base62(long number, int width)
    {
        Span<char> text = stackalloc char[width];
        for (var i = width - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(number % 62)];
            number /= 62;
        }

        return new string(text);
    }

    private static long? FromBase62(ReadOnlySpan<char> text)
    {
        UInt128 number = 0;
        foreach (var c in text)
            number = (number * 62) + (UInt128)Digits.IndexOf(c, StringComparison.Ordinal);
        return number <= (UInt128)long.MaxValue ? (long)number : null;
    }
}
