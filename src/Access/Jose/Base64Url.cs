namespace Entente.Access.Jose;

/// <summary>base64url as JOSE writes it (RFC 7515 §2): no padding, no white space, and one spelling for each sequence of octets.</summary>
internal static class Base64Url
{
    public static bool TryRead(ReadOnlySpan<char> text, out byte[] octets)
    {
        octets = [];
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        if (text.Length % 4 == 1)
            return false;
        var read = new byte[text.Length * 3 / 4];
        if (System.Buffers.Text.Base64Url.DecodeFromChars(text, read, out _, out var length) is not System.Buffers.OperationStatus.Done)
            return false;
        // Bits that carry nothing must be zero, or one token could be written in several ways.
        if (length != read.Length || !text.SequenceEqual(System.Buffers.Text.Base64Url.EncodeToString(read)))
            return false;
        octets = read;
        return true;
    }

    public static string Write(ReadOnlySpan<byte> octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);
}
