using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>The first line: whose audit it is, where the part begins, which keys signed.</summary>
internal sealed record Heading(
    string Workspace,
    string Name,
    string ExportedAt,
    long After,
    byte[] Seal,
    IReadOnlyDictionary<string, byte[]> Keys,
    string Signer,
    byte[] Hash
)
{
    public const string Format = "entente-audit-export-1";

    public static Heading Read(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format)
                throw new MalformedException($"the first line should begin an export of the format {Format}");
            var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var key in root.GetProperty("keys").EnumerateArray())
            {
                var spki = key.GetProperty("spki").GetBytesFromBase64();
                var id = Convert.ToHexStringLower(SHA256.HashData(spki));
                if (key.GetProperty("id").GetString() != id)
                    throw new MalformedException($"a key says it is {key.GetProperty("id").GetString()}, and its bytes give {id}");
                keys[id] = spki;
            }
            var seal = Convert.FromHexString(root.GetProperty("seal").GetString()!);
            if (seal.Length != SHA256.HashSizeInBytes)
                throw new MalformedException("the seal before the first entry should be 32 bytes");
            return new(
                root.GetProperty("workspace").GetString() ?? throw new MalformedException("the heading names no workspace"),
                root.GetProperty("name").GetString()!,
                root.GetProperty("exportedAt").GetString()!,
                root.GetProperty("after").GetInt64(),
                seal,
                keys,
                root.GetProperty("keys")[0].GetProperty("id").GetString()!,
                SHA256.HashData(line)
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or FormatException
                        or InvalidOperationException
                        or IndexOutOfRangeException
                        or ArgumentNullException
            )
        {
            throw new MalformedException($"the first line should be the heading of an export ({Format}); it cannot be read");
        }
    }

    /// <summary>Whether the key of that fingerprint signed these bytes (ECDSA P-256 over SHA-256, DER).</summary>
    public bool Signed(string key, ReadOnlySpan<byte> told, ReadOnlySpan<byte> signature)
    {
        if (!Keys.TryGetValue(key, out var spki))
            return false;
        try
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(spki, out _);
            return ecdsa.VerifyData(told, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool Signed(string key, string told, ReadOnlySpan<byte> signature) => Signed(key, Encoding.UTF8.GetBytes(told), signature);
}
