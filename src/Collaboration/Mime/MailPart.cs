namespace Entente.Collaboration.Mime;

/// <summary>
/// One part of a mail. Its bytes are a window on the mail's own: nothing is copied until somebody asks, and then piece by piece.
/// </summary>
public sealed class MailPart
{
    internal MailPart(MailHeaders headers, ReadOnlyMemory<byte> raw)
    {
        (Headers, Raw) = (headers, raw);
        Type = FieldValue.Parse(headers["Content-Type"] ?? "");
        Disposition = FieldValue.Parse(headers["Content-Disposition"] ?? "");
        Coding = (headers["Content-Transfer-Encoding"] ?? "").Split(';')[0].Trim().ToLowerInvariant();
        MediaType = Type.Value.Contains('/', StringComparison.Ordinal) ? Type.Value : "text/plain";
    }

    public MailHeaders Headers { get; }

    /// <summary><c>text/plain</c>, also when nothing is said.</summary>
    public string MediaType { get; internal set; }

    public IReadOnlyList<MailPart> Parts { get; internal set; } = [];

    /// <summary>As they came, still encoded.</summary>
    internal ReadOnlyMemory<byte> Raw { get; }

    internal FieldValue Type { get; }
    internal FieldValue Disposition { get; }
    internal string Coding { get; }

    /// <summary>The name it gives itself, cleaned; null when it has none.</summary>
    public string? Name => (Disposition["filename"] ?? Type["name"]) is { } name ? FileNames.Clean(name) : null;

    /// <summary>Decoded bytes.</summary>
    public long Size => TransferCoding.Measure(Raw.Span, Coding);

    internal bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Decodes into a stream, at most <paramref name="most"/> bytes; returns how many.</summary>
    public long CopyTo(Stream into, long most = long.MaxValue) => TransferCoding.Copy(Raw.Span, Coding, into, most);

    /// <summary>Decoded, at most <paramref name="most"/> bytes of it.</summary>
    public byte[] Bytes(int most) => TransferCoding.Decode(Raw.Span, Coding, most);
}

/// <summary>What came with a mail beside its text.</summary>
/// <param name="Type">As the mail claims; nobody has looked inside.</param>
/// <param name="Size">Decoded bytes.</param>
/// <param name="IsInline">A picture in the text, mostly a logo.</param>
public sealed record MailAttachment(string Name, string Type, long Size, bool IsInline, MailPart Part);
