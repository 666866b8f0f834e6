using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>
/// The line that closes a page of entries: up to which entry, the seal there, the hash of the page's bytes and the first four bytes of the
/// hash of each of its lines; signed. So whatever was changed is found, and in which line, also what the chain itself does not bind.
/// </summary>
internal sealed record Mark(long Number, string Heading, byte[] Seal, byte[] Page, byte[] Lines, bool Last, byte[] Told, byte[] Signature)
{
    public const int LineHash = 4;
    private const string Domain = "entente-audit-mark-1\n";

    public static ReadOnlySpan<byte> Start => "{\"mark\":"u8;

    public static Mark Read(ReadOnlySpan<byte> line)
    {
        var cut = line.LastIndexOf(",\"signature\":\""u8);
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var root = document.RootElement;
            var signature = root.GetProperty("signature").GetBytesFromBase64();
            // One spelling: base64 leaves some bits of its last letter free.
            if (!line[cut..].SequenceEqual(Encoding.ASCII.GetBytes($",\"signature\":\"{Convert.ToBase64String(signature)}\"}}")))
                throw new FormatException();
            var (seal, page) = (Hash(root, "seal"), Hash(root, "page"));
            return new(
                root.GetProperty("mark").GetInt64(),
                root.GetProperty("heading").GetString()!,
                seal,
                page,
                root.GetProperty("lines").GetBytesFromBase64(),
                root.GetProperty("last").GetBoolean(),
                [.. Encoding.ASCII.GetBytes(Domain), .. line[..cut]],
                signature
            );
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new MalformedException("a page should be closed by a signed mark; this one cannot be read");
        }
    }

    private static byte[] Hash(JsonElement root, string name) =>
        Convert.FromHexString(root.GetProperty(name).GetString()!) is { Length: SHA256.HashSizeInBytes } hash
            ? hash
            : throw new FormatException();
}
